package smc.ops.api.server;

import java.util.Locale;

/** Why a request was not answered. Each is counted under its name. */
enum Refusal {
    /** No request at all, or a path that leads elsewhere. */
    MALFORMED(400),
    /** A parameter that is none, or another value than it may have. */
    PARAMETER(400),
    /** Without a token, or with one that is nobody's. */
    TOKEN(401),
    /** By a token that only reads. */
    READ_ONLY(403),
    /** A page of somebody else's has asked. */
    ORIGIN(403),
    /** GET where only POST is answered, or the other way round. */
    METHOD(405),
    /** A body above its limit. */
    BODY(413),
    /** A body of another kind. */
    CONTENT_TYPE(415),
    /** A host that is not allowed, or a proxy that nobody has told of. */
    HOST(421),
    /** More than may be asked. */
    RATE(429),
    /** Headers above their limit. */
    HEADER(431),
    /** More readers of events than there may be. */
    EVENT_CLIENTS(503),
    /** It took too long to send its request, or to read the answer. */
    SLOW(0);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** Of HTTP; 0 if the connection is closed without a word. */
    int status() {
        return status;
    }

    /** As documents and metrics have it: {@code read-only}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
