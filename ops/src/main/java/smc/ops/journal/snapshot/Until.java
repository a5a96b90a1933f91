package smc.ops.journal.snapshot;

/** Up to where frames count. */
@FunctionalInterface
public interface Until {
    /** Whether a frame counts. */
    boolean isAfter(long sequence, long atNanos);
}
