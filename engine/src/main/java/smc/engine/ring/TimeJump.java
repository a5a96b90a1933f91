package smc.engine.ring;

/**
 * Notices that the machine slept, or that its clock was set: wall time and a clock that never jumps have moved apart. Asked at every clock
 * input, by the producer.
 */
public final class TimeJump {
    private final long toleranceNanos;
    private long lastWallNanos;
    private long lastMonotonicNanos;
    private boolean hasLast;

    /** @param toleranceNanos what the two may differ by between two calls, so that a clock that is slewed does not count */
    public TimeJump(long toleranceNanos) {
        this.toleranceNanos = toleranceNanos;
    }

    /**
     * By how much wall time went further than the other clock since the last call.
     *
     * @return 0 for nothing beyond the tolerance; positive after a sleep during which the other clock stood, negative if set back
     */
    public long onTick(long wallNanos, long monotonicNanos) {
        long jumpNanos = hasLast ? (wallNanos - lastWallNanos) - (monotonicNanos - lastMonotonicNanos) : 0;
        hasLast = true;
        lastWallNanos = wallNanos;
        lastMonotonicNanos = monotonicNanos;
        return Math.abs(jumpNanos) > toleranceNanos ? jumpNanos : 0;
    }
}
