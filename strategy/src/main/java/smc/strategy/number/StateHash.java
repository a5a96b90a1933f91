package smc.strategy.number;

/**
 * Folds numbers into one, so that two states can be compared by it. Not for hash tables, and no secret: equal states have equal hashes, and
 * different ones differ but for an accident in 2^64. One owning thread; allocates nothing.
 */
public final class StateHash {
    /** Odd and without pattern: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private long value;

    /** Adds the next number; the order counts. */
    public StateHash add(long number) {
        value = mix(value ^ number);
        return this;
    }

    /** Adds 1 or 0. */
    public StateHash add(boolean isTrue) {
        return add(isTrue ? 1 : 0);
    }

    /** Adds a constant by its name, which outlives its place. */
    public StateHash add(Enum<?> constant) {
        return add(constant.name().hashCode());
    }

    /** Forgets what was added; returns what it had come to. */
    public long take() {
        long taken = value;
        value = 0;
        return taken;
    }

    /** One number's own hash, for sums over things whose order does not count. */
    public static long mix(long number) {
        long mixed = (number ^ (number >>> 32)) * MULTIPLIER + 1;
        return mixed ^ (mixed >>> 29);
    }
}
