package smc.engine.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import smc.engine.live.watch.LiveListener;
import smc.engine.live.watch.LoopCall;
import smc.execution.venue.Venue;

/** How an engine comes to its end: in order, or because it cannot go on. A thread that may wait, not the event loop. */
final class LiveEnd {
    private static final long FAULT_MILLIS = 3_000;

    private final int accounts;
    private final LiveInputs inputs;
    private final LiveVenue venue;
    private final LiveSnapshots snapshots;
    private final LiveListener listener;
    private final ScheduledExecutorService loop;
    private final BooleanSupplier hasFailed;

    /** @param hasFailed whether the engine has */
    LiveEnd(
            int accounts,
            LiveInputs inputs,
            LiveVenue venue,
            LiveSnapshots snapshots,
            LiveListener listener,
            ScheduledExecutorService loop,
            BooleanSupplier hasFailed) {
        this.accounts = accounts;
        this.inputs = inputs;
        this.venue = venue;
        this.snapshots = snapshots;
        this.listener = listener;
        this.loop = loop;
        this.hasFailed = hasFailed;
    }

    /** See {@link LiveEngine#stopTrading}. What the next start goes on from is asked for last. */
    boolean stopTrading(Duration patience) throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        long untilNanos = System.nanoTime() + patience.toNanos();
        LoopCall.on(loop, () -> {
            inputs.switchTradingOff(accounts);
            inputs.await();
            venue.awaitNoEntries(untilNanos, hasFailed, loop, done);
            return null;
        });
        boolean isQuiet = LoopCall.await(done);
        snapshots.awaitIdle();
        LoopCall.on(loop, () -> {
            snapshots.onStop();
            inputs.await();
            return null;
        });
        return isQuiet;
    }

    /** See {@link LiveEngine#runFaultProcedure}. */
    boolean runFaultProcedure() throws InterruptedException {
        Optional<Venue> owned = LoopCall.on(loop, venue::owned);
        if (owned.isEmpty()) {
            return true;
        }
        try {
            LoopCall.await(LoopCall.on(loop, () -> owned.get().cancelEntries())
                    .orTimeout(FAULT_MILLIS, TimeUnit.MILLISECONDS));
            return true;
        } catch (RuntimeException e) {
            listener.alarm("resting entries could not be cancelled: " + e.getMessage());
            return false;
        }
    }
}
