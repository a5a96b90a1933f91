package smc.strategy.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import smc.strategy.number.StateHash;
import smc.strategy.structure.Side;

/**
 * The blocks alive, and their changes of state (docs/rules.md, sections 7 and 11). Four queues, so that a candle looks at four edges
 * however many blocks live. Allocates at construction and in {@link #copy} only.
 */
final class LiveBlocks {
    private final DetectorListener listener;

    // One slot a block; free slots are stacked in freeSlots.
    private final long[] originNanos;
    private final long[] bornNanos;
    private final long[] topE8;
    private final long[] bottomE8;
    private final long[] number;
    private final boolean[] isBreaker;
    private final int[] freeSlots;
    private int free;

    // A bottom is reached by a falling body: the greatest first. A top by a rising one: the smallest first, hence keyed
    // by its negative.
    private final EdgeQueue bullFreshBottoms;
    private final EdgeQueue bullBreakerTops;
    private final EdgeQueue bearFreshTops;
    private final EdgeQueue bearBreakerBottoms;

    /** A body inside of these changes nothing: all most candles look at. Measured 2026-11: twice as fast over 2,000 symbols. */
    private long quietFromE8 = Long.MIN_VALUE;

    private long quietToE8 = Long.MAX_VALUE;

    private final int[] changed;

    LiveBlocks(int capacity, DetectorListener listener) {
        this.listener = listener;
        originNanos = new long[capacity];
        bornNanos = new long[capacity];
        topE8 = new long[capacity];
        bottomE8 = new long[capacity];
        number = new long[capacity];
        isBreaker = new boolean[capacity];
        freeSlots = new int[capacity];
        while (free < capacity) {
            freeSlots[free] = capacity - 1 - free;
            free++;
        }
        bullFreshBottoms = new EdgeQueue(capacity);
        bullBreakerTops = new EdgeQueue(capacity);
        bearFreshTops = new EdgeQueue(capacity);
        bearBreakerBottoms = new EdgeQueue(capacity);
        changed = new int[capacity];
    }

    int size() {
        return freeSlots.length - free;
    }

    /** @throws IllegalStateException if there is no room: a fault, never a reason to drop a block */
    void add(Side side, long originNanos, long bornNanos, long topE8, long bottomE8, long number, BlockState state) {
        if (free == 0) {
            throw new IllegalStateException(
                    "expected at most " + freeSlots.length + " live blocks, block number " + number + " is one more");
        }
        int slot = freeSlots[--free];
        this.originNanos[slot] = originNanos;
        this.bornNanos[slot] = bornNanos;
        this.topE8[slot] = topE8;
        this.bottomE8[slot] = bottomE8;
        this.number[slot] = number;
        this.isBreaker[slot] = state == BlockState.BREAKER;
        if (state == BlockState.BREAKER) {
            pushBreaker(side, slot);
        } else {
            pushFresh(side, slot);
        }
        findQuietRange();
    }

    /** Changes what this body changes: all bull blocks from the newest to the oldest, then all bear blocks likewise. */
    void onBody(long openE8, long closeE8) {
        long lowerE8 = Math.min(openE8, closeE8);
        long upperE8 = Math.max(openE8, closeE8);
        if (lowerE8 >= quietFromE8 && upperE8 <= quietToE8) {
            return;
        }
        change(Side.BULL, bullFreshBottoms, lowerE8, bullBreakerTops, -upperE8);
        change(Side.BEAR, bearFreshTops, -upperE8, bearBreakerBottoms, lowerE8);
        findQuietRange();
    }

    /** The blocks alive, in order of number. */
    List<OrderBlock> copy() {
        var blocks = new ArrayList<OrderBlock>(size());
        copy(Side.BULL, bullFreshBottoms, bullBreakerTops, blocks);
        copy(Side.BEAR, bearFreshTops, bearBreakerBottoms, blocks);
        blocks.sort(Comparator.comparingLong(OrderBlock::number));
        return List.copyOf(blocks);
    }

    /** Equal for equal blocks, in whatever order the queues hold them. Allocates a little. */
    long hash() {
        var sum = new long[1];
        for (EdgeQueue queue : List.of(bullFreshBottoms, bullBreakerTops, bearFreshTops, bearBreakerBottoms)) {
            queue.forEachSlot(slot -> sum[0] += StateHash.mix(StateHash.mix(number[slot])
                    ^ StateHash.mix(topE8[slot] + StateHash.mix(bottomE8[slot] + (isBreaker[slot] ? 1 : 0)))));
        }
        return sum[0];
    }

    private void change(Side side, EdgeQueue fresh, long freshBeyond, EdgeQueue breakers, long breakerBeyond) {
        // Both queues are emptied as far as they go before a new breaker is pushed: a block changes at most once per
        // candle.
        int count = 0;
        while (fresh.firstKey() > freshBeyond) {
            changed[count++] = fresh.pop();
        }
        while (breakers.firstKey() > breakerBeyond) {
            changed[count++] = breakers.pop();
        }
        if (count == 0) {
            return;
        }
        sortNewestFirst(count);
        for (int i = 0; i < count; i++) {
            int slot = changed[i];
            if (isBreaker[slot]) {
                listener.blockDead(side, originNanos[slot], topE8[slot], bottomE8[slot], number[slot]);
                freeSlots[free++] = slot;
            } else {
                isBreaker[slot] = true;
                listener.blockBroken(side, originNanos[slot], topE8[slot], bottomE8[slot], number[slot]);
                pushBreaker(side, slot);
            }
        }
    }

    private void findQuietRange() {
        quietFromE8 = Math.max(bullFreshBottoms.firstKey(), bearBreakerBottoms.firstKey());
        long nearestTopKey = Math.max(bullBreakerTops.firstKey(), bearFreshTops.firstKey());
        quietToE8 = nearestTopKey == Long.MIN_VALUE ? Long.MAX_VALUE : -nearestTopKey;
    }

    private void pushFresh(Side side, int slot) {
        switch (side) {
            case BULL -> bullFreshBottoms.push(bottomE8[slot], slot);
            case BEAR -> bearFreshTops.push(-topE8[slot], slot);
        }
    }

    private void pushBreaker(Side side, int slot) {
        switch (side) {
            case BULL -> bullBreakerTops.push(-topE8[slot], slot);
            case BEAR -> bearBreakerBottoms.push(bottomE8[slot], slot);
        }
    }

    private void sortNewestFirst(int count) {
        for (int i = 1; i < count; i++) {
            int slot = changed[i];
            int at = i;
            while (at > 0 && number[changed[at - 1]] < number[slot]) {
                changed[at] = changed[at - 1];
                at--;
            }
            changed[at] = slot;
        }
    }

    private void copy(Side side, EdgeQueue fresh, EdgeQueue breakers, List<OrderBlock> out) {
        fresh.forEachSlot(slot -> out.add(copy(side, slot)));
        breakers.forEachSlot(slot -> out.add(copy(side, slot)));
    }

    private OrderBlock copy(Side side, int slot) {
        return new OrderBlock(
                side,
                originNanos[slot],
                bornNanos[slot],
                topE8[slot],
                bottomE8[slot],
                number[slot],
                isBreaker[slot] ? BlockState.BREAKER : BlockState.FRESH);
    }
}
