package smc.ops.journal.cause;

import smc.ops.journal.Moment;

/** Of that time the journal knows nothing: it begins later, or ends before. */
public final class OutsideException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Both in epoch nanoseconds. */
    OutsideException(long firstNanos, long lastNanos) {
        super("expected a time from %s, the first frame, to %s, the last"
                .formatted(Moment.utc(firstNanos), Moment.utc(lastNanos)));
    }
}
