package smc.ops.journal.bundle;

/** A bundle cannot be made, or is none that replays here. The message says what was expected, what came, and in which entry. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
