package smc.feed.session;

/**
 * Takes the market as the stream tells it. Symbols by their index; prices positive, in 1e-8 USD; times the venue's, in epoch nanoseconds. Called on
 * the thread of the socket, and must not throw.
 */
public interface MarketListener {
    /** A trade, told once. */
    void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts);

    /** The mark price. */
    void onMarkPrice(int symbolIndex, long venueNanos, long priceE8);

    /** Whether {@link #onBest} is wanted: it comes up to ten times a second and symbol. Asked whenever a connection is made. */
    default boolean wantsBest() {
        return false;
    }

    /**
     * The best prices of the book, if they are wanted.
     *
     * @param bidE8 to sell at; 0 if nobody buys
     * @param askE8 to buy at; 0 if nobody sells
     */
    default void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        // Not wanted.
    }

    /**
     * Trades between these times may have been missed. Told before the first trade after the hole; of a hole in what an exchange in the box
     * plays, when it begins, with an end that lies ahead.
     *
     * @param fromNanos the last that is known, included: others of the same instant may have been missed
     * @param toNanos just after the first that is new: others of that instant may have been missed too
     */
    void onGap(int symbolIndex, long fromNanos, long toNanos);

    /** The latest trades, told again, reach back to the last one known: none is missing up to here. Those that are new follow. */
    void onResumed(int symbolIndex);

    /** Every symbol is subscribed. */
    void onConnected();

    /** From here on trades may be missed, until {@link #onGap} has said which. */
    void onDisconnected(String reason);

    /** The market has not been heard for long; told once an outage. */
    void onOutage(long outageMillis, String reason);

    /**
     * Nothing is heard of one symbol while the connection lives; told once a connection.
     *
     * @param hasSpoken whether it was heard before on this connection; if not, the venue probably does not know it
     */
    void onSilent(int symbolIndex, boolean hasSpoken);

    /** The venue refused something we asked for. */
    void onRefused(String what);

    /** Whether it can take more; while it cannot, the socket is not read. */
    boolean canTake();
}
