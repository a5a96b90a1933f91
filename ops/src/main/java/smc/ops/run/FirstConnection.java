package smc.ops.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import smc.execution.venue.VenueRefusedException;
import smc.feed.history.Pause;

/**
 * Waits for a venue that does not answer yet: a machine may be up before its router, and an exchange may be slow to begin. It tries again for as long as
 * it takes, with growing pauses, and says what it waits for. The caller's thread, whose interrupt ends it.
 */
public final class FirstConnection {
    private static final long PAUSE_MIN_MILLIS = 500;
    private static final long PAUSE_MAX_MILLIS = 15_000;
    private static final long SAID_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();
    /** Above what all requests of a venue's start take together, each of which has a deadline of its own. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private final Consumer<String> notes;
    private final Pause pause;

    /** @param notes takes a line for a person: the first time, and once a minute */
    public FirstConnection(Consumer<String> notes, Pause pause) {
        this.notes = notes;
        this.pause = pause;
    }

    /** One try. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Asks once.
         *
         * @throws SilentException if another try may be answered
         * @throws IOException if none will be
         */
        T ask() throws IOException, InterruptedException;
    }

    /** Nobody answers, or whoever does cannot now. */
    public static final class SilentException extends IOException {
        private static final long serialVersionUID = 1L;

        public SilentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param what is waited for, as it goes on after "waiting for" */
    public <T> T await(String what, Attempt<T> attempt) throws IOException, InterruptedException {
        long pauseMillis = PAUSE_MIN_MILLIS;
        long unsaidMillis = SAID_EVERY_MILLIS;
        while (true) {
            try {
                return attempt.ask();
            } catch (SilentException e) {
                if (unsaidMillis >= SAID_EVERY_MILLIS) {
                    unsaidMillis = 0;
                    notes.accept("waiting for " + what + ", Ctrl-C ends it: " + e.getMessage());
                }
            }
            pause.forMillis(pauseMillis);
            unsaidMillis += pauseMillis;
            pauseMillis = Math.min(2 * pauseMillis, PAUSE_MAX_MILLIS);
        }
    }

    /**
     * What a venue's client answers to its start.
     *
     * @throws SilentException if another try may be answered
     * @throws VenueRefusalException if the venue will not have us
     * @throws IOException if it has not said so within minutes
     */
    public static <T> T within(CompletableFuture<T> start) throws IOException, InterruptedException {
        try {
            return start.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException ? e.getCause().getCause() : e.getCause();
            throw cause instanceof VenueRefusedException
                    ? new VenueRefusalException(cause.getMessage(), cause)
                    : new SilentException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("expected an answer of the venue within " + START_PATIENCE.toSeconds() + " s", e);
        }
    }
}
