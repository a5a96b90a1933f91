package smc.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Batches of frames whose content follows from their sequence, and the reading of them that holds every byte against it. */
public final class Frames implements FrameListener {
    private static final int CONTENT_LENGTH_MAX = 160;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * (Frame.HEADER_LENGTH + CONTENT_LENGTH_MAX)]);
    private final FrameChecksum checksum = new FrameChecksum();
    private final List<Long> read = new ArrayList<>();

    /** Appends frames in one batch, at most 64, after the journal's last. */
    public void append(Journal journal, int frames) {
        int length = write(journal.lastSequence() + 1, frames);
        journal.append(buffer, 0, length);
    }

    /** Likewise a batch whose last frame asks for a sync, and syncs it. */
    public void appendSynced(Journal journal, int frames) {
        int length = writeSynced(journal.lastSequence() + 1, frames);
        journal.append(buffer, 0, length);
        journal.sync();
    }

    /** Writes a batch to the start of {@link #buffer}; its length in bytes. */
    public int write(long firstSequence, int frames) {
        return write(firstSequence, frames, (short) 0);
    }

    /** Likewise a batch whose last frame asks for a sync. */
    public int writeSynced(long firstSequence, int frames) {
        return write(firstSequence, frames, Frame.FLAG_SYNC);
    }

    private int write(long firstSequence, int frames, short flagsOfLast) {
        int offset = 0;
        for (long sequence = firstSequence; sequence < firstSequence + frames; sequence++) {
            int length = lengthOf(sequence);
            short flags = sequence == firstSequence + frames - 1 ? flagsOfLast : 0;
            Frame.header(buffer, offset, sequence, atNanosOf(sequence), 7, (short) 1, flags);
            for (int at = Frame.HEADER_LENGTH; at < length; at++) {
                buffer.putByte(offset + at, contentOf(sequence, at));
            }
            checksum.seal(buffer, offset, length);
            offset += length;
        }
        return offset;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Reads on until there is nothing now; the sequences handed over so far, in order. */
    public List<Long> readAll(JournalReader reader) {
        while (reader.poll(this) > 0) {
            // each frame is checked as it comes
        }
        return read;
    }

    /** The sequences handed over so far, in order. */
    public List<Long> read() {
        return List.copyOf(read);
    }

    @Override
    public void onFrame(DirectBuffer frame, int offset, int length) {
        long sequence = Frame.sequence(frame, offset);
        assertThat(length).as("length of %d", sequence).isEqualTo(lengthOf(sequence));
        assertThat(Frame.atNanos(frame, offset)).isEqualTo(atNanosOf(sequence));
        for (int at = Frame.HEADER_LENGTH; at < length; at++) {
            if (frame.getByte(offset + at) != contentOf(sequence, at)) {
                throw new AssertionError("byte " + at + " of frame " + sequence + " is another");
            }
        }
        read.add(sequence);
    }

    private static int lengthOf(long sequence) {
        return Frame.HEADER_LENGTH + Frame.aligned((int) (sequence * 37 % (CONTENT_LENGTH_MAX - 7)));
    }

    private static long atNanosOf(long sequence) {
        return 1_700_000_000_000_000_000L + sequence;
    }

    private static byte contentOf(long sequence, int at) {
        return (byte) (sequence * 31 + at);
    }
}
