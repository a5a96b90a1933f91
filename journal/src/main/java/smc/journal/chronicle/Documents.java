package smc.journal.chronicle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Journal;

/**
 * One roll file read from front to back: Chronicle's documents, each behind a little-endian header of 4 bytes on a multiple of 4. The header's two
 * upper bits say "not complete" and "not ours" (file header, indexes), the rest is the length; both bits alone end the file; 0 is where nothing
 * was written yet (net.openhft.chronicle.wire.Wires, 2026.6). Ours are the batches.
 */
final class Documents implements AutoCloseable {
    static final int HEADER_LENGTH = 4;
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int NOT_OURS = 1 << 30;
    private static final int END_OF_FILE = NOT_COMPLETE | NOT_OURS;
    private static final int LENGTH_MASK = NOT_OURS - 1;

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
    private final Window window;

    private long position;

    /** The end of the file is at the reading position. */
    private boolean isEnded;

    /** Frames are known to begin there, whatever the header before them says. */
    private boolean isBatchKnown;

    private long batchAt;
    private int batchLength;

    Documents(EpochFile file) throws IOException {
        this.file = file;
        this.window = new Window(file);
    }

    /** Begins at a place where a document is known to begin. */
    Documents startAt(long at) {
        position = at;
        return this;
    }

    /** Goes on to the next batch that was not passed yet, or says why there is none. */
    Found find() throws IOException {
        if (isBatchKnown) {
            return window.holds(batchAt, batchLength) ? Found.BATCH : Found.TRUNCATED;
        }
        while (true) {
            position = aligned(position);
            if (!window.holds(position, HEADER_LENGTH)) {
                return isEmpty() ? Found.NOTHING_YET : Found.TRUNCATED;
            }
            int header = window.buffer().getInt(window.at(position), LITTLE_ENDIAN);
            int length = header & LENGTH_MASK;
            if (header == 0) {
                forget(); // when asked again, there may be something
                return Found.NOTHING_YET;
            }
            isEnded = header == END_OF_FILE;
            if (isEnded) {
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
            } else if (window.holds(position, HEADER_LENGTH + length)) {
                batchAt = position + HEADER_LENGTH;
                batchLength = length;
                return Found.BATCH;
            } else {
                return Found.TRUNCATED;
            }
        }
    }

    /** The file was made and has no length yet: whoever writes goes on with it next, or was killed just then. */
    private boolean isEmpty() throws IOException {
        return position == 0 && window.fill(0) == 0;
    }

    /** {@code position} rounded up to where a document may begin. */
    static long aligned(long position) {
        return (position + HEADER_LENGTH - 1) & -HEADER_LENGTH;
    }

    /** Where the batch found is in {@link #buffer}. */
    int batchOffset() {
        return window.at(batchAt);
    }

    int batchLength() {
        return batchLength;
    }

    /** Byte of the file at which the batch found begins. */
    long batchAt() {
        return batchAt;
    }

    /** Byte of the file at which the document of the batch found begins; empty if the batch was found without its help. */
    OptionalLong documentAt() {
        return isBatchKnown ? OptionalLong.empty() : OptionalLong.of(batchAt - HEADER_LENGTH);
    }

    /** Over an array; its content changes with every {@link #find}. */
    UnsafeBuffer buffer() {
        return window.buffer();
    }

    /** Leaves the batch found behind. */
    void pass() {
        position = batchAt + batchLength;
        isBatchKnown = false;
    }

    /** Goes on with frames that were found without the help of what is before them. */
    void goTo(long framesAt, int length) {
        position = framesAt;
        batchAt = framesAt;
        batchLength = length;
        isBatchKnown = true;
        forget();
    }

    /** Reads the batch found again, from the file, at the next {@link #find}. */
    void forget() {
        window.forget();
    }

    /** Behind what was understood of the file. */
    long reached() {
        return isEnded ? position + HEADER_LENGTH : position;
    }

    /** File and byte of the reading position. */
    String place() {
        return file.name() + " at byte " + position;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
