package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Candles of 100 ns with a grace of 10 ns, so that the times can be read. */
class CandleBuilderTest {
    private static final long INTERVAL_NANOS = 100;
    private static final long GRACE_NANOS = 10;

    private final CandleBuilder builder = new CandleBuilder(INTERVAL_NANOS, GRACE_NANOS);
    private final List<Candle> closed = new ArrayList<>();
    private final List<Boolean> complete = new ArrayList<>();

    private void close() {
        builder.close((openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, isComplete) -> {
            closed.add(new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts));
            complete.add(isComplete);
        });
    }

    @Test
    void takesFirstHighestLowestLastAndSumOfItsTrades() {
        builder.onTrade(1_205, 50, 3);
        builder.onTrade(1_210, 70, 4);
        builder.onTrade(1_210, 40, 5);
        builder.onTrade(1_299, 60, 6);

        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 70, 40, 60, 18));
    }

    @Test
    void aTradeOnTheBoundaryOpensTheNextCandle() {
        builder.onTrade(1_200, 50, 1);
        builder.onTrade(1_299, 51, 1);
        builder.onTrade(1_300, 52, 1);

        close();
        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 51, 50, 51, 2), new Candle(1_300, 52, 52, 52, 52, 1));
    }

    @Test
    void isDueAtItsBoundaryPlusTheGraceAndNotBefore() {
        builder.onTrade(1_250, 50, 1);

        assertThat(builder.boundaryNanos()).isEqualTo(1_300);
        assertThat(builder.isDue(1_300)).isFalse();
        assertThat(builder.isDue(1_309)).isFalse();
        assertThat(builder.isDue(1_310)).isTrue();
    }

    @Test
    void beforeTheFirstTradeNothingIsDue() {
        assertThat(builder.isDue(Long.MAX_VALUE)).isFalse();
        assertThat(builder.boundaryNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anIntervalWithoutATradeIsAFlatCandleAtTheLastClose() {
        builder.onTrade(1_250, 50, 1);
        builder.onTrade(1_260, 57, 1);
        close();
        assertThat(builder.isDue(1_409)).isFalse();
        assertThat(builder.isDue(1_410)).isTrue();

        close();

        assertThat(closed.getLast()).isEqualTo(new Candle(1_300, 57, 57, 57, 57, 0));
        assertThat(complete).containsExactly(true, true);
    }

    @Test
    void aCandleIsIncompleteIfAnythingOfItMayHaveBeenMissed() {
        builder.onTrade(1_250, 50, 1);
        builder.onMissed(1_299, 1_301);
        builder.onTrade(1_301, 60, 1);

        close();
        close();

        assertThat(closed).hasSize(2);
        assertThat(complete).containsExactly(false, false);
    }

    @Test
    void whatWasMissedUpToABoundaryDoesNotTouchTheNextCandle() {
        builder.onTrade(1_250, 50, 1);
        builder.onMissed(1_260, 1_300);
        builder.onTrade(1_310, 60, 1);

        close();
        close();

        assertThat(complete).containsExactly(false, true);
    }

    @Test
    void anIntervalOfWhichNothingIsKnownIsLeftOut() {
        builder.onTrade(1_250, 50, 1);
        builder.onMissed(1_300, 1_500);
        close();
        close();
        close();
        builder.onTrade(1_550, 60, 1);

        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 50, 50, 50, 1), new Candle(1_500, 60, 60, 60, 60, 1));
        assertThat(complete).containsExactly(true, true);
    }

    @Test
    void theCandleInsideWhichTheTradesEndForGoodIsNeverOver() {
        builder.onTrade(1_250, 50, 1);
        builder.onTrade(1_305, 60, 1);
        builder.onMissed(1_306, Long.MAX_VALUE);

        assertThat(builder.isDue(1_310)).isTrue();
        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 50, 50, 50, 1));
        assertThat(complete).containsExactly(true);
        assertThat(builder.isDue(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void aCandleAtWhoseBoundaryTheTradesEndForGoodIsOver() {
        builder.onTrade(1_250, 50, 1);
        builder.onMissed(1_300, Long.MAX_VALUE);

        assertThat(builder.isDue(1_310)).isTrue();
        close();
        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 50, 50, 50, 1));
    }

    @Test
    void twoHolesOfWhichOneIsOverAreNotJoined() {
        builder.onTrade(1_250, 50, 1);
        builder.onMissed(1_210, 1_220);
        close();
        builder.onTrade(1_310, 50, 1);
        builder.onMissed(1_410, 1_420);

        close();

        assertThat(complete).containsExactly(false, true);
    }

    @Test
    void afterAWholeCandleTheNextOneForms() {
        builder.startAfter(1_300, 70);

        assertThat(builder.onTrade(1_299, 50, 1)).isFalse();
        close();

        assertThat(closed).containsExactly(new Candle(1_300, 70, 70, 70, 70, 0));
    }

    @Test
    void duringTheGraceATradeStillFindsItsCandleWhileTheNextOneForms() {
        builder.onTrade(1_299, 50, 1);
        builder.onTrade(1_301, 80, 2);
        assertThat(builder.onTrade(1_298, 45, 4)).isTrue();
        builder.onTrade(1_303, 81, 8);

        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 50, 45, 45, 5));
        assertThat(builder.boundaryNanos()).isEqualTo(1_400);
        close();
        assertThat(closed.getLast()).isEqualTo(new Candle(1_300, 80, 81, 80, 81, 10));
        assertThat(builder.ignoredTrades()).isZero();
    }

    @Test
    void aTradeOfAClosedCandleIsCountedAndNeverApplied() {
        builder.onTrade(1_299, 50, 1);
        close();

        assertThat(builder.onTrade(1_299, 40, 1)).isFalse();
        assertThat(builder.onTrade(1_150, 40, 1)).isFalse();

        assertThat(builder.ignoredTrades()).isEqualTo(2);
        builder.onTrade(1_300, 60, 1);
        close();
        assertThat(closed.getLast()).isEqualTo(new Candle(1_300, 60, 60, 60, 60, 1));
    }

    @Test
    void aTradeOlderThanTheOldestFormingCandleIsLateToo() {
        builder.onTrade(1_305, 50, 1);

        assertThat(builder.onTrade(1_299, 40, 1)).isFalse();

        assertThat(builder.ignoredTrades()).isEqualTo(1);
        close();
        assertThat(closed).containsExactly(new Candle(1_300, 50, 50, 50, 50, 1));
    }

    @Test
    void aTradeLongBeforeItsCandleOpensIsCountedAndNeverApplied() {
        builder.onTrade(1_250, 50, 1);

        assertThat(builder.onTrade(1_400, 60, 1)).isFalse();

        assertThat(builder.ignoredTrades()).isEqualTo(1);
        assertThat(builder.onTrade(1_399, 60, 1)).isTrue();
    }

    @Test
    void theFormingRangeIsThatOfTheNewestCandle() {
        assertThat(builder.formingHighE8()).isZero();
        assertThat(builder.formingLowE8()).isEqualTo(Long.MAX_VALUE);

        builder.onTrade(1_290, 50, 1);
        builder.onTrade(1_291, 55, 1);
        assertThat(builder.formingHighE8()).isEqualTo(55);
        assertThat(builder.formingLowE8()).isEqualTo(50);

        builder.onTrade(1_301, 70, 1);
        builder.onTrade(1_299, 10, 1);
        assertThat(builder.formingHighE8()).isEqualTo(70);
        assertThat(builder.formingLowE8()).isEqualTo(70);

        close();
        assertThat(builder.formingHighE8()).isEqualTo(70);
        close();
        assertThat(builder.formingHighE8()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, -1", "100, 100", "-100, 0"})
    void refusesAGraceOutsideTheInterval(long intervalNanos, long graceNanos) {
        assertThatThrownBy(() -> new CandleBuilder(intervalNanos, graceNanos))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was grace " + graceNanos + " interval " + intervalNanos);
    }

    /** Trades arrive up to twice the grace late and clocks come at any time: each trade is in its candle, or counted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithSortingTheTradesIntoTheirCandles(long seed) {
        var random = new SplittableRandom(seed);
        var applied = new TreeMap<Long, List<Long>>();
        long nowNanos = 1_050;
        long ignored = 0;
        builder.onTrade(nowNanos, 10, 1);
        applied.computeIfAbsent(1_000L, _ -> new ArrayList<>()).add(10L);
        for (int round = 0; round < 5_000; round++) {
            nowNanos += random.nextInt(random.nextInt(20) == 0 ? 300 : 15);
            while (builder.isDue(nowNanos)) {
                close();
            }
            long venueNanos = nowNanos - random.nextInt(20);
            long priceE8 = random.nextLong(1, 20);
            // The oracle: closed is what is over for longer than the grace.
            boolean isOver = venueNanos / INTERVAL_NANOS * INTERVAL_NANOS + INTERVAL_NANOS + GRACE_NANOS <= nowNanos;
            if (isOver) {
                ignored++;
            } else {
                applied.computeIfAbsent(venueNanos / INTERVAL_NANOS * INTERVAL_NANOS, _ -> new ArrayList<>())
                        .add(priceE8);
            }

            assertThat(builder.onTrade(venueNanos, priceE8, 1))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(!isOver);
        }

        assertThat(closed).as("seed %d", seed).hasSizeGreaterThan(100).isEqualTo(expected(applied));
        assertThat(builder.ignoredTrades())
                .as("seed %d", seed)
                .isEqualTo(ignored)
                .isPositive();
    }

    /** Up to the last one closed; without a trade flat at the close before. */
    private List<Candle> expected(SortedMap<Long, List<Long>> pricesOf) {
        var candles = new ArrayList<Candle>();
        long lastE8 = 0;
        for (long openNanos = pricesOf.firstKey();
                openNanos <= closed.getLast().openTimeNanos();
                openNanos += INTERVAL_NANOS) {
            List<Long> prices = pricesOf.getOrDefault(openNanos, List.of());
            long openE8 = prices.isEmpty() ? lastE8 : prices.getFirst();
            lastE8 = prices.isEmpty() ? lastE8 : prices.getLast();
            long highE8 = prices.stream().mapToLong(Long::longValue).max().orElse(lastE8);
            long lowE8 = prices.stream().mapToLong(Long::longValue).min().orElse(lastE8);
            candles.add(new Candle(openNanos, openE8, highE8, lowE8, lastE8, prices.size()));
        }
        return candles;
    }
}
