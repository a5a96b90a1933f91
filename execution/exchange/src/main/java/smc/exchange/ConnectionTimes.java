package smc.exchange;

/**
 * When a connection is closed for want of anything. Real time.
 *
 * @param idleMillis a socket on which nothing went either way, or a REST connection without a request
 * @param requestMillis from the first byte of a request to its last, and from the first of an answer to its last
 */
public record ConnectionTimes(long idleMillis, long requestMillis) {
    /** Delta kicks an idle socket after 60 s (docs/delta-exchange.md section 4.1); the time for a request is ours. */
    public static final ConnectionTimes DEFAULTS = new ConnectionTimes(60_000, 10_000);

    /** @throws IllegalArgumentException if a time is not above 0 */
    public ConnectionTimes {
        if (idleMillis < 1 || requestMillis < 1) {
            throw new IllegalArgumentException("expected times above 0, was " + idleMillis + " and " + requestMillis);
        }
    }
}
