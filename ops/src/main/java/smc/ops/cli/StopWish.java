package smc.ops.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import smc.journal.JournalException;

/**
 * The wish of whoever presses Ctrl-C or sends SIGTERM: that a command comes to its end, in its own thread and order. The process ends with the command's
 * exit code once it has, since a wish that was carried out is no failure; and without it after ten seconds. Nothing else ends a command from outside, so
 * that no connection is closed under somebody who uses it.
 */
final class StopWish {
    /** Whoever presses Ctrl-C does not wait for ever; far longer than an end takes. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final CommandLine commandLine;
    private final Thread command = Thread.currentThread();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private boolean isInterruptible;

    /** A command that looks now and then whether it is wished to stop. */
    @FunctionalInterface
    interface Stoppable {
        int run(StopWish wish) throws Exception;
    }

    private StopWish(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    /** Runs a command to its end. What it throws after it was wished to stop is told in a line. */
    static int during(CommandLine commandLine, Stoppable command) throws Exception {
        var wish = new StopWish(commandLine);
        var hook = new Thread(wish::onSignal, "smc-stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException _) { // the signal was first, and nothing has begun
            return ExitCode.FAILED;
        }
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = command.run(wish);
        } catch (InterruptedException e) {
            if (!wish.isAsked()) {
                throw e;
            }
            commandLine.getOut().println("stopped in its start");
            exitCode = ExitCode.GOOD;
        } catch (Exception e) {
            if (!wish.isAsked()) {
                throw e;
            }
            commandLine.getErr().println("smc: not stopped cleanly: " + e.getMessage());
        } finally {
            wish.end(hook, exitCode);
        }
        return exitCode;
    }

    private void end(Thread hook, int exitCode) {
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            ended.complete(exitCode); // the hook waits for it
        }
    }

    private void onSignal() {
        ask();
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = ended.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            commandLine.getErr().println("smc: not stopped within " + BOUND.toSeconds() + " s");
            commandLine.getErr().flush();
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

    /** Whether the command is wished to stop. */
    boolean isAsked() {
        return asked.isDone();
    }

    /** Waits for the wish; whether it was made. */
    boolean isAskedWithin(long millis) throws InterruptedException {
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
    CompletableFuture<Void> asked() {
        return asked.copy();
    }

    /**
     * For what computes: ends it, if it is wished to stop.
     *
     * @throws CancellationException if so
     */
    void throwIfAsked() {
        if (isAsked()) {
            throw new CancellationException("stopped");
        }
    }

    /**
     * Does what may be given up halfway.
     *
     * @throws InterruptedException if it was
     */
    <T> T giveUpIfAsked(Callable<T> action) throws Exception {
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
    synchronized void interruptIfAsked() {
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
