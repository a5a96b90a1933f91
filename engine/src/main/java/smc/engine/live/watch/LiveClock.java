package smc.engine.live.watch;

import java.util.concurrent.TimeUnit;

/**
 * Market time: that of the steps in lock-step, otherwise the wall's, corrected by what the venue's own stamps say. Event loop.
 *
 * <p>A stamp is never later than the venue's clock at its arrival, so the greatest lead of a stamp over the wall in the last minutes is the best
 * that is known of how far the venue's clock is ahead.
 */
public final class LiveClock {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final WallClock wall;
    private final boolean isStepped;

    private long steppedNanos;

    private long aheadNanos = Long.MIN_VALUE;
    private long windowAheadNanos = Long.MIN_VALUE;
    private long windowEndNanos;

    /** The time of day, epoch nanoseconds. */
    @FunctionalInterface
    public interface WallClock {
        long nanos();
    }

    public LiveClock(WallClock wall, boolean isStepped) {
        this.wall = wall;
        this.isStepped = isStepped;
    }

    /** What the venue said its time was, just now. */
    public void start(long marketNanos) {
        steppedNanos = marketNanos;
        aheadNanos = marketNanos - wall.nanos();
        windowEndNanos = wall.nanos() + WINDOW_NANOS;
    }

    /** A step of the lock-step; earlier than the one before never. */
    public void step(long marketNanos) {
        steppedNanos = Math.max(steppedNanos, marketNanos);
    }

    /** A frame with the venue's stamp came. */
    public void stamped(long venueNanos) {
        if (isStepped) {
            return;
        }
        long wallNanos = wall.nanos();
        windowAheadNanos = Math.max(windowAheadNanos, venueNanos - wallNanos);
        aheadNanos = Math.max(aheadNanos, windowAheadNanos);
        if (wallNanos >= windowEndNanos) {
            aheadNanos = windowAheadNanos;
            windowAheadNanos = Long.MIN_VALUE;
            windowEndNanos = wallNanos + WINDOW_NANOS;
        }
    }

    /** By how much the machine's clock is ahead of the venue's, as far as stamps say it. */
    public long wallAheadNanos() {
        return -aheadNanos;
    }

    public long nowNanos() {
        return isStepped ? steppedNanos : wall.nanos() + aheadNanos;
    }

    /** The machine's time, epoch nanoseconds, to the millisecond. */
    public static long wallNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
