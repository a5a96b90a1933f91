package smc.ops.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import smc.engine.live.LiveStatus;
import smc.exchange.host.EmbeddedExchange;
import smc.ops.board.Board;
import smc.ops.state.RunSummary;
import smc.ops.state.StateFiles;
import smc.ops.state.StatusFile;
import smc.ops.state.StatusLine;
import smc.ops.text.LiveLines;

/**
 * Minds a running engine: shows how it stands, until its time is over, somebody wishes it to stop, or it fails; then brings it to its end. Whatever
 * ends it, what rests is cancelled and protective stops stay, and what became of that is said. The thread of the command.
 */
public final class Supervision {
    /** For the venue to say that nothing rests: whoever presses Ctrl-C is to wait 5 s at most in all, nobody waits for the end of its time. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(3);

    private static final Duration END_PATIENCE = Duration.ofSeconds(60);

    private final RunningEngine engine;
    private final StatusFile status;
    private final SpareWrite statusWrite;
    private final StateFiles files;
    private final LiveLines lines;
    private final Board board;
    private final Optional<EmbeddedExchange> box;
    private final StopWish stop;
    /** Null before it was minded. */
    private LiveStatus first;

    private List<String> said = List.of();

    /** How an engine came to its end. */
    public enum End {
        /** The venue has confirmed that nothing rests. */
        QUIET,
        /** It was stopped, and the venue has not confirmed that in time. */
        UNCONFIRMED,
        /** It could not go on. */
        FAILED
    }

    private static final class EngineStoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        private EngineStoppedException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * @param engine closed at the end
     * @param status removed at the end
     * @param files stay, as the engine stood last
     */
    public Supervision(
            RunningEngine engine,
            StatusFile status,
            StateFiles files,
            LiveLines lines,
            Board board,
            Optional<EmbeddedExchange> box,
            StopWish stop) {
        this.engine = engine;
        this.status = status;
        statusWrite = new SpareWrite("state/status.json", lines::alarm);
        this.files = files;
        this.lines = lines;
        this.board = board;
        this.box = box;
        this.stop = stop;
    }

    /** What is to be done once, before the engine is minded; what it throws ends the engine as a failure of its own would. */
    @FunctionalInterface
    public interface Beginning {
        void run() throws IOException;
    }

    /**
     * Minds it to its end.
     *
     * @param duration of real time; null goes on until it is stopped
     */
    public End run(Beginning beginning, Duration duration) throws InterruptedException {
        try (var _ = StateWatch.start(engine.view(), files, lines::alarm)) {
            return mind(beginning, duration);
        }
    }

    private End mind(Beginning beginning, Duration duration) throws InterruptedException {
        try {
            beginning.run();
            watch(duration);
        } catch (EngineStoppedException | IOException | RuntimeException e) {
            return fail(e);
        }
        lines.end();
        holdMarket();
        boolean isQuiet = engine.stopTrading(stop.isAsked() ? SIGNAL_PATIENCE : END_PATIENCE);
        LiveStatus last = engine.status();
        first = first == null ? last : first;
        engine.close();
        statusWrite.run(status::remove);
        said = List.of(
                RunSummary.of(first, last),
                isQuiet
                        ? "stopped: nothing rests, protective stops stand"
                        : "stopped: the venue did not confirm in time that nothing rests: look at its open orders");
        return isQuiet ? End.QUIET : End.UNCONFIRMED;
    }

    /** Says what was done, and what stands: last of all, behind what is still said of the run. */
    public void sayEnd() {
        said.forEach(lines::print);
    }

    private End fail(Exception cause) throws InterruptedException {
        lines.end();
        lines.alarm("the engine stopped: " + cause.getMessage());
        holdMarket();
        boolean isDone = engine.runFaultProcedure();
        lines.note(
                isDone
                        ? "resting entries were cancelled, protective stops stand"
                        : "look at the venue: resting entries may be left");
        engine.close();
        statusWrite.run(status::remove);
        return End.FAILED;
    }

    /**
     * Nobody minds the positions from here on, so nothing may happen to them at an exchange of ours. One that has failed stands still anyway, and is
     * no reason to leave out what is to be done now.
     */
    private void holdMarket() {
        if (box.isEmpty()) {
            return;
        }
        try {
            box.get().hold();
        } catch (IOException | RuntimeException e) {
            lines.note("the market in the box could not be held: " + e.getMessage());
        }
    }

    private void watch(Duration duration) throws InterruptedException, EngineStoppedException {
        long untilNanos = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < untilNanos) {
            LiveStatus now = engine.status();
            if (first == null) {
                first = now;
            }
            statusWrite.run(() -> status.write(now, Instant.now()));
            lines.status(() -> StatusLine.of(now), () -> board.rows(now));
            long waitMillis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime()), 1, 1_000);
            if (stop.isAskedWithin(waitMillis)) {
                return;
            }
            throwIfFailed(engine.failure());
            if (box.isPresent()) {
                throwIfFailed(box.get().failure());
            }
        }
    }

    private static void throwIfFailed(CompletableFuture<Void> failure) throws EngineStoppedException {
        if (failure.isCompletedExceptionally()) {
            throw new EngineStoppedException(failure.exceptionNow());
        }
    }
}
