package smc.ops.journal.bundle;

/** The moment asked for is not in the journal. */
public final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutsideException(String message) {
        super(message);
    }
}
