package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The generators must keep the rules of a feed (docs/rules.md, section 1) and really contain what they are for. */
class RandomCandlesTest {
    @Test
    void everySeriesKeepsTheRulesOfAFeed() {
        for (long seed = 0; seed < 200; seed++) {
            assertWellFormed(seed, RandomCandles.walk(seed, 2_000, (int) (seed % 20)));
            assertWellFormed(seed, RandomCandles.fewLevels(seed, 2_000));
        }
    }

    @Test
    void aSeedAlwaysGivesTheSameCandlesAndAnotherSeedOthers() {
        assertThat(RandomCandles.walk(1, 500))
                .isEqualTo(RandomCandles.walk(1, 500))
                .isNotEqualTo(RandomCandles.walk(2, 500));
        assertThat(RandomCandles.fewLevels(1, 500))
                .isEqualTo(RandomCandles.fewLevels(1, 500))
                .isNotEqualTo(RandomCandles.fewLevels(2, 500));
    }

    @Test
    void aLongerSeriesBeginsWithTheShorterOne() {
        assertThat(RandomCandles.walk(5, 900, 8).subList(0, 300)).isEqualTo(RandomCandles.walk(5, 300, 8));
        assertThat(RandomCandles.fewLevels(5, 900).subList(0, 300)).isEqualTo(RandomCandles.fewLevels(5, 300));
    }

    @Test
    void theWalkStaysInTheNeighbourhoodOf150UsdOnATickOfOneCent() {
        for (long seed = 0; seed < 20; seed++) {
            var candles = RandomCandles.walk(seed, 24_000);

            assertThat(candles)
                    .as("seed %d", seed)
                    .allMatch(candle -> candle.lowE8() > 30_00000000L && candle.highE8() < 400_00000000L)
                    .allMatch(candle -> pricesE8(candle).allMatch(priceE8 -> priceE8 % 1_000_000 == 0));
        }
    }

    @Test
    void theWalkHasHolesOnlyWhereAskedFor() {
        assertThat(holes(RandomCandles.walk(3, 5_000))).isZero();
        assertThat(holes(RandomCandles.walk(3, 5_000, 5))).isBetween(10L, 60L);
    }

    @Test
    void fewLevelsMeansTiesFlatCandlesPriceGapsAndHoles() {
        for (long seed = 0; seed < 50; seed++) {
            var candles = RandomCandles.fewLevels(seed, 1_000);

            assertThat(candles.stream()
                            .filter(candle -> candle.highE8() == candle.lowE8())
                            .count())
                    .as("flat candles, seed %d", seed)
                    .isGreaterThan(100);
            assertThat(pairs(candles)
                            .filter(i -> candles.get(i).highE8()
                                    == candles.get(i + 1).highE8())
                            .count())
                    .as("equal highs in a row, seed %d", seed)
                    .isGreaterThan(100);
            assertThat(pairs(candles)
                            .filter(i -> candles.get(i).closeE8()
                                    != candles.get(i + 1).openE8())
                            .count())
                    .as("gaps in price, seed %d", seed)
                    .isGreaterThan(50);
            assertThat(holes(candles)).as("holes, seed %d", seed).isGreaterThan(2);
        }
    }

    private static void assertWellFormed(long seed, List<Candle> candles) {
        assertThat(candles)
                .as("seed %d", seed)
                .hasSize(2_000)
                .allMatch(candle -> candle.openTimeNanos() % RandomCandles.INTERVAL_NANOS == 0)
                .allMatch(candle -> candle.contracts() >= 0)
                .allMatch(candle -> candle.lowE8() > 0)
                .allMatch(candle -> candle.lowE8() <= Math.min(candle.openE8(), candle.closeE8()))
                .allMatch(candle -> candle.highE8() >= Math.max(candle.openE8(), candle.closeE8()));
        assertThat(pairs(candles)
                        .allMatch(i -> candles.get(i).openTimeNanos()
                                < candles.get(i + 1).openTimeNanos()))
                .as("ascending times, seed %d", seed)
                .isTrue();
    }

    private static long holes(List<Candle> candles) {
        return pairs(candles)
                .filter(i -> candles.get(i + 1).openTimeNanos() - candles.get(i).openTimeNanos()
                        > RandomCandles.INTERVAL_NANOS)
                .count();
    }

    private static IntStream pairs(List<Candle> candles) {
        return IntStream.range(0, candles.size() - 1);
    }

    private static LongStream pricesE8(Candle candle) {
        return LongStream.of(candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
    }
}
