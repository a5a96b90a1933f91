package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.journal.snapshot.ViewStart;
import smc.ops.journal.snapshot.ViewStarts;
import smc.strategy.state.StateException;

/** The frames of a journal before a moment, each handed on as it comes, and what must be said beside them. */
public final class FramesBefore implements FrameListener {
    private final Moment until;
    private final Taker onward;
    private final JournalRemarks remarks = new JournalRemarks();
    private ChronicleReader journal;
    private long firstNanos;
    private long lastSequence;
    private boolean isBegun;
    private boolean isDone;

    /** Takes frames, and may ask where in the journal it is. */
    @FunctionalInterface
    interface Taker {
        /** @param journal that hands over the frame */
        void onFrame(DirectBuffer buffer, int offset, int length, ChronicleReader journal);
    }

    private FramesBefore(Moment until, Taker onward) {
        this.until = until;
        this.onward = onward;
    }

    /**
     * Reads a journal.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws JournalException if it cannot be read
     */
    public static FramesBefore read(Path data, Moment until, FrameListener onward) {
        return read(data, until, (buffer, offset, length, _) -> onward.onFrame(buffer, offset, length));
    }

    /**
     * Likewise, of what is wanted from a moment on: frames before it may be left out, where a snapshot says how to.
     *
     * @param from the first frame that is wanted
     */
    public static FramesBefore read(Path data, Moment from, Moment until, FrameListener onward) {
        Taker taker = (buffer, offset, length, _) -> onward.onFrame(buffer, offset, length);
        var starts = ViewStarts.before(
                data,
                SnapshotCache.of(data),
                (sequence, atNanos) -> from.isAfter(sequence, atNanos) && until.isAfter(sequence, atNanos));
        for (Optional<ViewStart> start = starts.next(); start.isPresent(); start = starts.next()) {
            try {
                return read(data, until, start.get(), taker);
            } catch (StateException _) {
                // The one before does as well.
            }
        }
        return read(data, until, taker);
    }

    /** Likewise, of all. */
    static FramesBefore read(Path data, Moment until, Taker onward) {
        var frames = new FramesBefore(until, onward);
        try (var journal = ChronicleReader.open(data, 1)) {
            frames.readOn(journal, frames, data);
        }
        return frames;
    }

    /**
     * Likewise, of what came after a snapshot; what must be said is said of all of the journal.
     *
     * @param after before that moment
     * @throws StateException if the snapshot's frame does not confirm it; nothing was handed on then
     */
    static FramesBefore read(Path data, Moment until, ViewStart after, Taker onward) {
        var frames = new FramesBefore(until, onward);
        frames.lastSequence = after.sequence();
        try (var journal = after.open(data)) {
            frames.firstNanos = timeOf(data, JournalFolder.firstSequence(data));
            for (JournalFolder.StoredEpoch epoch : JournalFolder.epochs(data)) {
                if (epoch.number() <= after.place().epoch() && epoch.before().isLoss()) {
                    first(data, epoch.before().lastSequence() + 1, frames.remarks::onFrame);
                }
            }
            frames.readOn(journal, after.checked(frames), data);
            if (!frames.isBegun && journal.lastSequence() < after.sequence()) {
                throw new StateException("expected its frame in the journal, which ends before it");
            }
        } catch (JournalException e) {
            if (frames.isBegun) {
                throw e;
            }
            throw new StateException(e.getMessage());
        }
        return frames;
    }

    private void readOn(ChronicleReader from, FrameListener listener, Path data) {
        journal = from;
        while (!isDone && journal.poll(listener) > 0) {
            // each frame is taken as it comes
        }
        journal.end().ifPresent(end -> remarks.onEnd(data, end));
    }

    /**
     * Time of a frame, or of the first behind it if its epoch is empty.
     *
     * @return epoch nanoseconds; 0 if there is none
     * @throws smc.journal.JournalException if it cannot be read, or its epoch was taken away
     */
    public static long timeOf(Path data, long sequence) {
        var atNanos = new AtomicLong();
        first(data, sequence, (buffer, offset, _) -> atNanos.set(Frame.atNanos(buffer, offset)));
        return atNanos.get();
    }

    /** Hands over one frame. */
    private static void first(Path data, long sequence, FrameListener listener) {
        try (var journal = ChronicleReader.open(data, sequence)) {
            journal.poll((buffer, offset, length) -> {
                if (Frame.sequence(buffer, offset) == sequence) {
                    listener.onFrame(buffer, offset, length);
                }
            });
        }
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        isBegun = true;
        long atNanos = Frame.atNanos(buffer, offset);
        if (firstNanos == 0) {
            firstNanos = atNanos;
        }
        isDone |= !until.isAfter(Frame.sequence(buffer, offset), atNanos);
        if (!isDone) {
            lastSequence = Frame.sequence(buffer, offset);
            remarks.onFrame(buffer, offset, length);
            onward.onFrame(buffer, offset, length, journal);
        }
    }

    /** Losses that were accepted, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return remarks.all();
    }

    /** Whether there are frames that no longer count. */
    public boolean hasMore() {
        return isDone;
    }

    /** Sequence of the last frame that counts; 0 if there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Time of the journal's first frame, epoch nanoseconds. */
    public long firstNanos() {
        return firstNanos;
    }
}
