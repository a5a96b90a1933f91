package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import smc.engine.snapshot.Snapshot;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;

/** The frames of a journal before a moment, each handed on as it comes, and what must be said beside them. */
public final class FramesBefore implements FrameListener {
    private final Moment until;
    private final FrameListener onward;
    private final JournalRemarks remarks = new JournalRemarks();
    private long firstNanos;
    private boolean isDone;

    private FramesBefore(Moment until, FrameListener onward) {
        this.until = until;
        this.onward = onward;
    }

    /**
     * Reads a journal.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static FramesBefore read(Path data, Moment until, FrameListener onward) {
        var frames = new FramesBefore(until, onward);
        try (var journal = ChronicleReader.open(data, 1)) {
            frames.readFrom(journal, data);
        }
        return frames;
    }

    /**
     * Likewise, of what came after a snapshot; what must be said is said of all of the journal.
     *
     * @param after of a snapshot before that moment
     */
    static FramesBefore read(Path data, Moment until, Snapshot.Header after, FrameListener onward) {
        var frames = new FramesBefore(until, onward);
        frames.firstNanos = timeOf(data, JournalFolder.firstSequence(data));
        for (JournalFolder.StoredEpoch epoch : JournalFolder.epochs(data)) {
            if (epoch.number() <= after.place().epoch() && epoch.before().isLoss()) {
                first(data, epoch.before().lastSequence() + 1, frames.remarks::onFrame);
            }
        }
        try (var journal = ChronicleReader.open(data, after.sequence() + 1, after.place())) {
            frames.readFrom(journal, data);
        }
        return frames;
    }

    private void readFrom(ChronicleReader journal, Path data) {
        while (!isDone && journal.poll(this) > 0) {
            // each frame is taken as it comes
        }
        journal.end().ifPresent(end -> remarks.onEnd(data, end));
    }

    private static long timeOf(Path data, long sequence) {
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
        long atNanos = Frame.atNanos(buffer, offset);
        if (firstNanos == 0) {
            firstNanos = atNanos;
        }
        isDone |= !until.isAfter(Frame.sequence(buffer, offset), atNanos);
        if (!isDone) {
            remarks.onFrame(buffer, offset, length);
            onward.onFrame(buffer, offset, length);
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

    /** Time of the journal's first frame, epoch nanoseconds. */
    public long firstNanos() {
        return firstNanos;
    }
}
