package smc.journal;

/** A start is refused for safety: nothing was changed. The message says what was expected, what came, and where. */
public final class RefusedStartException extends JournalException {
    private static final long serialVersionUID = 1L;

    public RefusedStartException(String message) {
        super(message);
    }
}
