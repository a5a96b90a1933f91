package smc.strategy.block;

import java.util.function.IntConsumer;

/**
 * Blocks of one side and state, in the order in which a moving body reaches the edge that changes them: the first to change is last in the
 * array. Looking and popping cost one read; a push, which happens once or twice in a block's life, shifts what lies above it.
 */
final class EdgeQueue {
    private final long[] keys;
    private final int[] slots;
    private int size;

    EdgeQueue(int capacity) {
        keys = new long[capacity];
        slots = new int[capacity];
    }

    /** The greatest key; {@link Long#MIN_VALUE} if empty. */
    long firstKey() {
        return size == 0 ? Long.MIN_VALUE : keys[size - 1];
    }

    /** Removes the slot with the greatest key; the queue must not be empty. */
    int pop() {
        return slots[--size];
    }

    void push(long key, int slot) {
        int at = size;
        while (at > 0 && keys[at - 1] > key) {
            keys[at] = keys[at - 1];
            slots[at] = slots[at - 1];
            at--;
        }
        keys[at] = key;
        slots[at] = slot;
        size++;
    }

    void forEachSlot(IntConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(slots[i]);
        }
    }
}
