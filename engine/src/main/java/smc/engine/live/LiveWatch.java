package smc.engine.live;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.DelayWatch;
import smc.engine.live.watch.Delays;
import smc.engine.live.watch.LiveClock;
import smc.engine.live.watch.LiveListener;
import smc.engine.ring.EngineRing;
import smc.engine.ring.TimeJump;
import smc.engine.view.EngineView;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.instrument.Instrument;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.DiskLevel;
import smc.journal.JournalException;

/** Looks at what may go wrong around a running engine: the disk, the clock, how long a close takes, positions that differ. Event loop. */
final class LiveWatch {
    /** A jump of the clock that is no correction: the machine slept. */
    private static final long JUMP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long OTHER_DAY_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The limits of block found and order sent, from the close of the candle. */
    private static final long BLOCK_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ORDER_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CoreSettings core;
    private final EngineView view;
    private final EngineRing ring;
    private final LiveClock clock;
    private final LiveInputs inputs;
    private final LiveVenue venue;
    private final LiveListener listener;
    private final Consumer<Throwable> fail;
    private final TimeJump timeJump = new TimeJump(JUMP_NANOS);
    private final DelayWatch blockDelays;
    private final DelayWatch orderDelays;
    private final long[] closedNanos;

    private long clockDueNanos = Long.MIN_VALUE;
    private boolean hasHaltedEntries;
    private int differencesSaid;

    LiveWatch(
            CoreSettings core,
            EngineView view,
            EngineRing ring,
            LiveClock clock,
            LiveInputs inputs,
            LiveVenue venue,
            LiveListener listener,
            Consumer<Throwable> fail) {
        this.core = core;
        this.view = view;
        this.ring = ring;
        this.clock = clock;
        this.inputs = inputs;
        this.venue = venue;
        this.listener = listener;
        this.fail = fail;
        blockDelays = new DelayWatch("blocks", BLOCK_LIMIT_NANOS, listener);
        orderDelays = new DelayWatch("entry", ORDER_LIMIT_NANOS, listener);
        closedNanos = new long[core.instruments().size()];
    }

    /** What was closed by an earlier process, or late, is not timed. */
    void known(int instrumentId, long candleNanos) {
        closedNanos[instrumentId] = candleNanos;
    }

    void onTime(long wallNanos, long nanoTime) {
        readClock(nanoTime);
        long jumpNanos = timeJump.onTick(wallNanos, nanoTime);
        if (jumpNanos != 0) {
            listener.alarm(
                    "the clock jumped by %,d ms: the machine slept, or was set".formatted(jumpNanos / 1_000_000));
        }
    }

    /** A market of another day, played or made, says nothing of our clock. */
    private void readClock(long nanoTime) {
        if (!core.risk().isOn() || nanoTime < clockDueNanos) {
            return;
        }
        clockDueNanos = nanoTime + CLOCK_NANOS;
        long aheadNanos = clock.wallAheadNanos();
        if (Math.abs(aheadNanos) < OTHER_DAY_NANOS) {
            inputs.send(input -> input.onClockRead(aheadNanos));
        }
    }

    /** Whether the disk has too little room for new entries. */
    boolean hasHaltedEntries() {
        return hasHaltedEntries;
    }

    /** The differences so far were said. */
    void differencesAreSaid() {
        differencesSaid = view.positionDifferences();
    }

    Delays blockDelays() {
        return blockDelays.read();
    }

    Delays orderDelays() {
        return orderDelays.read();
    }

    void lookAtDisk() {
        DiskLevel level = ring.diskLevel();
        if (level == DiskLevel.STOP) {
            fail.accept(
                    new JournalException("expected room on the disk for the journal, there is too little to go on"));
        } else if (level == DiskLevel.HALT_ENTRIES && !hasHaltedEntries) {
            hasHaltedEntries = true;
            listener.alarm("little room on the disk: no new entries");
            inputs.switchTradingOff(core.accounts().size());
        }
    }

    void onClosed() {
        if (!venue.isReady()) {
            return;
        }
        for (Instrument instrument : core.instruments()) {
            long candleNanos = view.lastCandleNanos(instrument.id());
            if (candleNanos > closedNanos[instrument.id()]) {
                closedNanos[instrument.id()] = candleNanos;
                if (!view.isTrusted(instrument.id())) { // It came late, and is not traded on.
                    continue;
                }
                blockDelays.took(clock.nowNanos() - candleNanos - core.timeframeNanos(), instrument.symbol());
            }
        }
    }

    /**
     * Where the venue has another position than the engine knows of, nothing new is begun on the symbol until both are seen equal. What protects stays.
     * What is paused for that already was said.
     */
    void onPositionsDiffer() {
        if (!venue.isReady()) {
            return; // The start holds positions against each other itself.
        }
        int soFar = view.positionDifferences();
        List<EngineView.Difference> differences = view.positionDifferencesAfter(differencesSaid);
        differencesSaid = soFar;
        for (EngineView.Difference difference : differences) {
            int accountId = difference.accountId();
            int instrumentId = difference.instrumentId();
            if (view.isPausedBy(RiskReason.RECONCILIATION, accountId, instrumentId)) {
                continue;
            }
            String what = difference.ownContracts() == difference.venueContracts()
                    ? "the venue speaks of an order that nobody here knows"
                    : "the venue holds another position than the engine knows of, %,d contracts instead of %,d"
                            .formatted(difference.venueContracts(), difference.ownContracts());
            listener.alarm("account %s, %s: %s, so nothing new is begun there until both are equal"
                    .formatted(
                            core.accounts().get(accountId).mode(),
                            core.instruments().get(instrumentId).symbol(),
                            what));
            inputs.send(input -> input.onStateAsked(
                    accountId, instrumentId, TradingState.PAUSED, RiskReason.RECONCILIATION, "reconciliation", what));
        }
    }

    /** Whoever is held back, and whoever is not any more, is said; what a person has asked for is no alarm. */
    void onStateChanged(StateChanged changed) {
        boolean isAsked = changed.reason() == null || changed.reason() == RiskReason.OPERATOR;
        say(
                isAsked,
                "account %s, %s: %s%s%s"
                        .formatted(
                                core.accounts().get(changed.accountId()).mode(),
                                core.instruments().get(changed.instrumentId()).symbol(),
                                changed.state(),
                                changed.reason() == null
                                        ? ""
                                        : ", " + changed.reason().text(changed.found(), changed.allowed()),
                                changed.untilNanos() == 0
                                        ? ""
                                        : ", until " + Instant.ofEpochSecond(0, changed.untilNanos())));
    }

    private void say(boolean isNote, String what) {
        if (isNote) {
            listener.note(what);
        } else {
            listener.alarm(what);
        }
    }

    void onEntrySent(int instrumentId, long orderId) {
        if (!view.isEntryOfClose(orderId)) {
            return;
        }
        long candleNanos = view.lastCandleNanos(instrumentId);
        orderDelays.took(
                clock.nowNanos() - candleNanos - core.timeframeNanos(),
                core.instruments().get(instrumentId).symbol());
    }
}
