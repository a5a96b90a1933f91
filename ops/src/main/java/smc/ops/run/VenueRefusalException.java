package smc.ops.run;

import java.io.IOException;

/** A venue that answers and will not have us, or is none that we know: waiting would not mend it. */
public final class VenueRefusalException extends IOException {
    private static final long serialVersionUID = 1L;

    public VenueRefusalException(String message, Throwable cause) {
        super(message, cause);
    }
}
