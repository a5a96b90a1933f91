package smc.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import smc.execution.venue.VenueRefusedException;

class VenueWaitTest {
    /** Ten minutes of a look every fifteen seconds, but for the last, which ends it. */
    private static final int WORDS = 39;

    private final List<String> notes = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private String awaited = "answers to account 0";
    private long nowNanos = 7;
    private final VenueWait<String> wait = new VenueWait<>(asked, () -> awaited, new Listener(), () -> nowNanos);

    private final class Listener implements LiveListener {
        @Override
        public void note(String what) {
            notes.add(what);
        }

        @Override
        public void alarm(String what) {
            alarms.add(what);
        }
    }

    private void look() {
        nowNanos += VenueWait.SAID_EVERY.toNanos();
        wait.look();
    }

    @Test
    void whatIsWaitedForIsSaidEveryFifteenSecondsUntilTheBoundEndsIt() {
        for (int word = 1; word <= WORDS; word++) {
            look();
            assertThat(notes).hasSize(word);
            assertThat(wait.end()).isNotDone();
        }
        assertThat(notes).containsOnly("the venue has not said how things stand: waiting for answers to account 0");

        look();

        assertThatThrownBy(() -> wait.end().getNow(""))
                .hasRootCauseMessage(
                        "the venue has not said how things stand: waiting for answers to account 0, for 10 minutes already");
        assertThat(notes).hasSize(WORDS);
        assertThat(alarms).isEmpty();
    }

    @Test
    void whatIsSaidIsWhatIsWaitedForThen() {
        look();
        awaited = "the private socket of account 1 (no answer)";
        look();

        assertThat(notes.getLast()).endsWith("waiting for the private socket of account 1 (no answer)");
    }

    @Test
    void anAnswerInTheLastMomentCountsAndNothingMoreIsSaid() {
        for (int word = 1; word <= WORDS; word++) {
            look();
        }
        asked.complete("flat");
        look();

        assertThat(wait.end()).isCompletedWithValue("flat");
        assertThat(notes).hasSize(WORDS);
    }

    @Test
    void anAnswerAfterTheBoundIsTooLate() {
        for (int word = 0; word <= WORDS; word++) {
            look();
        }
        asked.complete("flat");

        assertThat(wait.end()).isCompletedExceptionally();
    }

    @Test
    void aRefusalEndsItAtOnceWithItsOwnCause() {
        var refusal = new VenueRefusedException("401");
        asked.completeExceptionally(refusal);

        assertThatThrownBy(() -> wait.end().getNow("")).hasRootCause(refusal);
        assertThat(notes).isEmpty();
    }
}
