package smc.engine.live.watch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import smc.execution.venue.Venue;

/** Asks the venue for what it has booked whenever it should have booked: every eight hours, at 00, 08 and 16 UTC (docs/delta-exchange.md, section 3.10). */
public final class FundingClock {
    private static final long PERIOD_NANOS = TimeUnit.HOURS.toNanos(8);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LiveListener listener;
    private long knownUntilNanos;
    private long notBeforeNanos = Long.MIN_VALUE;

    /** @param knownUntilNanos what was booked before is known, epoch nanoseconds */
    public FundingClock(long knownUntilNanos, LiveListener listener) {
        this.knownUntilNanos = knownUntilNanos;
        this.listener = listener;
    }

    /** Ends when what is due by now, if anything, has been reported, or could not be read. */
    public CompletableFuture<Void> onTime(long nowNanos, Venue venue) {
        long nextNanos = Math.floorDiv(knownUntilNanos, PERIOD_NANOS) * PERIOD_NANOS + PERIOD_NANOS;
        if (nowNanos < Math.max(nextNanos, notBeforeNanos)) {
            return CompletableFuture.completedFuture(null);
        }
        long since = knownUntilNanos;
        knownUntilNanos = nowNanos;
        return venue.fundingSince(since).exceptionally(e -> {
            listener.alarm("funding could not be read, it is asked for again: " + e.getMessage());
            knownUntilNanos = since;
            notBeforeNanos = nowNanos + PAUSE_NANOS;
            return null;
        });
    }
}
