package smc.ops.run;

/** Hears of the steps of a start. */
@FunctionalInterface
public interface StartListener {
    /**
     * A step is done.
     *
     * @param what it has come to
     */
    void done(String what, long tookNanos);
}
