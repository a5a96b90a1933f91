package smc.ops.api.model;

import java.util.Arrays;

/**
 * Rows that are only ever appended, by one thread. What was handed out is read from any thread: it has the arrays as they were, and nothing before its
 * end is written again. Whoever hands out must do so by a volatile or a final field.
 */
final class Rows<T> {
    private Object[] rows;
    private long[] sequences;
    private int size;

    /** @param capacity at first */
    Rows(int capacity) {
        rows = new Object[capacity];
        sequences = new long[capacity];
    }

    /** @param sequence of the frame that it came from; at least that of the row before */
    void append(long sequence, T row) {
        if (size == rows.length) {
            int capacity = Math.max(2, size + (size >> 1));
            rows = Arrays.copyOf(rows, capacity);
            sequences = Arrays.copyOf(sequences, capacity);
        }
        rows[size] = row;
        sequences[size] = sequence;
        size++;
    }

    /** All so far. */
    Part<T> part() {
        return new Part<>(rows, sequences, size);
    }
}
