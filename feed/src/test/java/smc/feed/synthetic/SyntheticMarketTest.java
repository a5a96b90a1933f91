package smc.feed.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.number.FixedPoint;

class SyntheticMarketTest {
    private static final SyntheticInstrument SOL = SyntheticInstrument.named("SOLUSD");
    private static final SyntheticInstrument AAVE = SyntheticInstrument.named("AAVEUSD");

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long FROM_NANOS = nanos("2025-03-01T00:00:00Z");

    private static final SyntheticMarket MARKET = new SyntheticMarket(Preset.NORMAL, 1);

    /**
     * Pins the bytes: whatever machine, JVM or year this runs on, a seed must give the market that results and reports were written about.
     * It changes only when the market is changed on purpose.
     */
    @Test
    void theSameSeedGivesTheSameBytesOnEveryMachine() throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        for (SyntheticInstrument instrument : List.of(SOL, AAVE)) {
            SyntheticTrades trades = MARKET.trades(instrument, FROM_NANOS);
            for (int i = 0; i < 20_000; i++) {
                trades.advance();
                add(digest, trades.timeNanos(), trades.priceE8(), trades.contracts(), trades.isBuy() ? 1 : 0);
            }
            for (Candle candle : MARKET.candles(instrument, 15 * MINUTE_NANOS, FROM_NANOS, FROM_NANOS + 30 * DAY_NANOS)
                    .candles()) {
                add(digest, candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8(), candle.contracts());
            }
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("5974a60eb61cd6779b7debaa4d00f062ae45c5927b201885b0bcbfa6fbc74cdb");
    }

