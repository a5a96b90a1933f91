package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Prices here are small integers: units do not matter to a mean. */
class AverageTrueRangeTest {
    @Test
    void theFirstCandleHasNoTrueRangeSoTheMeanExistsFromThe200thOn() {
        var atr = new AverageTrueRange();
        for (int candle = 0; candle < 199; candle++) {
            atr.onCandle(110, 90, 100);
        }
        assertThat(atr.valueE8()).isZero();

        atr.onCandle(110, 90, 100);

        assertThat(atr.valueE8()).isEqualTo(20);
    }

    @Test
    void aTrueRangeReachesToTheLastClose() {
        var atr = new AverageTrueRange();
        atr.onCandle(110, 90, 100);
        atr.onCandle(105, 101, 103);
        atr.onCandle(120, 115, 118);
        atr.onCandle(99, 97, 98);

        assertThat(atr.trueRangesE8()).containsExactly(5L, 17L, 21L);
    }

    @Test
    void theMeanIsRoundedDown() {
        // 198 ranges of 3 and one of 201: 795 / 199 = 3.99...
        var ranges = new ArrayList<>(Collections.nCopies(198, 3L));
        ranges.add(201L);

        assertThat(new AverageTrueRange(ranges, 100).valueE8()).isEqualTo(3);
    }

    @Test
    void theOldestRangeLeavesWhenThe200thEnters() {
        var ranges = new ArrayList<>(Collections.nCopies(198, 10L));
        ranges.addFirst(1_000L);
        var atr = new AverageTrueRange(ranges, 100);

        atr.onCandle(105, 95, 100);

        assertThat(atr.trueRangesE8()).hasSize(199).containsOnly(10L);
        assertThat(atr.valueE8()).isEqualTo(10);
    }

    @Test
    void goesOnFromCopiedRangesAsIfItHadNeverStopped() {
        long seed = 7;
        var random = new SplittableRandom(seed);
        var straight = new AverageTrueRange();
        var restored = new AverageTrueRange();

        for (int candle = 0; candle < 1_000; candle++) {
            long close = random.nextLong(1_000, 2_000);
            long high = close + random.nextLong(50);
            long low = close - random.nextLong(50);
            straight.onCandle(high, low, close);
            restored.onCandle(high, low, close);

            assertThat(restored.valueE8())
                    .as("candle %d of seed %d", candle, seed)
                    .isEqualTo(straight.valueE8());
            restored = new AverageTrueRange(restored.trueRangesE8(), close);
        }
        assertThat(restored.trueRangesE8()).isEqualTo(straight.trueRangesE8());
    }

    @Test
    void takesNoMoreRangesThanItKeeps() {
        List<Long> ranges = Collections.nCopies(200, 1L);

        assertThatThrownBy(() -> new AverageTrueRange(ranges, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at most 199 true ranges, were 200");
    }

    @Test
    void aSumBeyondLongIsAFaultNotAWrongMean() {
        var atr = new AverageTrueRange(List.of(Long.MAX_VALUE - 10), 100);

        assertThatThrownBy(() -> atr.onCandle(200, 100, 150)).isInstanceOf(ArithmeticException.class);
    }
}
