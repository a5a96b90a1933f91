package smc.strategy.candle;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * A closed candle. Immutable; for files, history and reports. The hot path passes the same numbers as primitives.
 *
 * @param openTimeNanos open time, epoch nanoseconds UTC
 * @param openE8 first price, in 1e-8 USD; positive
 * @param highE8 highest price; at least open and close
 * @param lowE8 lowest price; positive, at most open and close
 * @param closeE8 last price
 * @param contracts traded quantity in whole contracts; informative, no rule reads it. A source that counts in base coin is rounded up
 *     to whole coins, so that a candle that traded never reads zero
 */
public record Candle(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {

    /** Copies it out. */
    public void copyTo(StateCopy out, String name) {
        out.begin(name)
                .put("openTimeNanos", openTimeNanos)
                .put("openE8", openE8)
                .put("highE8", highE8)
                .put("lowE8", lowE8)
                .put("closeE8", closeE8)
                .put("contracts", contracts)
                .end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public static Candle of(StateTree in) {
        return new Candle(
                in.number("openTimeNanos"),
                in.number("openE8"),
                in.number("highE8"),
                in.number("lowE8"),
                in.number("closeE8"),
                in.number("contracts"));
    }
}
