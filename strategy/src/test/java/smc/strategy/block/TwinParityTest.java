package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.SharedData;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

/** The streaming detector says what the literal reading says, also where the backtest's data never went. */
class TwinParityTest {
    private static final int FEW_LEVELS_SERIES = 5_000;

    @Test
    void theyAgreeOnMarketsOfFewLevels() {
        long events = 0;
        for (long seed = 0; seed < FEW_LEVELS_SERIES; seed++) {
            int count = new SplittableRandom(~seed).nextInt(600, 2_501);
            var candles = RandomCandles.fewLevels(seed, count);
            events += assertSameEvents("fewLevels(%d, %d)".formatted(seed, count), candles);
        }

        // The generator must not have gone silent: agreement on nothing is worth nothing.
        assertThat(events).isGreaterThan(50L * FEW_LEVELS_SERIES);
    }

    @Test
    void theyAgreeOnWalksWithAndWithoutHoles() {
        long events = 0;
        for (long seed = 0; seed < 60; seed++) {
            events += assertSameEvents("walk(%d, 6000)".formatted(seed), RandomCandles.walk(seed, 6_000));
            events += assertSameEvents("walk(%d, 6000, 10)".formatted(seed), RandomCandles.walk(seed, 6_000, 10));
        }

        assertThat(events).isGreaterThan(20_000);
    }

    @Test
    void theyStandAtTheSamePlaceAfterEachCandle() {
        for (long seed = 0; seed < 100; seed++) {
            assertSameStates("fewLevels(%d, 1000)".formatted(seed), RandomCandles.fewLevels(seed, 1_000));
        }
        for (long seed = 0; seed < 10; seed++) {
            assertSameStates("walk(%d, 3000, 10)".formatted(seed), RandomCandles.walk(seed, 3_000, 10));
        }
    }

    @ParameterizedTest
    @MethodSource("recordedSeries")
    void theyAgreeOnRecordedData(Path file) {
        assertSameEvents(file.getFileName().toString(), CandleCsv.read(file));
    }

    /** @return how many events both told */
    private static int assertSameEvents(String series, List<Candle> candles) {
        var streamed = RecordedEvents.of(OrderBlockDetector::new, candles);
        var literal = RecordedEvents.of(DetectorTwin::new, candles);

        for (int event = 0; event < Math.min(streamed.size(), literal.size()); event++) {
            if (!streamed.get(event).equals(literal.get(event))) {
                assertThat(streamed.get(event))
                        .as("event %d of %s", event, series)
                        .isEqualTo(literal.get(event));
            }
        }
        assertThat(streamed).as("events of %s", series).hasSameSizeAs(literal);
        return streamed.size();
    }

    private static void assertSameStates(String series, List<Candle> candles) {
        var recorded = new RecordedEvents();
        var streaming = new OrderBlockDetector(recorded);
        var twin = new DetectorTwin(recorded);
        for (var candle : candles) {
            recorded.feed(streaming, candle);
            recorded.feed(twin, candle);

            var expected = DetectorState.of(twin);
            if (!DetectorState.of(streaming).equals(expected)) {
                assertThat(DetectorState.of(streaming))
                        .as("after candle %d of %s", twin.candles() - 1, series)
                        .isEqualTo(expected);
            }
            assertThat(streaming.liveBlocks()).isEqualTo(twin.liveBlocks());
            assertThat(streaming.candles()).isEqualTo(twin.candles());
        }
    }

    /** Every candle file of the shared data. */
    static Stream<Path> recordedSeries() {
        return Stream.of("data/candles", "data/delta", "data/scaling")
                .flatMap(folder -> SharedData.files(folder, "*.csv.gz").stream());
    }
}
