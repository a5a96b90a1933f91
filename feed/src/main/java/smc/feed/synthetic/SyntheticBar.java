package smc.feed.synthetic;

import java.util.concurrent.TimeUnit;

/**
 * A minute of one symbol. Its trades, where they are asked for, agree with it exactly.
 *
 * @param openTimeNanos epoch nanoseconds, a whole minute
 * @param openE8 price of the first trade, in 1e-8 USD
 * @param contracts traded in all; 0 only in a drought
 * @param trades how many there are; 0 only in a drought
 * @param spreadE8 distance of best bid and ask, whole ticks
 */
public record SyntheticBar(
        long openTimeNanos,
        long openE8,
        long highE8,
        long lowE8,
        long closeE8,
        long contracts,
        int trades,
        long spreadE8) {
    /** Length of a bar. */
    public static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(1);
}
