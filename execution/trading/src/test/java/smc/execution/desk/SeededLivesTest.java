package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.LivingDesk.Fault;
import smc.execution.risk.Limits;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

/**
 * Days of two accounts over random markets, in which answers and requests are lost, a bracket is forgotten, the socket is gone, the engine is killed, and
 * somebody pauses, halts, flattens and resumes. {@code smc.lives} says how many; 200 if it does not. {@code smc.seed} is the first.
 */
class SeededLivesTest {
    private static final int LIVES = Integer.getInteger("smc.lives", 200);
    private static final long FIRST_SEED = Long.getLong("smc.seed", 1);
    private static final int CANDLES_BEFORE = 400;
    private static final int CANDLES_A_DAY = 96;
    private static final int FAULTS_PER_MILLE = 40;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private long entries;
    private long held;
    private long naked;
    private long longestNanos;

    @Test
    void nothingIsLongWithoutAStopAndNoHaltedAccountEnters() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed++) {
            live(seed, false);
        }

        // A life in which nothing happens proves nothing.
        assertThat(faults.keySet()).containsExactlyInAnyOrder(Fault.values());
        assertThat(entries).isGreaterThan(LIVES);
        assertThat(held).isGreaterThan(100L * LIVES);
        assertThat(naked).isGreaterThan(0);
        System.out.printf(
                "%d lives from seed %d: %d entries, %d moments with a position, %d of them without a stop, for %.1f s at most; %s%n",
                LIVES, FIRST_SEED, entries, held, naked, longestNanos / 1e9, faults);
    }

    /** A bracket is lost once in 25 entries; a client that does not notice is found out. */
    @Test
    void whoDoesNotMissAStopIsFound() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 50; seed++) {
                        live(seed, true);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected stops for the ");
    }

    private void live(long seed, boolean isDeaf) {
        try {
            day(seed, isDeaf);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void day(long seed, boolean isDeaf) {
        var random = new SplittableRandom(seed);
        var watch = new LifeWatch(2);
        var desk = new LivingDesk(setup(), random.split(), FAULTS_PER_MILLE, watch);
        if (isDeaf) {
            desk.deaf();
        }
        var detector = new OrderBlockDetector(desk);
        List<Candle> candles = RandomCandles.walk(seed, CANDLES_BEFORE + CANDLES_A_DAY);
        desk.trading(false);
        candles.subList(0, CANDLES_BEFORE).forEach(candle -> close(desk, detector, candle));
        desk.trading(true);
        for (Candle candle : candles.subList(CANDLES_BEFORE, candles.size())) {
            tradeThrough(desk, candle, random);
            close(desk, detector, candle);
        }
        // Nobody speaks any more, and what is under way comes: the longest death is of 60 s.
        desk.liveTo(desk.nowNanos() + 150 * SECOND);

        assertThat(desk.isQuiet()).isTrue();
        for (int account = 0; account < 2; account++) {
            assertThat(desk.contracts(account)).as("account %d", account).isEqualTo(desk.position(account));
            if (desk.position(account) == 0) {
                assertThat(desk.wallet(account)).as("account %d", account).isEqualTo(desk.capital(account));
            }
        }
        desk.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
        entries += watch.entries();
        held += watch.stepsWithPosition();
        naked += watch.nakedSteps();
        longestNanos = Math.max(longestNanos, watch.longestNanos());
    }

    /** Limits that are reached on some days. */
    private static DeskSetup setup() {
        return DeskSetup.bothModes()
                .apart()
                .capital("10000")
                .emergencyHeights(200)
                .remadeEvery(197)
                .venue(new VenueSettings(2, 1, TimeUnit.MILLISECONDS.toNanos(20), true))
                .risk(Limits.of(limits -> limits.dailyLossPct(5)
                        .drawdownPct(10)
                        .losingStreak(4)
                        .ordersPerMinute(20)
                        .ordersPerDay(60)));
    }

    private static void tradeThrough(LivingDesk desk, Candle candle, SplittableRandom random) {
        long[] corners = random.nextBoolean()
                ? new long[] {candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8()}
                : new long[] {candle.openE8(), candle.lowE8(), candle.highE8(), candle.closeE8()};
        long end = candle.openTimeNanos() + TradingDesk.CANDLE_NANOS - SECOND;
        long[] times =
                random.longs(12, candle.openTimeNanos() + SECOND, end).sorted().toArray();
        for (int i = 0; i < times.length; i++) {
            happening(desk, random, times[i]);
            int leg = i / 4;
            long priceE8 = corners[leg] + (corners[leg + 1] - corners[leg]) / 4 * (i % 4 + 1);
            long lastE8 = i % 4 == 3 ? corners[leg + 1] : priceE8;
            // A burst that is faster than the line.
            for (int trade = 0; trade < 3; trade++) {
                desk.liveTrade(Math.min(times[i] + trade * SECOND / 10, end), lastE8, random.nextLong(1, 4_000));
            }
        }
        desk.liveTo(candle.openTimeNanos() + TradingDesk.CANDLE_NANOS);
    }

    /** About once in an hour something comes from outside. */
    private static void happening(LivingDesk desk, SplittableRandom random, long nanos) {
        if (random.nextInt(48) != 0) {
            return;
        }
        desk.liveTo(Math.max(nanos - SECOND / 2, desk.nowNanos()));
        switch (random.nextInt(10)) {
            case 0 -> desk.asked(TradingState.PAUSED);
            case 1 -> desk.asked(TradingState.REDUCING);
            case 2 -> desk.asked(TradingState.HALTED);
            case 3 -> desk.flatten(RiskReason.OPERATOR);
            case 4, 5 -> desk.loseSocket(random.nextInt(2), random.nextLong(3 * SECOND));
            case 6 -> desk.dieFor(random.nextLong(60 * SECOND));
            default -> desk.asked(TradingState.ACTIVE);
        }
        desk.carry();
    }

    private static void close(LivingDesk desk, OrderBlockDetector detector, Candle candle) {
        desk.liveTo(Math.max(candle.openTimeNanos() + TradingDesk.CANDLE_NANOS, desk.nowNanos()));
        detector.onCandle(candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        desk.close(candle, detector.atrE8());
    }
}
