package smc.execution.venue.delta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import smc.execution.venue.delta.queue.CallQueue.Turn;

class CallQueueTest {
    private static final int SOL = 0;
    private static final int AAVE = 1;

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final CallQueue queue = new CallQueue(loop::add, faults::add);
    /** In the order in which they began. */
    private final List<String> begun = new ArrayList<>();

    private final Map<String, CompletableFuture<Void>> ends = new HashMap<>();
    private final Map<String, Turn> turns = new HashMap<>();

    private CompletableFuture<Void> begin(String name, Turn turn) {
        begun.add(name);
        turns.put(name, turn);
        ends.put(name, new CompletableFuture<>());
        return ends.get(name);
    }

    private void command(Urgency urgency, int instrumentId, String name) {
        queue.command(urgency, instrumentId, turn -> begin(name, turn));
    }

    private void question(String name) {
        queue.question(() -> begin(name, null));
    }

    /** What is under way ends; then whatever may begin has begun. */
    private void end(String... names) {
        for (String name : names) {
            ends.get(name).complete(null);
        }
        run();
    }

    private void run() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    @Test
    void nothingBeginsInsideTheCallThatAddsIt() {
        command(Urgency.PROTECT, SOL, "stop");

        assertThat(begun).isEmpty();
        run();
        assertThat(begun).containsExactly("stop");
    }

    @Test
    void theMostUrgentGoesFirstWhicheverWasWantedFirst() {
        command(Urgency.ENTRY, SOL, "entry");
        question("question");
        command(Urgency.CANCEL, SOL, "cancel");
        command(Urgency.PROTECT, SOL, "stop");
        command(Urgency.PROTECT, AAVE, "exit");
        run();
        for (String each : List.of("stop", "exit", "cancel", "question", "entry")) {
            assertThat(begun).endsWith(each);
            end(each);
        }

        assertThat(begun).containsExactly("stop", "exit", "cancel", "question", "entry");
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void whatProtectsWaitsNeitherForAnAnswerToAQuestionNorForOneToAnEntry() {
        command(Urgency.ENTRY, SOL, "entry");
        run();
        question("question");
        run();
        command(Urgency.PROTECT, SOL, "stop");
        run();

        assertThat(begun).containsExactly("entry", "question", "stop");
    }

    @Test
    void noEntryBeginsWhileAnythingElseIsUnderWay() {
        command(Urgency.PROTECT, SOL, "stop");
        run();
        command(Urgency.ENTRY, AAVE, "entry");
        question("question");
        run();
        assertThat(begun).containsExactly("stop");
        end("stop");
        assertThat(begun).containsExactly("stop", "question");
        end("question");
        assertThat(begun).containsExactly("stop", "question", "entry");
    }

    @Test
    void theCommandsOfAnInstrumentKeepTheirOrderWhereOneIsPutOffAndOthersPassIt() {
        command(Urgency.PROTECT, SOL, "cancel of the target");
        command(Urgency.PROTECT, SOL, "close");
        command(Urgency.PROTECT, AAVE, "other stop");
        run();
        Turn first = turns.get("cancel of the target");
        first.putOff();
        end("cancel of the target");
        assertThat(begun).containsExactly("cancel of the target", "other stop");
        end("other stop");
        assertThat(queue.isIdle()).isFalse();
        first.resume();
        run();
        end("cancel of the target");

        assertThat(begun).containsExactly("cancel of the target", "other stop", "cancel of the target", "close");
    }

    @Test
    void whatIsResumedBeforeItHasEndedKeepsItsPlace() {
        command(Urgency.PROTECT, SOL, "stop");
        run();
        turns.get("stop").putOff();
        turns.get("stop").resume();
        end("stop");

        assertThat(begun).containsExactly("stop", "stop");
    }

    @Test
    void anEntryThatHasWaitedLongerThanItMayGetsItsTurnWhateverIsUnderWay() {
        command(Urgency.PROTECT, SOL, "stop");
        run();
        queue.entry(Urgency.ENTRY, SOL, 5_000, turn -> begin("entry", turn));
        queue.onTime(5_000);
        run();
        assertThat(begun).containsExactly("stop");
        queue.onTime(5_001);
        end("entry");
        assertThat(begun).containsExactly("stop", "entry");
        queue.onTime(9_000);
        end("stop");

        assertThat(begun).containsExactly("stop", "entry");
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void whatIsAloneWaitsForWhatIsUnderWayAndNothingBeginsBesideIt() {
        question("question");
        run();
        queue.alone(() -> begin("restart", null));
        question("next question");
        command(Urgency.PROTECT, SOL, "stop");
        run();
        assertThat(begun).containsExactly("question", "stop");
        end("question");
        assertThat(begun).containsExactly("question", "stop");
        end("stop");
        assertThat(begun).containsExactly("question", "stop", "restart");
        end("restart");

        assertThat(begun).containsExactly("question", "stop", "restart", "next question");
    }

    @Test
    void whatWaitsForTheEntryUnderWayGoesOnOnceThatHasEnded() {
        command(Urgency.ENTRY, SOL, "entry");
        run();
        var ended = new ArrayList<String>();
        queue.afterEntry(() -> ended.add("now"));
        run();
        assertThat(ended).isEmpty();
        end("entry");

        assertThat(ended).containsExactly("now");
    }

    @Test
    void aJobThatFailsIsToldAndTheNextBegins() {
        var failure = new IllegalStateException("of the test");
        queue.command(Urgency.PROTECT, SOL, _ -> {
            throw failure;
        });
        command(Urgency.PROTECT, SOL, "stop");
        run();

        assertThat(faults).containsExactly(failure);
        assertThat(begun).containsExactly("stop");
    }

    @Test
    void afterItsEndNothingBegins() {
        command(Urgency.PROTECT, SOL, "stop");
        command(Urgency.PROTECT, SOL, "exit");
        run();
        queue.close();
        end("stop");

        assertThat(begun).containsExactly("stop");
    }
}