    @Test
    void anotherSeedIsAnotherMarket() {
        assertThat(bars(new SyntheticMarket(Preset.NORMAL, 2), SOL, FROM_NANOS, 1))
                .isNotEqualTo(bars(MARKET, SOL, FROM_NANOS, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 59, 60, 61, 1_439, 10_000})
    void aStreamBegunAtAnyMinuteGoesOnAsOneThatBeganBefore(long minutes) {
        List<SyntheticBar> fromTheBeginning = bars(MARKET, AAVE, FROM_NANOS, 12_000).stream()
                .filter(bar -> bar.openTimeNanos() >= FROM_NANOS + minutes * MINUTE_NANOS)
                .limit(200)
                .toList();

        assertThat(bars(MARKET, AAVE, FROM_NANOS + minutes * MINUTE_NANOS, 200)).isEqualTo(fromTheBeginning);
    }

    @Test
    void aStreamBegunWithinAMinuteBeginsWithTheNext() {
        SyntheticBar next = MARKET.bars(SOL, FROM_NANOS + 1).next();

        assertThat(next).isEqualTo(MARKET.bars(SOL, FROM_NANOS + MINUTE_NANOS).next());
    }

    @ParameterizedTest
    @EnumSource
    void pricesArePositiveOnTheGridAndInOrder(Preset preset) {
        for (SyntheticInstrument instrument : List.of(SOL, AAVE)) {
            for (SyntheticBar bar : bars(new SyntheticMarket(preset, 7), instrument, FROM_NANOS, 20_000)) {
                assertThat(List.of(bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.spreadE8()))
                        .as("%s", bar)
                        .allMatch(price -> price > 0 && price % instrument.tickE8() == 0);
                assertThat(bar.highE8()).as("%s", bar).isGreaterThanOrEqualTo(Math.max(bar.openE8(), bar.closeE8()));
                assertThat(bar.lowE8()).as("%s", bar).isLessThanOrEqualTo(Math.min(bar.openE8(), bar.closeE8()));
                assertThat(bar.contracts()).as("%s", bar).isGreaterThanOrEqualTo(bar.trades());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 60, 240, 1_440})
    void candlesOfAnyLengthAreThoseOfMinutesTogether(int minutes) {
        long toNanos = FROM_NANOS + 10 * DAY_NANOS;
        CandleSeries ofMinutes = MARKET.candles(AAVE, MINUTE_NANOS, FROM_NANOS, toNanos);

        CandleSeries longer = MARKET.candles(AAVE, minutes * MINUTE_NANOS, FROM_NANOS, toNanos);

        assertThat(longer.candles())
                .isEqualTo(ofMinutes.aggregate(minutes * MINUTE_NANOS).candles());
    }

    @Test
    void aMinuteWithoutATradeIsAFlatCandleAtTheCloseBeforeButForTheFirstOnes() {
        var sleepy = new SyntheticInstrument("SLEEPYUSD", 1_000_000_000L, 10_000, 1, 0.01, 2, 0.2, 1);
        Map<Long, SyntheticBar> bars = bars(MARKET, sleepy, FROM_NANOS, 200).stream()
                .collect(Collectors.toMap(SyntheticBar::openTimeNanos, bar -> bar));
        long firstNanos = bars.keySet().stream().min(Long::compare).orElseThrow();

        CandleSeries series = MARKET.candles(sleepy, MINUTE_NANOS, FROM_NANOS, FROM_NANOS + 200 * MINUTE_NANOS);

        long closeE8 = 0;
        assertThat(series.gaps()).isEmpty();
        assertThat(series.candles().getFirst().openTimeNanos()).isEqualTo(firstNanos);
        assertThat(series.candles().getLast().openTimeNanos()).isEqualTo(FROM_NANOS + 199 * MINUTE_NANOS);
        for (Candle candle : series.candles()) {
            SyntheticBar bar = bars.get(candle.openTimeNanos());
            assertThat(candle)
                    .isEqualTo(
                            bar == null
                                    ? new Candle(candle.openTimeNanos(), closeE8, closeE8, closeE8, closeE8, 0)
                                    : new Candle(
                                            bar.openTimeNanos(),
                                            bar.openE8(),
                                            bar.highE8(),
                                            bar.lowE8(),
                                            bar.closeE8(),
                                            bar.contracts()));
            closeE8 = candle.closeE8();
        }
        assertThat(series.candles()).anyMatch(candle -> candle.contracts() == 0);
    }

    @Test
    void aMinuteWithoutATradeHasNoBar() {
        var sleepy = new SyntheticInstrument("SLEEPYUSD", 1_000_000_000L, 10_000, 1, 0.01, 2, 0.2, 1);

        List<SyntheticBar> bars = bars(MARKET, sleepy, FROM_NANOS, 100);

        assertThat(bars).allMatch(bar -> bar.trades() > 0);
        assertThat(bars.getLast().openTimeNanos()).isGreaterThan(FROM_NANOS + 150 * MINUTE_NANOS);
    }

    /** Real ones are correlated by 0.67. */
    @Test
    void symbolsMoveTogether() {
        for (long seed = 1; seed <= 3; seed++) {
            var market = new SyntheticMarket(Preset.NORMAL, seed);

            assertThat(correlation(returns(market, SOL), returns(market, AAVE)))
                    .as("seed %d", seed)
                    .isBetween(0.5, 0.85);
        }
    }

    @Test
    void presetsDifferInHowMuchPricesMove() {
        double calm = deviation(returns(new SyntheticMarket(Preset.CALM, 1), SOL));
        double normal = deviation(returns(MARKET, SOL));
        double lively = deviation(returns(new SyntheticMarket(Preset.LIVELY, 1), SOL));

        assertThat(calm).isLessThan(0.7 * normal);
        assertThat(lively).isGreaterThan(1.5 * normal);
    }

    @Test
    void pricesStayBelievableForYears() {
        var lively = new SyntheticMarket(Preset.LIVELY, 3);

        List<Candle> days = lively.candles(
                        SOL, DAY_NANOS, SyntheticMarket.ORIGIN_NANOS, SyntheticMarket.ORIGIN_NANOS + 1_500 * DAY_NANOS)
                .candles();

        assertThat(days).hasSize(1_500);
        assertThat(days).allMatch(day -> day.lowE8() > SOL.startPriceE8() / 50);
        assertThat(days).allMatch(day -> day.highE8() < SOL.startPriceE8() * 50);
    }

    @Test
    void refusesWhatIsBeforeTheOrigin() {
        assertThatThrownBy(() -> MARKET.bars(SOL, SyntheticMarket.ORIGIN_NANOS - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2020-01-01");
    }

    @Test
    void theTwoThatAreKnownStayAsTheyAre() {
        assertThat(SyntheticInstrument.of("SOLUSD", 10_000, FixedPoint.ONE_E8)).isEqualTo(SOL);
        assertThat(SyntheticInstrument.of("AAVEUSD", 100_000, FixedPoint.ONE_E8))
                .isEqualTo(AAVE);
        assertThat(SyntheticInstrument.of("SOLUSD", 50_000_000, FixedPoint.ONE_E8)
                        .startPriceE8())
                .as("a thousand ticks of 0.5")
                .isEqualTo(500 * FixedPoint.ONE_E8);
    }

    /** The corners of what a configuration may say: tick 0.00000001 to 1000 USD, 0.00000001 to 1,000,000 coins a contract. */
    @Test
    void anyConfiguredSymbolHasAMarketOnItsTick() {
        for (String symbol : List.of("BTCUSD", "ETHUSD", "1000PEPEUSD", "XX")) {
            for (long tickE8 : new long[] {1, 5, 50_000_000, 1_000 * FixedPoint.ONE_E8}) {
                for (long contractValueE8 : new long[] {1, 100_000, FixedPoint.ONE_E8, 1_000_000 * FixedPoint.ONE_E8}) {
                    SyntheticInstrument instrument = SyntheticInstrument.of(symbol, tickE8, contractValueE8);

                    for (SyntheticBar bar : bars(MARKET, instrument, FROM_NANOS, 300)) {
                        assertThat(bar.lowE8())
                                .as("%s", instrument)
                                .isPositive()
                                .isLessThanOrEqualTo(bar.highE8());
                        assertThat(bar.openE8() % tickE8
                                        + bar.highE8() % tickE8
                                        + bar.lowE8() % tickE8
                                        + bar.closeE8() % tickE8)
                                .as("%s", instrument)
                                .isZero();
                    }
                }
            }
        }
    }

    @Test
    void aSymbolIsDrawnFromItsNameAndAContractIsAffordable() {
        var prices = new TreeSet<Long>();
        for (String symbol : List.of("BTCUSD", "ETHUSD", "XRPUSD", "DOGEUSD")) {
            SyntheticInstrument instrument = SyntheticInstrument.of(symbol, 1, 100_000);

            assertThat(instrument).isEqualTo(SyntheticInstrument.of(symbol, 1, 100_000));
            // A contract is a thousandth of a coin.
            assertThat(instrument.startPriceE8()).isBetween(20_000 * FixedPoint.ONE_E8, 200_000 * FixedPoint.ONE_E8);
            prices.add(instrument.startPriceE8());
        }
        assertThat(prices).hasSize(4);
    }

    @Test
    void refusesASymbolItDoesNotKnowAndNamesThoseItDoes() {
        assertThatThrownBy(() -> SyntheticInstrument.named("BTCUSD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no synthetic market of BTCUSD; there is SOLUSD, AAVEUSD");
    }

    private static List<SyntheticBar> bars(
            SyntheticMarket market, SyntheticInstrument instrument, long fromNanos, int count) {
        SyntheticBars stream = market.bars(instrument, fromNanos);
        var bars = new ArrayList<SyntheticBar>();
        while (bars.size() < count) {
            bars.add(stream.next());
        }
        return bars;
    }

    /** From close to close of 15 minutes, over 60 days. */
    private static double[] returns(SyntheticMarket market, SyntheticInstrument instrument) {
        List<Candle> candles = market.candles(instrument, 15 * MINUTE_NANOS, FROM_NANOS, FROM_NANOS + 60 * DAY_NANOS)
                .candles();
        assertThat(candles).hasSize(60 * 96);
        var returns = new double[candles.size() - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = (double) candles.get(i + 1).closeE8() / candles.get(i).closeE8() - 1;
        }
        return returns;
    }

    /** Around 0, where the means of such returns lie. */
    private static double correlation(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length / (deviation(a) * deviation(b));
    }

    private static double deviation(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static void add(MessageDigest digest, long... values) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        digest.update(bytes.array());
    }

    private static long nanos(String time) {
        return TimeUnit.SECONDS.toNanos(Instant.parse(time).getEpochSecond());
    }
}
