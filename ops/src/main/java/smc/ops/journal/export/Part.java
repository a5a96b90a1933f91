package smc.ops.journal.export;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.ops.journal.FramesBefore;
import smc.ops.journal.Moment;

/**
 * The part of a journal that is asked for.
 *
 * @param from the first frame that counts
 * @param to the first frame that no longer counts
 */
record Part(Path data, Moment from, Moment to) {
    /** Takes frames. */
    @FunctionalInterface
    interface Taker {
        /** @param isIn false before the part; how many such frames come, if any, is not said */
        void onFrame(boolean isIn, DirectBuffer buffer, int offset, int length);
    }

    /**
     * Reads the journal to the end of the part: from the snapshot before it, if there is one that its frame confirms.
     *
     * @return what must be said beside it
     * @throws OutsideJournalException if nothing of the part is in the journal
     */
    List<String> read(Taker taker) {
        FrameListener each = (buffer, offset, length) -> taker.onFrame(
                !from.isAfter(Frame.sequence(buffer, offset), Frame.atNanos(buffer, offset)), buffer, offset, length);
        FramesBefore read = FramesBefore.read(data, from, to, each);
        long last = read.lastSequence();
        if (last == 0) {
            throw new OutsideJournalException(
                    "--to: %s is before the first frame, of %s".formatted(to, Moment.utc(read.firstNanos())));
        }
        if (!read.hasMore() && from instanceof Moment.AtSequence(long first) && first > last) {
            throw new OutsideJournalException(
                    "--from: expected a sequence up to %d, the last, was %d".formatted(last, first));
        }
        return read.remarks();
    }
}
