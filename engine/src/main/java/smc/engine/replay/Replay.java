package smc.engine.replay;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.ring.WiredCore;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.JournalReader;

/**
 * Feeds recorded inputs to a core and compares what it concludes with what was recorded. A faulted input is passed over, as it was when the
 * engine started again. Allocates nothing for the frame of a trade or a clock that caused nothing.
 */
public final class Replay implements FrameListener {
    private static final int FRAMES_PER_PROGRESS = 1 << 16;

    private final WiredCore wired;
    private final Inputs core;
    private final FrameListener also;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer;
    private final UnsafeBuffer replayed = FrameWriter.newSlot();
    private long frames;
    private long faultedFrames;
    private long lastNanos;
    private Difference difference;

    /** @param core makes the core with the taker of its effects */
    public Replay(Function<Effects, ? extends Inputs> core) {
        this(core, (_, _, _) -> {});
    }

    /** @param also is handed each frame after it was replayed without a difference */
    public Replay(Function<Effects, ? extends Inputs> core, FrameListener also) {
        this(WiredCore.fresh(core), also);
    }

    /** Goes on with a core that has had what came before. */
    public Replay(WiredCore wired, FrameListener also) {
        this.wired = wired;
        this.core = wired.core();
        writer = wired.effects();
        this.also = also;
    }

    /** The core as the last frame has left it, for somebody who goes on with it. */
    public WiredCore core() {
        return frames == 0 ? wired : wired.at(lastNanos);
    }

    /**
     * Reads to the end, or to the first difference.
     *
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @return the first difference; empty if there is none
     * @throws JournalException if the journal cannot be read, or was written by another version of the schema
     */
    public Optional<Difference> run(JournalReader journal, LongConsumer progress) {
        long nextProgress = FRAMES_PER_PROGRESS;
        while (difference == null && journal.poll(this) > 0) {
            if (frames >= nextProgress) {
                progress.accept(lastNanos);
                nextProgress = frames + FRAMES_PER_PROGRESS;
            }
        }
        return Optional.ofNullable(difference);
    }

    /** Frames read, faulted ones included. */
    public long frames() {
        return frames;
    }

    /** Frames whose input had made the core fail. */
    public long faultedFrames() {
        return faultedFrames;
    }

    /** Time of the last frame read, epoch nanoseconds; 0 before the first. */
    public long lastNanos() {
        return lastNanos;
    }

    @Override
    public void onFrame(DirectBuffer recorded, int offset, int length) {
        if (difference != null) {
            return;
        }
        frames++;
        long sequence = Frame.sequence(recorded, offset);
        lastNanos = Frame.atNanos(recorded, offset);
        short version = Frame.schemaVersion(recorded, offset);
        if (version < 1 || version > EventSchema.VERSION) {
            throw new JournalException("expected frames of schema version 1 to " + EventSchema.VERSION
                    + " to replay, was " + version + " at sequence " + sequence);
        }
        if ((Frame.flags(recorded, offset) & Frame.FLAG_FAULTED) != 0) {
            faultedFrames++;
            also.onFrame(recorded, offset, length);
            return;
        }
        int content = offset + Frame.HEADER_LENGTH;
        writer.start(replayed, 0);
        core.at(sequence, lastNanos);
        int effects = take(recorded, content, length - Frame.HEADER_LENGTH, sequence);
        if (version != EventSchema.VERSION) {
            EventSchema.stamp(replayed, 0, writer.position(), version);
        }
        compare(recorded, offset, length, effects, sequence);
        if (difference == null) {
            also.onFrame(recorded, offset, length);
        }
    }

    /** What did not make the core fail then must not now: the history it is said to hold may be another one. */
    private int take(DirectBuffer recorded, int content, int length, long sequence) {
        try {
            return reader.readInput(recorded, content, length, core);
        } catch (IllegalStateException e) {
            throw new JournalException(
                    "expected the input of sequence " + sequence + " to be taken as it was, the core failed: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The effects, and the padding behind them, which depends on where they begin. */
    private void compare(DirectBuffer recorded, int offset, int length, int effects, long sequence) {
        int replayedLength = writer.position();
        int frameLength = Frame.aligned(effects - offset + replayedLength);
        if (frameLength != length
                || (replayedLength > 0 && !isReplayed(recorded, effects, replayedLength))
                || !isZero(recorded, effects + replayedLength, offset + length)) {
            byte[] whole = new byte[length];
            recorded.getBytes(offset, whole);
            byte[] other = new byte[frameLength];
            recorded.getBytes(offset, other, 0, effects - offset);
            replayed.getBytes(0, other, effects - offset, replayedLength);
            difference = new Difference(sequence, new UnsafeBuffer(whole), new UnsafeBuffer(other));
        }
    }

    private boolean isReplayed(DirectBuffer recorded, int effects, int length) {
        int at = recorded.wrapAdjustment() + effects;
        return Arrays.mismatch(recorded.byteArray(), at, at + length, replayed.byteArray(), 0, length) < 0;
    }

    private static boolean isZero(DirectBuffer buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            if (buffer.getByte(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
