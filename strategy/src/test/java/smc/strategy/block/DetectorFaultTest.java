package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;

/** What may never reach the detector, and what it cannot hold, stops it loudly. */
class DetectorFaultTest {
    private static final long NOW = RandomCandles.START_NANOS + 300 * RandomCandles.INTERVAL_NANOS;

    @ParameterizedTest
    @CsvSource({
        "1, 100, 110,   0, 105, low of zero",
        "1,  -5, 110, -10, 105, negative low",
        "1, 100, 110, 101, 105, low above open",
        "1, 106, 110, 106, 105, low above close",
        "1, 111, 110,  90, 105, high below open",
        "1, 100, 104,  90, 105, high below close",
        "0, 100, 110,  90, 105, open time of the last candle again",
        "-1, 100, 110, 90, 105, open time before the last candle's"
    })
    void aMalformedCandleIsAFaultAndChangesNothing(
            int step, long open, long high, long low, long close, String whatIsWrong) {
        var recorded = new RecordedEvents();
        var detector = new OrderBlockDetector(recorded);
        RandomCandles.walk(1, 300).forEach(candle -> recorded.feed(detector, candle));
        long lastOpenTimeNanos = detector.snapshot().lastCandle().openTimeNanos();
        var before = detector.snapshot();
        int eventsBefore = recorded.count();

        assertThatThrownBy(() -> detector.onCandle(
                        lastOpenTimeNanos + step * RandomCandles.INTERVAL_NANOS, open, high, low, close))
                .as(whatIsWrong)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 0 < low <= open, close <= high and a time after " + lastOpenTimeNanos)
                .hasMessageContaining("open " + open + " high " + high + " low " + low + " close " + close);
        assertThat(detector.snapshot()).isEqualTo(before);
        assertThat(recorded.count()).isEqualTo(eventsBefore);
    }

    @Test
    void theFirstCandleMayHaveAnyTime() {
        var detector = new OrderBlockDetector(new RecordedEvents());

        detector.onCandle(0, 100, 110, 90, 105);

        assertThat(detector.candles()).isEqualTo(1);
    }

    @Test
    void oneLiveBlockMoreThanTheLimitIsAFaultThatNamesTheLimit() {
        var recorded = new RecordedEvents();
        var detector = inRangeWithLiveBlocks(OrderBlockDetector.LIVE_BLOCKS_MAX, recorded);

        assertThatThrownBy(() -> recorded.feed(detector, breakOutOfTheRange()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected at most 1024 live blocks, block number 1024 is one more");
    }

    @Test
    void theLimitItselfIsNone() {
        var recorded = new RecordedEvents();
        var detector = inRangeWithLiveBlocks(OrderBlockDetector.LIVE_BLOCKS_MAX - 1, recorded);

        recorded.feed(detector, breakOutOfTheRange());

        assertThat(detector.liveBlocks()).isEqualTo(1024);
    }

    @Test
    void aSnapshotWithMoreBlocksThanTheLimitIsAFault() {
        assertThatThrownBy(() -> inRangeWithLiveBlocks(1025, new RecordedEvents()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected at most 1024 live blocks, block number 1024 is one more");
    }

    /** After candle 199, in the range of 9,000 to 11,000 (1e-8), with bull blocks far below it. */
    private static OrderBlockDetector inRangeWithLiveBlocks(int count, RecordedEvents recorded) {
        var detector = new OrderBlockDetector(recorded);
        for (int row = 100; row < 300; row++) {
            detector.onCandle(
                    RandomCandles.START_NANOS + row * RandomCandles.INTERVAL_NANOS, 10_000, 11_000, 9_000, 10_000);
        }
        var blocks = new ArrayList<OrderBlock>();
        for (int number = 0; number < count; number++) {
            long originNanos = RandomCandles.START_NANOS + number;
            blocks.add(
                    new OrderBlock(Side.BULL, originNanos, originNanos, 200 + number, 100, number, BlockState.FRESH));
        }
        var empty = detector.snapshot();
        return new OrderBlockDetector(
                new OrderBlockDetector.Snapshot(
                        empty.candles(),
                        empty.lastCandle(),
                        empty.trueRangesE8(),
                        empty.structure(),
                        count,
                        List.copyOf(blocks)),
                recorded);
    }

    private static Candle breakOutOfTheRange() {
        return new Candle(NOW, 10_000, 10_000, 8_000, 8_500, 0);
    }
}
