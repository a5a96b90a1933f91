package smc.execution.instrument;

/** Which way a position earns; {@code d} in docs/rules.md, section 15. */
public enum Direction {
    LONG(1),
    SHORT(-1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /** +1 or -1. */
    public int sign() {
        return sign;
    }

    public Direction opposite() {
        return this == LONG ? SHORT : LONG;
    }

    /** Whether {@code a} lies strictly further in this direction than {@code b}: higher for long, lower for short. */
    public boolean isBeyond(long a, long b) {
        return this == LONG ? a > b : a < b;
    }

    /** The one of two prices that lies further in this direction. */
    public long further(long a, long b) {
        return this == LONG ? Math.max(a, b) : Math.min(a, b);
    }
}
