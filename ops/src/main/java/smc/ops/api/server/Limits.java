package smc.ops.api.server;

import java.time.Duration;

/** What a client may ask for (docs/api.md has the table; every bound has a test over a raw socket). */
final class Limits {
    /** Of a request's body. */
    static final int BODY_BYTES = 16_384;

    /** Of a request's line and headers together. */
    static final int HEADER_BYTES = 8_192;

    /** Without a byte in either direction. */
    static final Duration IDLE = Duration.ofSeconds(10);

    /** From the first byte of a request to its last. */
    static final Duration REQUEST = Duration.ofSeconds(10);

    /** From a request to the last byte of its answer; events go on for as long as they are read. */
    static final Duration ANSWER = Duration.ofSeconds(60);

    /** Connections at once; the next ones wait to be accepted. */
    static final int CONNECTIONS = 256;

    /** Of one address, in the long run. */
    static final int REQUESTS_PER_SECOND = 500;

    /** Likewise, at once. */
    static final int REQUESTS_AT_ONCE = 1_000;

    /** Readers of events at once. */
    static final int EVENT_CLIENTS = 100;

    /** Events that wait for one reader. */
    static final int EVENTS_WAITING = 64;

    /** From one event to the next. */
    static final Duration EVENT_PACE = Duration.ofMillis(200);

    /** From one sign of life in a stream of events to the next. */
    static final Duration EVENT_SILENCE = Duration.ofSeconds(15);

    /** Of one parameter of a query. */
    static final int PARAMETER_CHARS = 200;

    private Limits() {}
}
