package smc.ops.exchange;

import java.io.IOException;

/** A file of keys that others may read was not used. The message says what was expected, what came, and what to type. */
public final class KeyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }
}
