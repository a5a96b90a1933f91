package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smc.engine.live.watch.LiveClock;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

/** The venue's own candles: asked for five seconds after their boundary, in order, until they come. */
class CandleRepairTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CANDLE_NANOS = RandomCandles.INTERVAL_NANOS;
    /** It asks from a day before what it wants. */
    private static final long BEFORE_NANOS = 96 * CANDLE_NANOS;

    private static final List<Candle> WALK = RandomCandles.walk(3, 10);
    private static final long FIRST_DUE_NANOS = openNanos(1) + 5 * SECOND;

    private final TakenInputs taken = new TakenInputs(new LiveClock(() -> openNanos(1), false));
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<List<Candle>>> answers = new ArrayList<>();
    /** Open time of the candle that was made here last. */
    private long closedNanos = Long.MIN_VALUE;

    private final CandleRepair repair = new CandleRepair(
            (instrumentId, fromNanos, toNanos, _) -> {
                asked.add(instrumentId + " " + number(fromNanos + BEFORE_NANOS) + " to " + toNanos);
                answers.add(new CompletableFuture<>());
                return answers.getLast();
            },
            List.of("SOLUSD", "AAVEUSD"),
            CANDLE_NANOS,
            taken.inputs,
            taken,
            Runnable::run,
            _ -> closedNanos);

    CandleRepairTest() {
        repair.known(0, openNanos(0));
        repair.known(1, openNanos(5));
    }

    @AfterEach
    void close() {
        taken.close();
    }

    private static long openNanos(int number) {
        return RandomCandles.START_NANOS + number * CANDLE_NANOS;
    }

    private static long number(long nanos) {
        return (nanos - RandomCandles.START_NANOS) / CANDLE_NANOS;
    }

    private List<Long> repaired() {
        return taken.taken().stream()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals("onOfficialCandle"))
                .map(words -> number(Long.parseLong(words[2])))
                .toList();
    }

    @Test
    void aQuestionWithoutAnAnswerIsSaidOnceAMinute() {
        var _ = repair.onTime(FIRST_DUE_NANOS);

        var _ = repair.onTime(FIRST_DUE_NANOS + TimeUnit.SECONDS.toNanos(59));
        assertThat(taken.alarms).isEmpty();
        var _ = repair.onTime(FIRST_DUE_NANOS + TimeUnit.SECONDS.toNanos(60));
        var _ = repair.onTime(FIRST_DUE_NANOS + TimeUnit.SECONDS.toNanos(119));
        assertThat(taken.alarms).singleElement().asString().contains("SOLUSD", "there is no answer");
        var _ = repair.onTime(FIRST_DUE_NANOS + TimeUnit.SECONDS.toNanos(120));

        assertThat(taken.alarms).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksOnceACandleHasSettledAndNotBefore() {
        long wanted = repair.nextNanos();
        var _ = repair.onTime(FIRST_DUE_NANOS - 1);
        List<String> before = List.copyOf(asked);

        var _ = repair.onTime(FIRST_DUE_NANOS);

        assertThat(wanted).isEqualTo(FIRST_DUE_NANOS);
        assertThat(before).isEmpty();
        assertThat(asked).containsExactly("0 0 to " + FIRST_DUE_NANOS);
    }

    @Test
    void whatComesIsTakenInOrderAndTheNextIsWantedAfterIt() {
        var _ = repair.onTime(openNanos(3) + 5 * SECOND);

        answers.getFirst().complete(WALK.subList(0, 3));

        assertThat(repaired()).containsExactly(0L, 1L, 2L);
        assertThat(repair.nextNanos()).isEqualTo(openNanos(4) + 5 * SECOND);
    }

    @Test
    void asksForNothingMoreWhileItWaits() {
        var _ = repair.onTime(FIRST_DUE_NANOS);

        var _ = repair.onTime(FIRST_DUE_NANOS + 60 * SECOND);

        assertThat(asked).hasSize(1);
    }

    @Test
    void whatTheVenueDoesNotHaveYetIsAskedForAgainAfterAPause() {
        var _ = repair.onTime(FIRST_DUE_NANOS);
        answers.getFirst().complete(List.of());
        var _ = repair.onTime(FIRST_DUE_NANOS + 5 * SECOND - 1);
        List<String> before = List.copyOf(asked);

        var _ = repair.onTime(FIRST_DUE_NANOS + 5 * SECOND);
        answers.getLast().complete(WALK.subList(0, 1));

        assertThat(before).hasSize(1);
        assertThat(asked).hasSize(2).last().asString().startsWith("0 0 ");
        assertThat(repaired()).containsExactly(0L);
    }

    @Test
    void everyTwelfthFailureInARowRaisesAnAlarmThatNamesTheSymbolAndTheCause() {
        for (int i = 0; i < 25; i++) {
            var _ = repair.onTime(FIRST_DUE_NANOS + i * 5L * SECOND);
            answers.getLast().completeExceptionally(new IllegalStateException("no route"));
        }

        assertThat(taken.alarms)
                .hasSize(2)
                .allSatisfy(alarm -> assertThat(alarm).contains("SOLUSD").contains("no route"));
    }

    @Test
    void whatLiesBeforeTheWantedOneIsNotTaken() {
        repair.known(0, openNanos(3));
        var _ = repair.onTime(openNanos(4) + 5 * SECOND);

        answers.getFirst().complete(WALK.subList(0, 4));

        assertThat(repaired()).containsExactly(3L);
    }

    @Test
    void aCandleOfOursThatTheVenueLeavesOutIsNotWaitedFor() {
        closedNanos = openNanos(1);
        var _ = repair.onTime(openNanos(2) + 5 * SECOND);

        answers.getFirst().complete(WALK.subList(1, 2));

        assertThat(repaired()).as("told twice: there is none before it").containsExactly(1L, 1L);
        assertThat(repair.nextNanos()).isEqualTo(openNanos(3) + 5 * SECOND);
    }

    @Test
    void aHoleOfHoursIsSaidOnceAndAskedForOnceACandle() {
        long nanos = FIRST_DUE_NANOS;
        for (; nanos < openNanos(20); nanos = repair.nextNanos()) {
            repair.known(1, openNanos(40));
            var _ = repair.onTime(nanos);
            answers.getLast().complete(List.of());
        }
        var _ = repair.onTime(openNanos(20) + 5 * SECOND);
        answers.getLast().complete(WALK.subList(9, 10));

        assertThat(taken.alarms).isEmpty();
        assertThat(asked).hasSizeBetween(12 + 18, 12 + 21);
        assertThat(repaired()).containsExactly(9L);
    }

    @Test
    void oneOfOursThatTheVenueNeverConfirmsRaisesOneAlarm() {
        closedNanos = openNanos(0);
        for (long nanos = FIRST_DUE_NANOS; nanos < openNanos(20); nanos = repair.nextNanos()) {
            repair.known(1, openNanos(40));
            var _ = repair.onTime(nanos);
            answers.getLast().complete(List.of());
        }

        assertThat(taken.alarms).singleElement().asString().contains("SOLUSD").contains("until it has a later one");
    }

    @Test
    void aSuccessBeginsTheCountOfFailuresAnew() {
        for (int i = 0; i < 11; i++) {
            var _ = repair.onTime(FIRST_DUE_NANOS + i * 5L * SECOND);
            answers.getLast().complete(List.of());
        }
        var _ = repair.onTime(FIRST_DUE_NANOS + 60 * SECOND);
        answers.getLast().complete(WALK.subList(0, 1));

        var _ = repair.onTime(openNanos(2) + 5 * SECOND);
        answers.getLast().complete(List.of());

        assertThat(asked).hasSize(13);
        assertThat(taken.alarms).isEmpty();
    }

    @Test
    void oneInstrumentsFailureDoesNotKeepTheOthersWaiting() {
        var _ = repair.onTime(FIRST_DUE_NANOS);

        var _ = repair.onTime(openNanos(6) + 5 * SECOND);

        assertThat(asked).hasSize(2).last().asString().startsWith("1 5 ");
    }
}
