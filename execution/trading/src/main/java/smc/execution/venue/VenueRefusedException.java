package smc.execution.venue;

/** A venue that answers, and will not have us: another try would not mend it. The message says what was expected and what came. */
public final class VenueRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VenueRefusedException(String message) {
        super(message);
    }
}
