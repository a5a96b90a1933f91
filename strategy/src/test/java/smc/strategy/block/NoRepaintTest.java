package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

/** Fact F10: what was said up to a candle does not depend on later ones. A run that ends there says the same. */
class NoRepaintTest {
    private static final int SAMPLED_PREFIXES = 200;

    @ParameterizedTest
    @EnumSource(Reading.class)
    void everyPrefixOfASyntheticSeriesSaysWhatTheWholeSaid(Reading reading) {
        for (long seed = 0; seed < 5; seed++) {
            var fewLevels = RandomCandles.fewLevels(seed, 450);
            var walk = RandomCandles.walk(seed, 450, 10);
            for (int length = 200; length <= 450; length++) {
                assertSameUpTo(length, "fewLevels(%d, 450)".formatted(seed), reading, fewLevels);
                assertSameUpTo(length, "walk(%d, 450, 10)".formatted(seed), reading, walk);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("smc.strategy.block.ConformanceTest#goldenSeries")
    void sampledPrefixesOfRecordedDataSayWhatTheWholeSaid(String series) {
        var candles = CandleCsv.read(ConformanceTest.candlesOf(series));
        var whole = RecordedEvents.of(OrderBlockDetector::new, candles);
        var random = new SplittableRandom(series.hashCode());
        var lengths = new TreeSet<Integer>();
        while (lengths.size() < SAMPLED_PREFIXES) {
            lengths.add(random.nextInt(200, candles.size()));
        }

        for (int length : lengths) {
            assertSameUpTo(length, series, Reading.STREAMING, candles, whole);
        }
    }

    @Test
    void aDifferentFutureLeavesThePastAlone() {
        var one = RandomCandles.walk(1, 2_000);
        long closeOfThePast = one.get(999).openTimeNanos();

        // The same thousand candles, then a market that stands still at half the price.
        var other = one.stream()
                .map(candle -> candle.openTimeNanos() <= closeOfThePast
                        ? candle
                        : new Candle(candle.openTimeNanos(), 75_00000000L, 75_00000000L, 75_00000000L, 75_00000000L, 0))
                .toList();

        var past = upTo(closeOfThePast, RecordedEvents.of(OrderBlockDetector::new, one));
        assertThat(upTo(closeOfThePast, RecordedEvents.of(OrderBlockDetector::new, other)))
                .isEqualTo(past);
        assertThat(past).isNotEmpty();
    }

    private static void assertSameUpTo(int length, String series, Reading reading, List<Candle> candles) {
        assertSameUpTo(length, series, reading, candles, RecordedEvents.of(reading::detector, candles));
    }

    private static void assertSameUpTo(
            int length, String series, Reading reading, List<Candle> candles, List<DetectorEvent> whole) {
        var prefix = candles.subList(0, length);

        assertThat(RecordedEvents.of(reading::detector, prefix))
                .as("the first %d candles of %s", length, series)
                .isEqualTo(upTo(prefix.getLast().openTimeNanos(), whole));
    }

    private static List<DetectorEvent> upTo(long openTimeNanos, List<DetectorEvent> events) {
        return events.stream()
                .takeWhile(event -> event.candleNanos() <= openTimeNanos)
                .toList();
    }
}
