package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.strategy.block.OrderBlockDetector.Snapshot;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

/** Section 11: "Restoring and going on must give the same events as never having stopped." */
class SnapshotTest {
    private static final int SAMPLED_CANDLES = 200;

    @Test
    void goesOnFromEveryCandleOfASyntheticSeriesAsIfItHadNeverStopped() {
        for (long seed = 0; seed < 5; seed++) {
            var everyCandle = IntStream.rangeClosed(0, 600).boxed().collect(Collectors.toSet());
            assertGoesOn("fewLevels(%d, 600)".formatted(seed), RandomCandles.fewLevels(seed, 600), everyCandle);
            assertGoesOn("walk(%d, 600, 10)".formatted(seed), RandomCandles.walk(seed, 600, 10), everyCandle);
        }
    }

    @ParameterizedTest
    @MethodSource("smc.strategy.block.ConformanceTest#goldenSeries")
    void goesOnFromSampledCandlesOfRecordedDataAsIfItHadNeverStopped(String series) {
        var candles = CandleCsv.read(ConformanceTest.candlesOf(series));
        var random = new SplittableRandom(series.hashCode());
        var sampled = new HashSet<Integer>();
        while (sampled.size() < SAMPLED_CANDLES) {
            sampled.add(random.nextInt(candles.size() + 1));
        }

        assertGoesOn(series, candles, sampled);
    }

    @Test
    void survivesARestartAfterEveryCandle() {
        for (long seed = 0; seed < 4; seed++) {
            var candles = RandomCandles.walk(seed, 3_000, 5);
            var recorded = new RecordedEvents();
            var snapshot = Snapshot.EMPTY;
            for (var candle : candles) {
                var detector = new OrderBlockDetector(snapshot, recorded);
                recorded.feed(detector, candle);
                snapshot = detector.snapshot();
            }

            assertThat(recorded.events())
                    .as("walk(%d, 3000, 5)", seed)
                    .isEqualTo(RecordedEvents.of(OrderBlockDetector::new, candles));
        }
    }

    @Test
    void aSnapshotIsACopyThatLaterCandlesDoNotTouch() {
        var candles = RandomCandles.walk(4, 4_000);
        var recorded = new RecordedEvents();
        var detector = new OrderBlockDetector(recorded);
        candles.subList(0, 2_000).forEach(candle -> recorded.feed(detector, candle));
        var snapshot = detector.snapshot();
        String before = snapshot.toString();

        candles.subList(2_000, 4_000).forEach(candle -> recorded.feed(detector, candle));

        assertThat(snapshot).hasToString(before);
        assertThat(detector.snapshot()).isNotEqualTo(snapshot);
    }

    private static void assertGoesOn(String series, List<Candle> candles, Set<Integer> restartAfter) {
        var recorded = new RecordedEvents();
        var straight = new OrderBlockDetector(recorded);
        record Stop(int candles, int events, Snapshot snapshot) {}
        var stops = new ArrayList<Stop>();
        for (int row = 0; row <= candles.size(); row++) {
            if (restartAfter.contains(row)) {
                stops.add(new Stop(row, recorded.count(), straight.snapshot()));
            }
            if (row < candles.size()) {
                recorded.feed(straight, candles.get(row));
            }
        }
        var end = straight.snapshot();

        for (var stop : stops) {
            var laterEvents = new RecordedEvents();
            var restored = new OrderBlockDetector(stop.snapshot(), laterEvents);
            assertThat(restored.snapshot()).isEqualTo(stop.snapshot());
            assertThat(restored.liveBlocks()).isEqualTo(stop.snapshot().blocks().size());
            candles.subList(stop.candles(), candles.size()).forEach(candle -> laterEvents.feed(restored, candle));

            assertThat(laterEvents.events())
                    .as("%s, restored after %d candles", series, stop.candles())
                    .isEqualTo(recorded.since(stop.events()));
            assertThat(restored.snapshot())
                    .as("end of %s, restored after %d candles", series, stop.candles())
                    .isEqualTo(end);
        }
        assertThat(stops).hasSameSizeAs(restartAfter);
    }
}
