package smc.ops.cli;

import java.io.IOException;

/** Something was not tried, since it might do harm: exit code 3. The message says what was expected, what came, and what to do. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
