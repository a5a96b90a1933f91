package smc.journal;

import org.agrona.DirectBuffer;

/** The rule every store holds: a batch goes on with the very next sequence, frame by frame. Allocates nothing. */
public final class Batch {
    private Batch() {}

    /**
     * Checks that the frames follow one another from {@code lastSequence} on, and fill the batch. Their checksums are taken on trust: the caller
     * has just sealed them.
     *
     * @return the sequence of the last frame
     * @throws JournalException if they do not; nothing was written
     */
    public static long lastSequence(DirectBuffer batch, int offset, int length, long lastSequence) {
        if (batch.byteArray() == null || length <= 0 || length > Journal.BATCH_LENGTH_MAX) {
            throw new JournalException("expected a batch of 1 to " + Journal.BATCH_LENGTH_MAX
                    + " bytes over a byte array, was " + length + " bytes of " + batch);
        }
        long last = lastSequence;
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int frameLength = end - at < Frame.HEADER_LENGTH ? 0 : Frame.length(batch, at);
            if (frameLength < Frame.HEADER_LENGTH || frameLength > end - at) {
                throw new JournalException("expected a frame of " + Frame.HEADER_LENGTH + " to " + (end - at)
                        + " bytes after sequence " + last + ", was " + frameLength);
            }
            if (Frame.sequence(batch, at) != last + 1) {
                throw new JournalException("expected sequence " + (last + 1) + " after " + last + ", was "
                        + Frame.sequence(batch, at) + " in the batch to append");
            }
            last++;
            at += frameLength;
        }
        return last;
    }
}
