package smc.feed.decode;

/**
 * Takes what a frame says. Symbols are indexes into the decoder's {@link Symbols}; prices are positive, in 1e-8 USD; times are the venue's, in epoch
 * nanoseconds. Called on the thread that decodes, and must not throw.
 */
public interface FrameListener {
    /**
     * A trade.
     *
     * @param contracts positive
     * @param isReplayed whether it came in a snapshot of the latest trades, and may have been told before; a snapshot is told in order of time
     */
    void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed);

    /** The mark price, from its own channel or from a ticker. */
    void onMarkPrice(int symbolIndex, long venueNanos, long priceE8);

    /**
     * The best prices of the book.
     *
     * @param bidE8 to sell at; 0 if nobody buys
     * @param askE8 to buy at; 0 if nobody sells
     */
    default void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        // Whoever does not subscribe it need not know it.
    }

    /**
     * The candle that forms. The venue never says that one is closed.
     *
     * @param openTimeNanos as the frame has it, otherwise {@code venueNanos} rounded down: around a boundary that is a guess
     * @param contracts traded so far; may be 0
     */
    void onFormingCandle(
            int symbolIndex,
            long venueNanos,
            long intervalNanos,
            long openTimeNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts);

    /** The venue is there: a heartbeat, or the answer to a ping. */
    void onHeartbeat();

    /** A channel is subscribed for a symbol; the prefix of {@code MARK:SOLUSD} is left out. */
    void onSubscribed(String channel, int symbolIndex);

    /** A channel was refused. */
    void onSubscriptionRefused(String channel, String error);

    /** The venue could do nothing with what we sent. */
    void onVenueError(String message);

    /**
     * An exchange that plays a recording has nothing of a symbol between these times.
     *
     * @param toNanos not included; may lie ahead
     */
    void onHole(int symbolIndex, long fromNanos, long toNanos);

    /**
     * An exchange in lock-step waits until it is told to go on.
     *
     * @param place trades so far, at least 0
     * @param toldPrivately frames so far on the channels of accounts, at least 0
     */
    void onStep(long place, long marketNanos, long toldPrivately);
}
