package smc.engine.record;

import java.util.function.Supplier;
import smc.engine.backtest.Driven;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EngineStart;
import smc.engine.ring.EngineFaultException;
import smc.engine.ring.EngineRing;
import smc.journal.DiskLevel;
import smc.journal.JournalException;

/** One input at a time through the ring: the next only when the last is journaled and its requests are out. */
final class LockStep implements Driven {
    private final EngineRing ring;
    private final EngineStart start;
    private final Supplier<JournalException> fatal;
    private boolean hasStarted;

    /**
     * @param start goes in before the first input, at its time
     * @param fatal what the journal failed by; null while it has not
     */
    LockStep(EngineRing ring, EngineStart start, Supplier<JournalException> fatal) {
        this.ring = ring;
        this.start = start;
        this.fatal = fatal;
    }

    @Override
    public Inputs next(long nowNanos) {
        if (!hasStarted) {
            hasStarted = true;
            place(nowNanos).onEngineStarted(start.epoch(), start.configHash(), start.keptSequence(), start.cutReason());
            done();
        }
        return place(nowNanos);
    }

    @Override
    public void done() {
        ring.publish();
        ring.await();
        if (ring.fault() != null) {
            throw new EngineFaultException(ring.fault());
        }
        JournalException failure = fatal.get();
        if (failure != null) {
            throw failure;
        }
        DiskLevel level = ring.diskLevel();
        if (level == DiskLevel.HALT_ENTRIES || level == DiskLevel.STOP) {
            throw new JournalException("expected room on the disk for the journal, there is too little to go on");
        }
    }

    private Inputs place(long nowNanos) {
        Inputs input = ring.tryNext(nowNanos);
        if (input == null) { // Never full: the last input is done.
            throw new EngineFaultException(ring.fault());
        }
        return input;
    }
}
