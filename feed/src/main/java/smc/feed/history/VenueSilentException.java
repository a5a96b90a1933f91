package smc.feed.history;

/** The venue did not answer, or said that it cannot now: another try may find it well. */
public final class VenueSilentException extends HistoryException {
    private static final long serialVersionUID = 1L;

    VenueSilentException(String message) {
        super(message);
    }
}
