package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.matching.VenueSettings;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/**
 * Over random markets with the real detector: from the first fill to the last exit there is a stop at the venue for all that is held, and
 * whenever a desk holds nothing, its capital is what the venue has in its wallet.
 */
class NeverNakedTest {
    private static final int CANDLES = 4_000;
    private static final int ROWS_PER_CANDLE = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overRowsOfTheTimeframe(long seed) {
        SimulatedDesk desk = rich(DeskSetup.bothModes().apart()).overRows();

        ProtectionWatch watch = run(desk, seed, RandomCandles.walk(seed, CANDLES, 3), 1);

        assertThat(watch.stepsWithPosition()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void overFinerRows(long seed) {
        SimulatedDesk desk = rich(DeskSetup.bothModes().ordersPerSide(2)).overRows();

        ProtectionWatch watch = run(desk, seed, RandomCandles.walk(seed, CANDLES * ROWS_PER_CANDLE), ROWS_PER_CANDLE);

        assertThat(watch.stepsWithPosition()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void overTradesWithoutLatency(long seed) {
        SimulatedDesk desk = rich(DeskSetup.bothModes().apart().venue(new VenueSettings(2, 1, 0, true)))
                .overTrades();

        ProtectionWatch watch = runOverTrades(desk, seed, 0);

        assertThat(watch.stepsWithPosition()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void overTradesWithLatency(long seed) {
        SimulatedDesk desk = rich(DeskSetup.bothModes()
                        .apart()
                        .venue(new VenueSettings(2, 1, TimeUnit.MILLISECONDS.toNanos(700), false)))
                .overTrades();

        ProtectionWatch watch = runOverTrades(desk, seed, 0);

        assertThat(watch.stepsWithPosition()).isGreaterThan(1_000);
    }

    /** What an entry fills after its bracket stop ended, its cancel being under way, is naked until a stop has come the same way. */
    @ParameterizedTest
    @ValueSource(longs = {13, 14, 15})
    void overTradesWithLatencyAndFillsInPartsNotLongerThanAStopIsUnderWay(long seed) {
        long latencyNanos = TimeUnit.MILLISECONDS.toNanos(700);
        SimulatedDesk desk = rich(DeskSetup.bothModes().apart().venue(new VenueSettings(2, 1, latencyNanos, true)))
                .overTrades();

        ProtectionWatch watch = runOverTrades(desk, seed, latencyNanos);

        assertThat(watch.stepsWithPosition()).isGreaterThan(1_000);
        assertThat(watch.nakedSteps()).isLessThan(watch.stepsWithPosition() / 100);
    }

    /** Enough for many trades, and funding and slippage that cost something. */
    private static DeskSetup rich(DeskSetup setup) {
        return setup.capital("1000000")
                .fundingRate("0.0001")
                .emergencyHeights(200)
                .remadeEvery(197);
    }

    private static ProtectionWatch run(SimulatedDesk desk, long seed, List<Candle> rows, int rowsPerCandle) {
        var watch = watched(desk, 0);
        var detector = new OrderBlockDetector(desk);
        long rowNanos = TradingDesk.CANDLE_NANOS / rowsPerCandle;
        List<Candle> timed = rows.stream()
                .map(row -> new Candle(
                        RandomCandles.START_NANOS + (row.openTimeNanos() - RandomCandles.START_NANOS) / rowsPerCandle,
                        row.openE8(),
                        row.highE8(),
                        row.lowE8(),
                        row.closeE8(),
                        row.contracts()))
                .toList();
        int next = 0;
        for (Candle candle : CandleSeries.of(rowNanos, timed)
                .aggregate(TradingDesk.CANDLE_NANOS)
                .candles()) {
            long endNanos = candle.openTimeNanos() + TradingDesk.CANDLE_NANOS;
            while (next < timed.size() && timed.get(next).openTimeNanos() < endNanos) {
                desk.row(timed.get(next++));
            }
            close(desk, detector, candle, seed);
        }
        return watch;
    }

    private static ProtectionWatch runOverTrades(SimulatedDesk desk, long seed, long boundNanos) {
        var watch = watched(desk, boundNanos);
        var detector = new OrderBlockDetector(desk);
        var random = new SplittableRandom(seed);
        for (Candle candle : RandomCandles.walk(seed, CANDLES, 3)) {
            tradeThrough(desk, candle, random);
            close(desk, detector, candle, seed);
        }
        return watch;
    }

    /** A path through the candle's four prices, in bursts that are faster than the latency. */
    private static void tradeThrough(SimulatedDesk desk, Candle candle, SplittableRandom random) {
        long[] corners = random.nextBoolean()
                ? new long[] {candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8()}
                : new long[] {candle.openE8(), candle.lowE8(), candle.highE8(), candle.closeE8()};
        long timeNanos = candle.openTimeNanos() + TimeUnit.SECONDS.toNanos(1);
        desk.passTo(timeNanos);
        for (int leg = 0; leg < 3; leg++) {
            int steps = random.nextInt(2, 8);
            for (int step = leg == 0 ? 0 : 1; step <= steps; step++) {
                long priceE8 = corners[leg] + (corners[leg + 1] - corners[leg]) / steps * step;
                long lastE8 = step == steps ? corners[leg + 1] : priceE8;
                desk.trade(timeNanos, lastE8, random.nextLong(1, 4_000));
                timeNanos += TimeUnit.MILLISECONDS.toNanos(random.nextInt(3) == 0 ? random.nextInt(30_000) : 200);
            }
        }
        desk.passTo(candle.openTimeNanos() + TradingDesk.CANDLE_NANOS - TimeUnit.SECONDS.toNanos(1));
    }

    private static void close(SimulatedDesk desk, OrderBlockDetector detector, Candle candle, long seed) {
        desk.passTo(candle.openTimeNanos() + TradingDesk.CANDLE_NANOS);
        detector.onCandle(candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        desk.close(candle, detector.atrE8());
        for (int account = 0; account < 2; account++) {
            if (desk.position(account) == 0 && !desk.hasOpenTrade(account)) {
                assertThat(desk.wallet(account))
                        .as("seed %d, account %d at %d", seed, account, candle.openTimeNanos())
                        .isEqualTo(desk.capital(account));
            }
        }
    }

    private static ProtectionWatch watched(SimulatedDesk desk, long boundNanos) {
        var watch = new ProtectionWatch(2, boundNanos);
        desk.watch(watch);
        return watch;
    }
}
