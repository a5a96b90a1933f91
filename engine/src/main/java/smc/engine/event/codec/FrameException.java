package smc.engine.event.codec;

/** A frame's content is not what the schema says, or has no room left. The message says what was expected, what came, and at which byte. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FrameException(String message) {
        super(message);
    }
}
