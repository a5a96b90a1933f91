package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.SharedData;
import smc.strategy.candle.CandleSeries.Gap;
import smc.strategy.candle.CandleSeries.Incomplete;

class CandleSeriesTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long FIVE_MINUTES = 5 * MINUTE;
    private static final long QUARTER = 15 * MINUTE;

    /** A boundary of a quarter of an hour. */
    private static final long START = TimeUnit.SECONDS.toNanos(1_700_000_100);

    private static final int SEEDS = 300;

    @Test
    void threeCandlesOfFiveMinutesMakeAQuarter() {
        var fine = CandleSeries.of(
                FIVE_MINUTES,
                List.of(
                        new Candle(START, 100, 104, 99, 103, 7),
                        new Candle(START + FIVE_MINUTES, 103, 110, 102, 105, 0),
                        new Candle(START + 2 * FIVE_MINUTES, 105, 106, 97, 98, 4),
                        new Candle(START + QUARTER, 98, 98, 98, 98, 1),
                        new Candle(START + QUARTER + FIVE_MINUTES, 99, 101, 99, 100, 2),
                        new Candle(START + QUARTER + 2 * FIVE_MINUTES, 100, 100, 95, 96, 3)));

        CandleSeries coarse = fine.aggregate(QUARTER);

        // First open, highest high (second candle), lowest low (third), last close, 7 + 0 + 4.
        assertThat(coarse)
                .isEqualTo(new CandleSeries(
                        QUARTER,
                        List.of(
                                new Candle(START, 100, 110, 97, 98, 11),
                                new Candle(START + QUARTER, 98, 101, 95, 96, 6)),
                        List.of(),
                        List.of()));
    }

    @Test
    void fifteenCandlesOfAMinuteMakeAQuarter() {
        var minutes = new ArrayList<Candle>();
        for (int i = 0; i < 15; i++) {
            minutes.add(new Candle(START + i * MINUTE, 100 + i, 102 + i, 98 + i, 101 + i, i));
        }

        CandleSeries coarse = CandleSeries.of(MINUTE, minutes).aggregate(QUARTER);

        // Each minute lies one higher than the last: high 102 + 14, low 98 + 0, close 101 + 14, 0 + 1 + ... + 14
        // contracts.
        assertThat(coarse.candles()).containsExactly(new Candle(START, 100, 116, 98, 115, 105));
        assertThat(coarse.gaps()).isEmpty();
        assertThat(coarse.incomplete()).isEmpty();
    }

    @Test
    void findsEveryRunOfMissingCandlesAndFillsNone() {
        List<Candle> candles =
                List.of(flat(START), flat(START + 2 * QUARTER), flat(START + 3 * QUARTER), flat(START + 7 * QUARTER));

        var series = CandleSeries.of(QUARTER, candles);

        assertThat(series.candles()).isEqualTo(candles);
        assertThat(series.gaps()).containsExactly(new Gap(START + QUARTER, 1), new Gap(START + 4 * QUARTER, 3));
        assertThat(series.incomplete()).isEmpty();
    }

    @Test
    void anAggregatedCandleSaysHowManyPartsItLacks() {
        // Of the first quarter the opening five minutes are missing, of the second the middle, of the third the end.
        var fine = CandleSeries.of(
                FIVE_MINUTES,
                List.of(
                        new Candle(START + FIVE_MINUTES, 20, 25, 19, 21, 1),
                        new Candle(START + 2 * FIVE_MINUTES, 21, 22, 20, 22, 1),
                        new Candle(START + QUARTER, 30, 31, 29, 30, 1),
                        new Candle(START + QUARTER + 2 * FIVE_MINUTES, 30, 35, 30, 34, 1),
                        new Candle(START + 2 * QUARTER, 40, 41, 39, 40, 1),
                        new Candle(START + 3 * QUARTER, 50, 50, 50, 50, 1)));

        CandleSeries coarse = fine.aggregate(QUARTER);

        // A candle starts on its quarter, also where its own first part is missing.
        assertThat(coarse.candles())
                .containsExactly(
                        new Candle(START, 20, 25, 19, 22, 2),
                        new Candle(START + QUARTER, 30, 35, 29, 34, 2),
                        new Candle(START + 2 * QUARTER, 40, 41, 39, 40, 1));
        assertThat(coarse.incomplete())
                .containsExactly(
                        new Incomplete(START, 2, 3),
                        new Incomplete(START + QUARTER, 2, 3),
                        new Incomplete(START + 2 * QUARTER, 1, 3));
        assertThat(coarse.gaps()).isEmpty();
    }

    @Test
    void aQuarterThatTheLastRowDoesNotReachTheEndOfIsNotOver() {
        var minutes = new ArrayList<Candle>();
        for (int i = 0; i < 30; i++) {
            minutes.add(flat(START + i * MINUTE));
        }

        for (int rows = 1; rows <= minutes.size(); rows++) {
            CandleSeries coarse =
                    CandleSeries.of(MINUTE, minutes.subList(0, rows)).aggregate(QUARTER);

            assertThat(coarse.candles()).as("%d minutes", rows).hasSize(rows / 15);
            assertThat(coarse.incomplete()).as("%d minutes", rows).isEmpty();
        }
    }

    @Test
    void aQuarterWhoseLastMinuteIsMissingIsOverOnceALaterRowCame() {
        List<Candle> minutes = List.of(flat(START), flat(START + 13 * MINUTE));
        var andALaterOne = new ArrayList<>(minutes);
        andALaterOne.add(flat(START + 40 * MINUTE));

        assertThat(CandleSeries.of(MINUTE, minutes).aggregate(QUARTER).candles())
                .isEmpty();
        assertThat(CandleSeries.of(MINUTE, andALaterOne).aggregate(QUARTER).candles())
                .extracting(Candle::openTimeNanos)
                .containsExactly(START);
    }

    @Test
    void whatIsNotOverByATimeIsNotBeforeIt() {
        var series = CandleSeries.of(QUARTER, List.of(flat(START), flat(START + QUARTER)));

        assertThat(series.before(START + 2 * QUARTER).candles()).hasSize(2);
        assertThat(series.before(START + 2 * QUARTER - 1).candles()).hasSize(1);
        assertThat(series.before(START + QUARTER).candles()).hasSize(1);
        assertThat(series.before(START + QUARTER - 1).candles()).isEmpty();
        assertThat(series.before(Long.MAX_VALUE)).isEqualTo(series);
    }

    @Test
    void aQuarterWithoutAnyPartStaysAHole() {
        var minutes = new ArrayList<Candle>();
        for (int i = 0; i < 60; i++) {
            boolean isInAMissingQuarter = i >= 15 && i < 45;
            if (!isInAMissingQuarter) {
                minutes.add(flat(START + i * MINUTE));
            }
        }

        CandleSeries coarse = CandleSeries.of(MINUTE, minutes).aggregate(QUARTER);

        assertThat(coarse.candles()).extracting(Candle::openTimeNanos).containsExactly(START, START + 3 * QUARTER);
        assertThat(coarse.gaps()).containsExactly(new Gap(START + QUARTER, 2));
        assertThat(coarse.incomplete()).isEmpty();
    }

    @Test
    void theSameIntervalNeedsNoAggregation() {
        var series = CandleSeries.of(QUARTER, List.of(flat(START)));

        assertThat(series.aggregate(QUARTER)).isSameAs(series);
    }

    @Test
    void nothingAggregatesToNothing() {
        CandleSeries coarse = CandleSeries.of(MINUTE, List.of()).aggregate(QUARTER);

        assertThat(coarse).isEqualTo(new CandleSeries(QUARTER, List.of(), List.of(), List.of()));
    }

    @Test
    void timesBeforeTheEpochFallIntoTheirQuarterToo() {
        var fine = CandleSeries.of(FIVE_MINUTES, List.of(flat(-FIVE_MINUTES), flat(0), flat(2 * FIVE_MINUTES)));

        assertThat(fine.aggregate(QUARTER).candles())
                .extracting(Candle::openTimeNanos)
                .containsExactly(-QUARTER, 0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7 * 60, 14 * 60, 16 * 60, 0, -15 * 60})
    void refusesAnIntervalThatIsNoMultiple(long seconds) {
        var series = CandleSeries.of(FIVE_MINUTES, List.of(flat(START)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.aggregate(TimeUnit.SECONDS.toNanos(seconds)))
                .withMessageContaining("multiple of the interval of " + FIVE_MINUTES);
    }

    @Test
    void refusesACandleOffTheGrid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CandleSeries.of(QUARTER, List.of(flat(START), flat(START + QUARTER + 1))))
                .withMessageContaining("was " + (START + QUARTER + 1));
    }

    @Test
    void refusesACandleThatIsNotLaterThanTheOneBefore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CandleSeries.of(QUARTER, List.of(flat(START), flat(START))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CandleSeries.of(QUARTER, List.of(flat(START), flat(START - QUARTER))));
    }

    @Test
    void aSumOfContractsThatOverflowsIsAFault() {
        var series = CandleSeries.of(
                FIVE_MINUTES,
                List.of(
                        new Candle(START, 1, 1, 1, 1, Long.MAX_VALUE),
                        new Candle(START + FIVE_MINUTES, 1, 1, 1, 1, 1),
                        flat(START + QUARTER)));

        assertThatThrownBy(() -> series.aggregate(QUARTER)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void listsGivenInAreNotSharedAndListsGivenOutCannotBeChanged() {
        var candles = new ArrayList<>(List.of(flat(START)));
        var series = CandleSeries.of(QUARTER, candles);

        candles.clear();

        assertThat(series.candles()).hasSize(1);
        assertThatThrownBy(() -> series.candles().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /**
     * The parts of a candle that lacks some are not counted again on the second step, so only candles and gaps are compared, and those up to where the
     * five minutes reach: how far the minutes do, they do not say.
     */
    @Test
    void aggregatingInTwoStepsIsAggregatingInOne() {
        for (int seed = 0; seed < SEEDS; seed++) {
            CandleSeries minutes = randomMinutes(seed);

            CandleSeries fives = minutes.aggregate(FIVE_MINUTES);
            CandleSeries inTwoSteps = fives.aggregate(QUARTER);
            CandleSeries inOne = minutes.aggregate(QUARTER).before(fives.endNanos());

            assertThat(inTwoSteps.candles()).as("seed %d", seed).isEqualTo(inOne.candles());
            assertThat(inTwoSteps.gaps()).as("seed %d", seed).isEqualTo(inOne.gaps());
        }
    }

    @Test
    void everyMinuteIsInTheQuarterItBelongsToAndInNoOther() {
        for (int seed = 0; seed < SEEDS; seed++) {
            CandleSeries minutes = randomMinutes(seed);
            var partsByQuarter = new TreeMap<Long, List<Candle>>();
            long lastQuarter = minutes.endNanos() / QUARTER - 1;
            for (Candle candle : minutes.candles()) {
                if (candle.openTimeNanos() / QUARTER > lastQuarter) {
                    break; // not over
                }
                partsByQuarter
                        .computeIfAbsent(candle.openTimeNanos() / QUARTER, _ -> new ArrayList<>())
                        .add(candle);
            }

            CandleSeries quarters = minutes.aggregate(QUARTER);

            var expected = new ArrayList<Candle>();
            var expectedIncomplete = new ArrayList<Incomplete>();
            partsByQuarter.forEach((quarter, parts) -> {
                long openTimeNanos = quarter * QUARTER;
                expected.add(new Candle(
                        openTimeNanos,
                        parts.getFirst().openE8(),
                        Collections.max(parts.stream().map(Candle::highE8).toList()),
                        Collections.min(parts.stream().map(Candle::lowE8).toList()),
                        parts.getLast().closeE8(),
                        parts.stream().mapToLong(Candle::contracts).sum()));
                if (parts.size() < 15) {
                    expectedIncomplete.add(new Incomplete(openTimeNanos, parts.size(), 15));
                }
            });
            long span = partsByQuarter.isEmpty() ? 0 : partsByQuarter.lastKey() - partsByQuarter.firstKey() + 1;
            assertThat(quarters.candles()).as("seed %d", seed).isEqualTo(expected);
            assertThat(quarters.incomplete()).as("seed %d", seed).isEqualTo(expectedIncomplete);
            assertThat(quarters.gaps().stream().mapToLong(Gap::candles).sum())
                    .as("candles missing, seed %d", seed)
                    .isEqualTo(span - expected.size());
        }
    }

    /** As the data's README says, 24,000 of 24,000. Volumes are left out: each file's rows are rounded up to whole coins on their own. */
    @Test
    void fiveMinutesOfARecordedSeriesMakeItsQuarters() {
        List<Candle> fine =
                CandleCsv.read(SharedData.file("data/candles/SOLUSDT-spot-binance-5m-20240101-20240906.csv.gz"));
        List<Candle> quarters =
                CandleCsv.read(SharedData.file("data/candles/SOLUSDT-spot-binance-15m-20240101-20240906.csv.gz"));

        CandleSeries coarse = CandleSeries.of(FIVE_MINUTES, fine).aggregate(QUARTER);

        assertThat(quarters).hasSize(24_000);
        assertThat(withoutVolume(coarse.candles())).isEqualTo(withoutVolume(quarters));
        assertThat(coarse.gaps()).isEmpty();
        assertThat(coarse.incomplete()).isEmpty();
    }

    private static List<Candle> withoutVolume(List<Candle> candles) {
        return candles.stream()
                .map(candle -> new Candle(
                        candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8(), 0))
                .toList();
    }

    private static Candle flat(long openTimeNanos) {
        return new Candle(openTimeNanos, 100, 100, 100, 100, 1);
    }

    /** Up to ten hours from any minute on; every other series has holes, from single minutes to more than an hour. */
    private static CandleSeries randomMinutes(int seed) {
        var random = new Random(seed);
        var candles = new ArrayList<Candle>();
        long openTimeNanos = START + random.nextInt(60) * MINUTE;
        long openE8 = 1_000_000;
        int count = 1 + random.nextInt(600);
        for (int i = 0; i < count; i++) {
            long closeE8 = openE8 + random.nextInt(-100, 101);
            candles.add(new Candle(
                    openTimeNanos,
                    openE8,
                    Math.max(openE8, closeE8) + random.nextInt(50),
                    Math.min(openE8, closeE8) - random.nextInt(50),
                    closeE8,
                    random.nextInt(1000)));
            openE8 = closeE8;
            boolean isHole = seed % 2 == 1 && random.nextInt(10) == 0;
            openTimeNanos += (isHole ? random.nextInt(2, 90) : 1) * MINUTE;
        }
        return CandleSeries.of(MINUTE, candles);
    }
}
