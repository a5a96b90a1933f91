package smc.feed.session;

import java.util.Arrays;

/**
 * When each symbol was last heard of, and which have fallen silent. By the clock of the connection; in lock-step by the market's, which stands while
 * the engine makes the market wait. One owner; hearing of a symbol allocates nothing.
 */
final class Silence {
    private static final long UNKNOWN = MarketSession.NOTHING_KNOWN;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final boolean isStepped;
    private final long limitMillis;
    private final boolean[] hasSpoken;
    private final boolean[] isTold;
    /** By {@link #clockMillis}. */
    private final long[] heardMillis;

    /** In lock-step the market's time, as of the newest frame of this connection; {@link #UNKNOWN} before the first. */
    private long marketMillis = UNKNOWN;

    /** The same as of the newest step: all that was told of an instant has come before it, so nobody is called silent halfway through one. */
    private long steppedMillis = UNKNOWN;

    /** @param limitMillis a symbol that says nothing for longer is silent */
    Silence(int symbols, long limitMillis, boolean isStepped) {
        this.limitMillis = limitMillis;
        this.isStepped = isStepped;
        hasSpoken = new boolean[symbols];
        isTold = new boolean[symbols];
        heardMillis = new long[symbols];
    }

    /** A new connection, on which nobody has spoken yet. */
    void onConnecting() {
        Arrays.fill(hasSpoken, false);
        Arrays.fill(isTold, false);
    }

    /** All that was asked for is coming from here on. */
    void onLive(long nowMillis) {
        marketMillis = UNKNOWN;
        steppedMillis = UNKNOWN;
        onReadingPaused(nowMillis);
    }

    /** Silence up to here means nothing. */
    void onReadingPaused(long nowMillis) {
        Arrays.fill(heardMillis, clockMillis(nowMillis));
    }

    /** Something of the symbol came. */
    void heard(int symbolIndex, long nowMillis) {
        hasSpoken[symbolIndex] = true;
        heardMillis[symbolIndex] = clockMillis(nowMillis);
    }

    /** A frame tells the market's time. */
    void marketIsAt(long venueNanos) {
        if (!isStepped) {
            return;
        }
        boolean isFirst = marketMillis == UNKNOWN;
        marketMillis = Math.max(marketMillis, venueNanos / NANOS_PER_MILLI);
        if (isFirst) { // the market may have gone on without the connection
            Arrays.fill(heardMillis, marketMillis);
        }
    }

    /** A step tells the market's time, and that all of it was told. */
    void onStep(long marketNanos) {
        marketIsAt(marketNanos);
        steppedMillis = marketMillis;
    }

    /** The first symbol that has fallen silent and was not given yet on this connection; -1 if there is none. */
    int next(long nowMillis) {
        if (isStepped && steppedMillis == UNKNOWN) {
            return -1;
        }
        long untilMillis = isStepped ? steppedMillis : nowMillis;
        for (int i = 0; i < heardMillis.length; i++) {
            if (untilMillis - heardMillis[i] > limitMillis && !isTold[i]) {
                isTold[i] = true;
                return i;
            }
        }
        return -1;
    }

    /** Whether it was heard of on this connection. */
    boolean hasSpoken(int symbolIndex) {
        return hasSpoken[symbolIndex];
    }

    private long clockMillis(long nowMillis) {
        return isStepped ? marketMillis : nowMillis;
    }
}
