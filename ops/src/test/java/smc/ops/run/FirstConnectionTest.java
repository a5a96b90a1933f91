package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import smc.ops.run.FirstConnection.SilentException;

class FirstConnectionTest {
    private final List<String> notes = new ArrayList<>();
    private final List<Long> pausesMillis = new ArrayList<>();
    private final FirstConnection first = new FirstConnection(notes::add, pausesMillis::add);

    @Test
    void whoAnswersAtOnceIsNotWaitedFor() throws Exception {
        assertThat(first.await("it", () -> "here")).isEqualTo("here");

        assertThat(notes).isEmpty();
        assertThat(pausesMillis).isEmpty();
    }

    @Test
    void silenceIsWaitedForWithGrowingPausesAndSaidOnceAMinute() throws Exception {
        var tries = new AtomicInteger();

        String answer = first.await("the venue", () -> {
            if (tries.incrementAndGet() <= 15) {
                throw new SilentException("nobody answers", null);
            }
            return "here";
        });

        assertThat(answer).isEqualTo("here");
        assertThat(pausesMillis)
                .startsWith(500L, 1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L)
                .hasSize(15);
        // 0 s, then the first try 60 s later, twice: 500 + 1,000 + ... reach 60.5 s after the eighth pause.
        assertThat(notes).hasSize(3).containsOnly("waiting for the venue, Ctrl-C ends it: nobody answers");
    }

    @Test
    void aRefusalEndsItAtOnce() {
        assertThatThrownBy(() -> first.await("it", () -> {
                    throw new VenueRefusalException("not here", null);
                }))
                .isInstanceOf(VenueRefusalException.class);

        assertThat(pausesMillis).isEmpty();
    }

    @Test
    void whoIsToldToStopStops() {
        var waiting = new FirstConnection(notes::add, _ -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> waiting.await("it", () -> {
                    throw new SilentException("nobody answers", null);
                }))
                .isInstanceOf(InterruptedException.class)
                .isNotInstanceOf(IOException.class);
    }
}
