package smc.ops.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import smc.journal.JournalException;

/**
 * The wish of whoever presses Ctrl-C or sends SIGTERM: that a command comes to its end, in its own thread and order. The process ends with the command's
 * exit code once it has, since a wish that was carried out is no failure; and without it after ten seconds. Nothing else ends a command from outside, so
 * that no connection is closed under somebody who uses it.
 */
public final class StopWish {
    /** Whoever presses Ctrl-C does not wait for ever; far longer than an end takes. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** As every process says it: it went well, or it did not. */
    private static final int GOOD = 0;

    private static final int FAILED = 1;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Thread command = Thread.currentThread();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private boolean isInterruptible;

    /** A command that looks now and then whether it is wished to stop. */
    @FunctionalInterface
    public interface Stoppable {
        /** Returns the exit code. */
        int run(StopWish wish) throws Exception;
    }

    private StopWish(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a command to its end, in the thread that calls. What it throws after it was wished to stop is told in a line.
     *
     * @return exit code of the process
     */
    public static int during(PrintWriter out, PrintWriter err, Stoppable command) throws Exception {
        var wish = new StopWish(out, err);
        var hook = new Thread(wish::onSignal, "smc-stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException _) { // the signal was first, and nothing has begun
            return FAILED;
        }
        int exitCode = FAILED;
        try {
            exitCode = command.run(wish);
        } catch (InterruptedException e) {
            if (!wish.isAsked()) {
                throw e;
            }
            out.println("stopped in its start");
            exitCode = GOOD;
        } catch (Exception e) {
            if (!wish.isAsked()) {
                throw e;
            }
            err.println("smc: not stopped cleanly: " + e.getMessage());
        } finally {
            wish.end(hook, exitCode);
        }
        return exitCode;
    }

    private void end(Thread hook, int exitCode) {
        out.flush();
        err.flush();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            ended.complete(exitCode); // the hook waits for it
        }
    }

    private void onSignal() {
        ask();
        int exitCode = FAILED;
        try {
            exitCode = ended.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            err.println("smc: not stopped within " + BOUND.toSeconds() + " s");
            err.flush();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private synchronized void ask() {
        asked.complete(null);
        ProcessHandle.current().children().forEach(ProcessHandle::destroy); // else a report outlives who asked for it
        if (isInterruptible) {
            command.interrupt();
        }
    }

    /** The end of a process, by its id, is the wish too: who was started by it is not to outlive it. One that is gone already has ended. */
    public void askWhenEnds(long pid) {
        var _ = ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRun(this::ask);
    }

    /** Whether the command is wished to stop. */
    public boolean isAsked() {
        return asked.isDone();
    }

    /** Waits for the wish; whether it was made. */
    public boolean isAskedWithin(long millis) throws InterruptedException {
        try {
            asked.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Completes with the wish. */
    public CompletableFuture<Void> asked() {
        return asked.copy();
    }

    /**
     * For what computes: ends it, if it is wished to stop.
     *
     * @throws CancellationException if so
     */
    public void throwIfAsked() {
        if (isAsked()) {
            throw new CancellationException("stopped");
        }
    }

    /**
     * Does what may be given up halfway.
     *
     * @throws InterruptedException if it was
     */
    public <T> T giveUpIfAsked(Callable<T> action) throws Exception {
        try {
            return action.call();
        } catch (CancellationException | IOException | JournalException e) {
            throw isAsked() ? interrupted(e) : e; // so do channels say it
        } catch (LinkageError e) {
            if (!isAsked()) {
                throw e;
            }
            throw interrupted(e); // a library that wants a hook of its own is not loaded any more
        } finally {
            synchronized (this) {
                isInterruptible = false;
                var _ = Thread.interrupted(); // what came too late is in the wish
            }
        }
    }

    /**
     * From here to the end of {@link #giveUpIfAsked} the command waits for others, and is interrupted by the wish. Not before: an
     * interrupt closes the files that a journal is being opened with.
     */
    public synchronized void interruptIfAsked() {
        isInterruptible = true;
        if (isAsked()) {
            command.interrupt();
        }
    }

    private static InterruptedException interrupted(Throwable cause) {
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }
}
