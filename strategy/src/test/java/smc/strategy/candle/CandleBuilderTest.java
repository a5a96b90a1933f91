package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

    private void close() {
        closeOf(builder, closed);
    }

    private static void closeOf(CandleBuilder builder, List<Candle> to) {
        builder.close((openTimeNanos, openE8, highE8, lowE8, closeE8, contracts) ->
                to.add(new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts)));
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
    void withoutATradeNothingIsEverDue() {
        assertThat(builder.isDue(Long.MAX_VALUE)).isFalse();
        assertThat(builder.boundaryNanos()).isEqualTo(Long.MAX_VALUE);

        builder.onTrade(1_250, 50, 1);
        close();

        assertThat(builder.isDue(Long.MAX_VALUE)).isFalse();
        assertThat(builder.boundaryNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCandleWithoutTradesDoesNotExist() {
        builder.onTrade(1_250, 50, 1);
        close();
        builder.onTrade(1_550, 60, 1);
        close();

        assertThat(closed).containsExactly(new Candle(1_200, 50, 50, 50, 50, 1), new Candle(1_500, 60, 60, 60, 60, 1));
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
        assertThat(builder.lateTrades()).isZero();
    }

    @Test
    void aTradeOfAClosedCandleIsCountedAndNeverApplied() {
        builder.onTrade(1_299, 50, 1);
        close();

        assertThat(builder.onTrade(1_299, 40, 1)).isFalse();
        assertThat(builder.onTrade(1_150, 40, 1)).isFalse();

        assertThat(builder.lateTrades()).isEqualTo(2);
        assertThat(builder.boundaryNanos()).isEqualTo(Long.MAX_VALUE);
        builder.onTrade(1_300, 60, 1);
        close();
        assertThat(closed.getLast()).isEqualTo(new Candle(1_300, 60, 60, 60, 60, 1));
    }

    @Test
    void aTradeOlderThanTheOldestFormingCandleIsLateToo() {
        builder.onTrade(1_305, 50, 1);

        assertThat(builder.onTrade(1_299, 40, 1)).isFalse();

        assertThat(builder.lateTrades()).isEqualTo(1);
        close();
        assertThat(closed).containsExactly(new Candle(1_300, 50, 50, 50, 50, 1));
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

    /** Trades arrive up to the grace late and clocks come at any time: each trade is in its candle, or counted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithSortingTheTradesIntoTheirCandles(long seed) {
        var random = new SplittableRandom(seed);
        var expected = new ArrayList<Candle>();
        var forming = new ArrayList<Candle>();
        long nowNanos = 1_000;
        long late = 0;
        for (int round = 0; round < 5_000; round++) {
            nowNanos += random.nextInt(random.nextInt(20) == 0 ? 300 : 15);
            // The oracle closes what is over: all that forms, oldest first.
            while (!forming.isEmpty()
                    && nowNanos >= forming.getFirst().openTimeNanos() + INTERVAL_NANOS + GRACE_NANOS) {
                expected.add(forming.removeFirst());
            }
            while (builder.isDue(nowNanos)) {
                close();
            }
            long venueNanos = nowNanos - random.nextInt(30);
            long priceE8 = random.nextLong(1, 20);
            long openTimeNanos = venueNanos / INTERVAL_NANOS * INTERVAL_NANOS;
            boolean isLate = (!expected.isEmpty()
                            && openTimeNanos <= expected.getLast().openTimeNanos())
                    || (!forming.isEmpty() && openTimeNanos < forming.getFirst().openTimeNanos());
            if (isLate) {
                late++;
            } else {
                add(forming, openTimeNanos, priceE8);
            }

            assertThat(builder.onTrade(venueNanos, priceE8, 1))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(!isLate);
        }

        assertThat(closed).as("seed %d", seed).isEqualTo(expected).hasSizeGreaterThan(100);
        assertThat(builder.lateTrades()).as("seed %d", seed).isEqualTo(late).isPositive();
    }

    private static void add(List<Candle> forming, long openTimeNanos, long priceE8) {
        Candle last = forming.isEmpty() ? null : forming.getLast();
        if (last == null || last.openTimeNanos() < openTimeNanos) {
            forming.add(new Candle(openTimeNanos, priceE8, priceE8, priceE8, priceE8, 1));
            return;
        }
        int at = last.openTimeNanos() == openTimeNanos ? forming.size() - 1 : 0;
        Candle candle = forming.get(at);
        forming.set(
                at,
                new Candle(
                        openTimeNanos,
                        candle.openE8(),
                        Math.max(candle.highE8(), priceE8),
                        Math.min(candle.lowE8(), priceE8),
                        priceE8,
                        candle.contracts() + 1));
    }
}
