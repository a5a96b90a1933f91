package smc.ops.journal.life;

/** A time from one moment to another, epoch nanoseconds; the latter is not before the former. */
public record Span(long fromNanos, long toNanos) {
    /** How long it is. */
    public long nanos() {
        return toNanos - fromNanos;
    }

    /** How much of it lies between two moments. */
    public long nanosWithin(long fromNanos, long toNanos) {
        return Math.max(0, Math.min(this.toNanos, toNanos) - Math.max(this.fromNanos, fromNanos));
    }
}
