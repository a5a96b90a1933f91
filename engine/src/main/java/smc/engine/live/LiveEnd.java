package smc.engine.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.live.kill.KillSettings;
import smc.engine.live.kill.KillSwitch;
import smc.engine.live.kill.Killable;
import smc.engine.live.watch.LiveListener;
import smc.engine.live.watch.LoopCall;
import smc.engine.ring.EngineRing;
import smc.engine.view.EngineView;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePosition;

/**
 * How an engine comes to its end: in order, because it cannot go on, or, staying up, because somebody kills it. A thread that may wait, not the event
 * loop, but for what a kill asks.
 */
final class LiveEnd implements Killable {
    private static final long FAULT_MILLIS = 3_000;

    private final int accounts;
    private final LiveInputs inputs;
    private final LiveVenue venue;
    private final LiveSnapshots snapshots;
    private final LiveListener listener;
    private final ScheduledExecutorService loop;
    private final EngineView view;
    private final EngineRing ring;
    private final Reconciliation reconciliation;
    private final KillSwitch killSwitch;

    LiveEnd(
            CoreSettings core,
            KillSettings kill,
            EngineView view,
            EngineRing ring,
            LiveInputs inputs,
            LiveVenue venue,
            LiveSnapshots snapshots,
            Reconciliation reconciliation,
            LiveListener listener,
            ScheduledExecutorService loop) {
        accounts = core.accounts().size();
        this.view = view;
        this.ring = ring;
        this.inputs = inputs;
        this.venue = venue;
        this.snapshots = snapshots;
        this.reconciliation = reconciliation;
        this.listener = listener;
        this.loop = loop;
        List<String> names = core.accounts().stream()
                .map(account -> "account " + account.mode().letter())
                .toList();
        killSwitch = new KillSwitch(this, names, core.instruments(), kill, System::nanoTime);
    }

    /** Event loop. */
    KillSwitch killSwitch() {
        return killSwitch;
    }

    /** See {@link LiveEngine#stopTrading}. What the next start goes on from is asked for last. */
    boolean stopTrading(Duration patience) throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        long untilNanos = System.nanoTime() + patience.toNanos();
        LoopCall.on(loop, () -> {
            inputs.switchTradingOff(accounts);
            inputs.await();
            venue.awaitNoEntries(untilNanos, () -> ring.fault() != null, loop, done);
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

    // ---- for a kill

    @Override
    public void tell(Consumer<Inputs> input) {
        inputs.tell(input);
        inputs.await();
        if (ring.fault() != null) {
            throw new IllegalStateException("the engine has failed: " + ring.fault());
        }
        venue.drain();
    }

    /** In lock-step reports wait for the next step, and a market that stands has none. */
    @Override
    public void goOn() {
        inputs.releaseReports();
        inputs.await();
        venue.drain();
    }

    @Override
    public boolean isReady() {
        return venue.isReady();
    }

    @Override
    public CompletableFuture<Void> makeReady() {
        return reconciliation.run(venue.get()).thenAccept(positions -> {
            for (VenuePosition position : positions) {
                inputs.send(input -> input.onPositionRead(
                        position.accountId(), position.instrumentId(), position.contracts(), position.entryPriceE8()));
            }
            inputs.await();
            venue.ready();
        });
    }

    @Override
    public Venue venue() {
        return venue.get();
    }

    @Override
    public EngineView view() {
        return view;
    }

    @Override
    public void after(long nanos, Runnable action) {
        var _ = loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
}
