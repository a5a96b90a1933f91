package smc.ops.journal.export;

/** The journal has nothing of the part that was asked for. */
public final class OutsideJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutsideJournalException(String message) {
        super(message);
    }
}
