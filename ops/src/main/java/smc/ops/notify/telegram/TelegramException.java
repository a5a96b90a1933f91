package smc.ops.notify.telegram;

/** The bot's API was not reached, did not answer in time, or answered something else. Its message has no token and no address. */
public final class TelegramException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whether it is not to be tried again before somebody has mended it. */
    private final boolean isRefusal;

    TelegramException(String message, boolean isRefusal) {
        super(message);
        this.isRefusal = isRefusal;
    }

    public boolean isRefusal() {
        return isRefusal;
    }
}
