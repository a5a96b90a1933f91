package smc.strategy.structure;

import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * A candle the structure remembers, or none. Mutable and owned by {@link MarketStructure}, so that remembering costs no allocation.
 */
public final class CandleMark {
    private boolean present;
    private long index;
    private long openTimeNanos;
    private long highE8;
    private long lowE8;
    private long atrE8;

    /** An immutable copy, for snapshots. */
    public record Copy(long index, long openTimeNanos, long highE8, long lowE8, long atrE8) {
        private void copyTo(StateCopy out, String name) {
            out.begin(name)
                    .put("index", index)
                    .put("openTimeNanos", openTimeNanos)
                    .put("highE8", highE8)
                    .put("lowE8", lowE8)
                    .put("atrE8", atrE8)
                    .end();
        }

        private static Copy of(StateTree in) {
            return new Copy(
                    in.number("index"),
                    in.number("openTimeNanos"),
                    in.number("highE8"),
                    in.number("lowE8"),
                    in.number("atrE8"));
        }
    }

    /** @param copy null is left out */
    static void copyTo(StateCopy out, String name, Copy copy) {
        if (copy != null) {
            copy.copyTo(out, name);
        }
    }

    /** Null if it was left out. */
    static Copy copyOf(StateTree in, String name) {
        return in.optional(name).map(Copy::of).orElse(null);
    }

    CandleMark() {}

    void set(long index, long openTimeNanos, long highE8, long lowE8, long atrE8) {
        this.present = true;
        this.index = index;
        this.openTimeNanos = openTimeNanos;
        this.highE8 = highE8;
        this.lowE8 = lowE8;
        this.atrE8 = atrE8;
    }

    void set(CandleMark other) {
        set(other.index, other.openTimeNanos, other.highE8, other.lowE8, other.atrE8);
    }

    /** @param copy null for none */
    void set(Copy copy) {
        if (copy == null) {
            clear();
        } else {
            set(copy.index, copy.openTimeNanos, copy.highE8, copy.lowE8, copy.atrE8);
        }
    }

    void clear() {
        present = false;
    }

    boolean isPresent() {
        return present;
    }

    /** Row number, counted from the detector's first candle. */
    public long index() {
        return index;
    }

    /** Open time, epoch nanoseconds. */
    public long openTimeNanos() {
        return openTimeNanos;
    }

    public long highE8() {
        return highE8;
    }

    public long lowE8() {
        return lowE8;
    }

    /** Average true range at this candle, not at the one that asks. */
    public long atrE8() {
        return atrE8;
    }

    void hashTo(StateHash hash) {
        hash.add(present);
        if (present) {
            hash.add(index).add(openTimeNanos).add(highE8).add(lowE8).add(atrE8);
        }
    }

    /** Null for none. */
    Copy copy() {
        return present ? new Copy(index, openTimeNanos, highE8, lowE8, atrE8) : null;
    }
}
