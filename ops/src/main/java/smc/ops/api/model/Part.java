package smc.ops.api.model;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Rows of a history up to a frame, oldest first, each with the sequence of the frame that it came from. Never changes, whatever is appended behind it, and
 * shares its rows with every other part.
 */
public final class Part<T> extends AbstractList<T> implements RandomAccess {
    private final Object[] rows;
    private final long[] sequences;
    private final int size;

    Part(Object[] rows, long[] sequences, int size) {
        this.rows = rows;
        this.sequences = sequences;
        this.size = size;
    }

    @Override
    @SuppressWarnings("unchecked") // Rows<T> puts in nothing else.
    public T get(int index) {
        return (T) rows[Objects.checkIndex(index, size)];
    }

    /** Of the frame that a row came from. */
    public long sequence(int index) {
        return sequences[Objects.checkIndex(index, size)];
    }

    /** Those that came from this frame or from one before. */
    public Part<T> until(long sequence) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sequences[middle] <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == size ? this : new Part<>(rows, sequences, low);
    }

    @Override
    public int size() {
        return size;
    }
}
