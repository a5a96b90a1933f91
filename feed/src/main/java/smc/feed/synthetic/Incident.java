package smc.feed.synthetic;

import java.util.concurrent.TimeUnit;

/** Something that happens to all symbols of a market, because it was asked for. Times in epoch nanoseconds, to the minute. */
public sealed interface Incident {
    /** When it begins. */
    long fromNanos();

    /** When it is over; excluded. */
    long toNanos();

    /**
     * Price falls by {@code depthPct} within {@value #FALL_MINUTES} minutes and is back where it would have been {@value #BACK_MINUTES}
     * minutes later, among many times the usual trades.
     *
     * @param depthPct 1 to 90
     */
    record FlashCrash(long fromNanos, int depthPct) implements Incident {
        static final int FALL_MINUTES = 4;
        static final int BACK_MINUTES = 56;

        public FlashCrash {
            if (depthPct < 1 || depthPct > 90) {
                throw new IllegalArgumentException("flash crash: expected a depth of 1 to 90 %, was " + depthPct);
            }
            requireSpan("flash crash", fromNanos, fromNanos + TimeUnit.MINUTES.toNanos(FALL_MINUTES + BACK_MINUTES));
        }

        @Override
        public long toNanos() {
            return fromNanos + TimeUnit.MINUTES.toNanos(FALL_MINUTES + BACK_MINUTES);
        }
    }

    /** The venue is closed: no trades, no bars; price elsewhere moves on, so that it opens with a gap. */
    record Halt(long fromNanos, long toNanos) implements Incident {
        public Halt {
            requireSpan("halt", fromNanos, toNanos);
        }
    }

    /** The venue is open and nobody trades: bars of volume 0 at the last price. */
    record Drought(long fromNanos, long toNanos) implements Incident {
        public Drought {
            requireSpan("drought", fromNanos, toNanos);
        }
    }

    /** Whether it is going on. */
    default boolean isAt(long nanos) {
        return nanos >= fromNanos() && nanos < toNanos();
    }

    private static void requireSpan(String what, long fromNanos, long toNanos) {
        if (fromNanos % SyntheticBar.LENGTH_NANOS != 0
                || toNanos % SyntheticBar.LENGTH_NANOS != 0
                || toNanos <= fromNanos) {
            throw new IllegalArgumentException(
                    what + ": expected whole minutes, the end after the start, was " + fromNanos + " to " + toNanos);
        }
    }
}
