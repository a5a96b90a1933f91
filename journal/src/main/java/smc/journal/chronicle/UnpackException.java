package smc.journal.chronicle;

import java.io.IOException;

/** An archive does not give back what was packed. */
final class UnpackException extends IOException {
    private static final long serialVersionUID = 1L;

    UnpackException(String message) {
        super(message);
    }
}
