package smc.ops.run;

/** Hears of the steps of a start. */
@FunctionalInterface
public interface StartListener {
    /**
     * The journal is being replayed; what this throws ends the start.
     *
     * @param untilNanos the time it has come to, epoch nanoseconds
     */
    default void replayed(long untilNanos) {}

    /**
     * A step is done.
     *
     * @param what it has come to
     */
    void done(String what, long tookNanos);
}
