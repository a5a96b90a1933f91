package smc.journal.chronicle;

import java.io.IOException;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** A part of a roll file in memory, which goes along with the reading. One owner. */
final class Window implements AutoCloseable {
    private static final int READ_LENGTH = 1 << 20;

    private final EpochFile.Bytes bytes;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * READ_LENGTH]);
    private long start;
    private int length;

    Window(EpochFile file) throws IOException {
        bytes = file.open();
    }

    /** Over an array; holds another part of the file after {@link #holds} and {@link #fill}. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Where that byte of the file is in {@link #buffer}, if it was asked for. */
    int at(long position) {
        return (int) (position - start);
    }

    /** Whether the file has {@code wanted} bytes from that position on; they are in the buffer then. */
    boolean holds(long position, int wanted) throws IOException {
        if (position >= start && position + wanted <= start + length) {
            return true;
        }
        moveTo(position);
        if (wanted > buffer.capacity()) {
            buffer.wrap(Arrays.copyOf(buffer.byteArray(), wanted + READ_LENGTH));
        }
        return read(wanted);
    }

    /** Takes in as much as there is room for from that position on; how many bytes, 0 at the file's end. */
    int fill(long position) throws IOException {
        if (position < start || position >= start + length) {
            moveTo(position);
            read(1);
        }
        return (int) (start + length - position);
    }

    /** The file may have changed: reads it again when it is next asked for. */
    void forget() {
        length = 0;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private boolean read(int wanted) throws IOException {
        while (length < wanted) {
            int read = bytes.read(start + length, buffer.byteArray(), length, buffer.capacity() - length);
            if (read <= 0) {
                return false;
            }
            length += read;
        }
        return true;
    }

    /** Makes the window begin at that position, keeping what it has from there on. */
    private void moveTo(long position) {
        long kept = start + length - position;
        if (position >= start && kept > 0) {
            System.arraycopy(buffer.byteArray(), at(position), buffer.byteArray(), 0, (int) kept);
            length = (int) kept;
        } else {
            length = 0;
        }
        start = position;
    }
}
