package smc.engine.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EventSchema;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotKeeper;
import smc.engine.view.EngineView;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;

/**
 * Asks the core for a snapshot at the first close of an hour, and at a stop in order, and hands it over once its frame is on disk. Asked on the event
 * loop, taken on the engine thread.
 */
final class LiveSnapshots {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Of real time: a market that runs fast has its hours in less. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Whoever presses Ctrl-C is to wait 5 s at most in all. */
    private static final Duration PATIENCE_AT_STOP = Duration.ofMillis(500);

    private static final Duration PATIENCE_AT_END = Duration.ofMillis(1_500);

    private final TradingCore core;
    private final EngineView view;
    private final Journal journal;
    private final SnapshotKeeper keeper;
    private final LiveInputs inputs;
    private final int build;
    private final LongSupplier nanoTime;
    private final StateCopy viewCopy = new StateCopy();

    private long askedHour = Long.MIN_VALUE;
    private long askedAtNanos;
    /** Whether one was asked for that the keeper does not have yet. */
    private volatile boolean isUnderWay;

    LiveSnapshots(
            TradingCore core,
            EngineView view,
            Journal journal,
            SnapshotKeeper keeper,
            LiveInputs inputs,
            int build,
            LongSupplier nanoTime) {
        this.core = core;
        this.view = view;
        this.journal = journal;
        this.keeper = keeper;
        this.inputs = inputs;
        this.build = build;
        this.nanoTime = nanoTime;
    }

    /** A candle has closed. Event loop. */
    void onClosed(long marketNanos) {
        long hour = Math.floorDiv(marketNanos, HOUR_NANOS);
        boolean isDue = askedHour == Long.MIN_VALUE
                || (hour != askedHour && nanoTime.getAsLong() - askedAtNanos >= PAUSE_NANOS);
        if (isDue && ask()) {
            askedHour = hour;
            askedAtNanos = nanoTime.getAsLong();
        }
    }

    /** Waits until another may be asked for. Not on the event loop. */
    void awaitIdle() throws InterruptedException {
        keeper.await(PATIENCE_AT_STOP);
    }

    /** The engine has stopped in order. Event loop. */
    void onStop() {
        ask();
    }

    /** One at a time: what was copied is the keeper's until it is written. */
    private boolean ask() {
        if (isUnderWay || !keeper.isIdle()) {
            return false;
        }
        isUnderWay = true;
        inputs.send(Inputs::onSnapshotAsked);
        return true;
    }

    /** It was copied out, and its frame is on disk. Engine thread. */
    void onTaken(long sequence, long atNanos, long hash) {
        view.copyTo(viewCopy);
        keeper.keep(new Snapshot(
                new Snapshot.Header(
                        sequence, atNanos, build, EventSchema.VERSION, view.configHash(), hash, journal.lastBatch()),
                core.copy(),
                viewCopy));
        isUnderWay = false;
    }

    /** Waits for the last one, and lets go. */
    void close() {
        try {
            keeper.await(PATIENCE_AT_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
    }
}
