package smc.journal.chronicle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.CutReason;
import smc.journal.Frame;
import smc.journal.FrameCheck;
import smc.journal.FrameChecksum;
import smc.journal.Journal;

/**
 * One roll file read from front to back: Chronicle's documents, each behind a little-endian header of 4 bytes on a multiple of 4. The header's two
 * upper bits say "not complete" and "not ours" (file header, indexes), the rest is the length; both bits alone end the file; 0 is where nothing
 * was written yet (net.openhft.chronicle.wire.Wires, 2026.6). Ours are the batches.
 */
final class Documents implements AutoCloseable {
    private static final int HEADER_LENGTH = 4;
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int NOT_OURS = 1 << 30;
    private static final int END_OF_FILE = NOT_COMPLETE | NOT_OURS;
    private static final int LENGTH_MASK = NOT_OURS - 1;
    private static final int READ_LENGTH = 1 << 20;

    /** What is at the reading position. */
    enum Found {
        BATCH,
        NOTHING_YET,
        END_OF_FILE,
        INCOMPLETE,
        TRUNCATED,
        BAD_LENGTH
    }

    private final EpochFile file;
    private final EpochFile.Bytes bytes;
    private final FrameChecksum checksum = new FrameChecksum();

    /** The bytes [windowStart, windowStart + windowLength) of the file. */
    private final UnsafeBuffer window = new UnsafeBuffer(new byte[2 * READ_LENGTH]);

    private long windowStart;
    private int windowLength;

    private long position;
    private int batchLength;

    Documents(EpochFile file) throws IOException {
        this.file = file;
        this.bytes = file.open();
    }

    /** Goes on to the next batch that was not passed yet, or says why there is none. */
    Found find() throws IOException {
        while (true) {
            position = (position + HEADER_LENGTH - 1) & -HEADER_LENGTH;
            if (!holds(HEADER_LENGTH)) {
                return Found.TRUNCATED;
            }
            int header = window.getInt(at(), LITTLE_ENDIAN);
            int length = header & LENGTH_MASK;
            if (header == 0) {
                forget(); // when asked again, there may be something
                return Found.NOTHING_YET;
            }
            if (header == END_OF_FILE) {
                return Found.END_OF_FILE;
            }
            if ((header & NOT_COMPLETE) != 0) {
                forget();
                return Found.INCOMPLETE;
            }
            if (length > Journal.BATCH_LENGTH_MAX) {
                return Found.BAD_LENGTH;
            }
            if ((header & NOT_OURS) != 0) {
                position += HEADER_LENGTH + length;
            } else if (holds(HEADER_LENGTH + length)) {
                batchLength = length;
                return Found.BATCH;
            } else {
                return Found.TRUNCATED;
            }
        }
    }

    /** Where the batch found is in {@link #buffer}. */
    int batchOffset() {
        return at() + HEADER_LENGTH;
    }

    int batchLength() {
        return batchLength;
    }

    /** Over an array; its content changes with every {@link #find} and {@link #search}. */
    UnsafeBuffer buffer() {
        return window;
    }

    /** Leaves the batch found behind. */
    void pass() {
        position += HEADER_LENGTH + batchLength;
    }

    /** Reads the batch found again, from the file, at the next {@link #find}. */
    void forget() {
        windowLength = 0;
    }

    /**
     * Looks behind the reading position for the batch that begins with the frame of that sequence. Power loss can garble a page of the file's own
     * bookkeeping and leave the batches behind it whole; a good checksum around the very next sequence cannot be a mistake.
     *
     * @return null if it was found and is the next to be read; otherwise what is there instead: nothing but zeros ({@code CLEAN}) or other bytes
     *     ({@code HOLE}), and the position is where it was
     */
    CutReason search(long sequence) throws IOException {
        long before = position;
        boolean onlyZeros = true;
        for (position = (position + HEADER_LENGTH - 1) & -HEADER_LENGTH; holds(1); position += HEADER_LENGTH) {
            boolean wholeWord = holds(HEADER_LENGTH);
            onlyZeros &= wholeWord && window.getInt(at(), LITTLE_ENDIAN) == 0;
            if (isBatchThatBeginsWith(sequence)) {
                return null;
            }
        }
        position = before;
        return onlyZeros ? CutReason.CLEAN : CutReason.HOLE;
    }

    private boolean isBatchThatBeginsWith(long sequence) throws IOException {
        if (!holds(HEADER_LENGTH + Frame.HEADER_LENGTH) || Frame.sequence(window, at() + HEADER_LENGTH) != sequence) {
            return false;
        }
        int length = window.getInt(at(), LITTLE_ENDIAN);
        return length >= Frame.HEADER_LENGTH
                && length <= Journal.BATCH_LENGTH_MAX
                && holds(HEADER_LENGTH + length)
                && checksum.check(window, at() + HEADER_LENGTH, length) == FrameCheck.OK;
    }

    /** File and byte of the reading position. */
    String place() {
        return file.name() + " at byte " + position;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private int at() {
        return (int) (position - windowStart);
    }

    /** Whether the file has {@code length} bytes from the reading position on; they are in the window then. */
    private boolean holds(int length) throws IOException {
        if (position >= windowStart && position + length <= windowStart + windowLength) {
            return true;
        }
        moveWindow();
        if (length > window.capacity()) {
            window.wrap(Arrays.copyOf(window.byteArray(), length + READ_LENGTH));
        }
        while (windowLength < length) {
            int read = bytes.read(
                    windowStart + windowLength, window.byteArray(), windowLength, window.capacity() - windowLength);
            if (read <= 0) {
                return false;
            }
            windowLength += read;
        }
        return true;
    }

    /** Makes the window begin at the reading position, keeping what it has of it. */
    private void moveWindow() {
        long kept = windowStart + windowLength - position;
        if (position >= windowStart && kept > 0) {
            System.arraycopy(window.byteArray(), at(), window.byteArray(), 0, (int) kept);
            windowLength = (int) kept;
        } else {
            windowLength = 0;
        }
        windowStart = position;
    }
}
