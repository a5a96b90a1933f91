package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;

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
            while (!frames.isDone && journal.poll(frames) > 0) {
                // each frame is taken as it comes
            }
            journal.end().ifPresent(end -> frames.remarks.onEnd(data, end));
        }
        return frames;
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
