package smc.feed.session;

/**
 * How patient a session is; all in milliseconds of real time, positive.
 *
 * @param connectMillis for a connection, and again for the acknowledgement of every symbol
 * @param idleMillis without any frame: the venue beats every 5 s, documented is every 30 s (docs/delta-exchange.md, section 4.1)
 * @param silenceMillis without a frame of one symbol, whose mark comes every 2 s (section 4.3)
 * @param backoffMinMillis pause before the second attempt; doubled from attempt to attempt
 * @param backoffMaxMillis the longest pause
 * @param quotaMillis pause when the venue says that there were too many connections (section 4.1: 5 to 10 minutes)
 * @param stableMillis a connection that lived so long starts again from the shortest pause
 * @param alarmMillis an outage this long is told
 */
public record SessionSettings(
        long connectMillis,
        long idleMillis,
        long silenceMillis,
        long backoffMinMillis,
        long backoffMaxMillis,
        long quotaMillis,
        long stableMillis,
        long alarmMillis) {

    /** With these it stays far below the 150 connections in 5 minutes that the venue allows. */
    public static final SessionSettings DELTA =
            new SessionSettings(10_000, 35_000, 10_000, 1_000, 60_000, 300_000, 60_000, 60_000);
}
