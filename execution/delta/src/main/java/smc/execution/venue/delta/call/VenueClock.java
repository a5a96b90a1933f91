package smc.execution.venue.delta.call;

import java.util.function.LongSupplier;

/** The venue's clock: this machine's, and how far it is off. */
public final class VenueClock {
    private final LongSupplier wallMillis;
    private long offsetMillis;

    public VenueClock(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    long millis() {
        return wallMillis.getAsLong() + offsetMillis;
    }

    long seconds() {
        return millis() / 1_000;
    }

    /**
     * Takes a time that the venue said, whole seconds as {@code Date} has them. What they cannot tell apart from our own is left: a correction by a
     * rounding would only add to the error.
     */
    void correct(long venueSeconds) {
        long difference = venueSeconds - seconds();
        if (Math.abs(difference) > 1) {
            offsetMillis += difference * 1_000;
        }
    }
}
