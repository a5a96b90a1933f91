package smc.engine.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.SyncRule;
import smc.journal.DiskLevel;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.Journal;

/** What the engine thread does with each frame, in order: core, journal, egress. Allocates nothing unless a frame or batch grows. */
final class Stages implements EventHandler<Slot> {
    /** A batch is ended at this size: it stays far below what the journal takes, whatever the last frame adds. */
    private static final int BATCH_LENGTH_ENOUGH = Journal.BATCH_LENGTH_MAX / 2;

    private final RingSettings settings;
    private final Journal journal;
    private final Egress egress;
    private final FaultListener faults;
    private final Inputs core;

    private final FrameReader reader = new FrameReader();
    private final FrameWriter effects;
    private final FrameChecksum checksum = new FrameChecksum();

    /** The one that is worked on. Not in the ring's slot: a write there would fetch its memory back from the producer's processor. */
    private final UnsafeBuffer frame = FrameWriter.newSlot();

    private final UnsafeBuffer batch = new UnsafeBuffer(new byte[64 * FrameWriter.SLOT_LENGTH]);
    private int batchLength;
    private boolean isSyncAsked;

    private final Sequence lastStarted = new Sequence();
    private long sequence;
    private volatile DiskLevel diskLevel = DiskLevel.OK;
    private boolean hasFailed;

    Stages(RingSettings settings, Journal journal, WiredCore core, Egress egress, FaultListener faults) {
        this.settings = settings;
        this.journal = journal;
        this.egress = egress;
        this.faults = faults;
        this.core = core.core();
        effects = core.effects();
        sequence = journal.lastSequence();
    }

    /** Number in the ring of the input begun last, which its batch may be far from done with; -1 before the first. */
    long lastStarted() {
        return lastStarted.get();
    }

    DiskLevel diskLevel() {
        return diskLevel;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        if (hasFailed) {
            return;
        }
        sequence++;
        lastStarted.set(ringSequence);
        try {
            work(slot);
        } catch (RuntimeException | Error e) {
            keepFaulted(slot, e);
            fail("the core failed", e);
            return;
        }
        if (endOfBatch || batchLength > BATCH_LENGTH_ENOUGH) {
            commit();
        }
    }

    private void work(Slot slot) {
        start(slot);
        core.at(sequence, slot.atNanos);
        reader.readInput(frame, Frame.HEADER_LENGTH, slot.inputEnd - Frame.HEADER_LENGTH, core);
        boolean asksForSync = SyncRule.asksForSync(frame, Frame.HEADER_LENGTH, effects.position());
        add(slot, asksForSync ? Frame.FLAG_SYNC : 0);
    }

    /** Starts the frame with the input. */
    private void start(Slot slot) {
        effects.start(frame, Frame.HEADER_LENGTH);
        effects.append(slot.buffer, Frame.HEADER_LENGTH, slot.inputEnd - Frame.HEADER_LENGTH);
    }

    /** Ends the frame and adds it to the batch. */
    private void add(Slot slot, int flags) {
        int length = effects.end();
        Frame.header(frame, 0, sequence, slot.atNanos, settings.build(), EventSchema.VERSION, (short) flags);
        checksum.seal(frame, 0, length);
        if (batchLength + length > batch.capacity()) {
            batch.wrap(Arrays.copyOf(batch.byteArray(), Math.max(2 * batch.capacity(), batchLength + length)));
        }
        batch.putBytes(batchLength, frame, 0, length);
        batchLength += length;
        isSyncAsked |= (flags & Frame.FLAG_SYNC) != 0;
    }

    /** The good frames and the faulted input, without what it caused, are kept; nothing of the batch leaves. */
    private void keepFaulted(Slot slot, Throwable cause) {
        try {
            start(slot);
            add(slot, Frame.FLAG_FAULTED | Frame.FLAG_SYNC);
            journal();
            journal.sync(); // whatever the settings say: it is the last that is kept
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    private void commit() {
        try {
            journal();
        } catch (RuntimeException | Error e) {
            fail("the journal failed", e);
            return;
        }
        int length = batchLength;
        batchLength = 0;
        try {
            for (int at = 0; at < length; at += Frame.length(batch, at)) {
                egress.onFrame(batch, at, Frame.length(batch, at));
            }
        } catch (RuntimeException | Error e) {
            fail("egress failed", e);
        }
    }

    private void journal() {
        journal.append(batch, 0, batchLength);
        boolean syncs = switch (settings.sync()) {
            case REQUESTS -> isSyncAsked;
            case ALWAYS -> true;
            case NONE -> false;
        };
        if (syncs) {
            journal.sync();
        }
        isSyncAsked = false;
        DiskLevel level = journal.diskLevel();
        if (level != diskLevel) { // a store that others see at once costs as much as a trade
            diskLevel = level;
        }
    }

    private void fail(String what, Throwable cause) {
        hasFailed = true;
        faults.onFault(new Fault(sequence, what, cause));
    }
}
