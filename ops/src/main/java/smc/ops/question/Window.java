package smc.ops.question;

/** Times that are asked about, epoch nanoseconds: the first, and the first that is not. */
public record Window(long fromNanos, long toNanos) {
    /** All there is. */
    public static final Window ALL = new Window(0, Long.MAX_VALUE);

    boolean has(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
