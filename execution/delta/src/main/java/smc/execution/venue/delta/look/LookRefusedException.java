package smc.execution.venue.delta.look;

import java.io.IOException;

/** The venue answered, and would not say it. */
public final class LookRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public LookRefusedException(String path, int status, String code) {
        super(path + ": HTTP " + status + " " + code);
        this.status = status;
        this.code = code;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** As the venue names the reason (docs/delta-exchange.md, section 2.3); empty if it names none. */
    public String code() {
        return code;
    }
}
