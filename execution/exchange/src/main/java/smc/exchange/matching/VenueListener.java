package smc.exchange.matching;

/**
 * What the venue reports. Times are epoch nanoseconds and never decrease from call to call; prices and money are in 1e-8 USD.
 *
 * <p>A report is never answered in place: a command given from inside the listener throws. The receiver notes it, and acts at the next
 * reaction point (see {@link SimulatedVenue}).
 */
public interface VenueListener {
    /** The order rests, waits for its trigger, or waits for the next open or trade. Also the first report of a bracket stop. */
    void accepted(long timeNanos, long orderId);

    /** The order never came to be. */
    void rejected(long timeNanos, long orderId, RejectReason reason);

    /**
     * Part or all of the order was filled.
     *
     * @param filledContracts all contracts of the order filled so far, this fill included
     * @param priceE8 price of this fill
     * @param feeE8 commission of this fill, GST included
     * @param isMaker whether it paid the maker rate
     */
    void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker);

    /** The order ended before it was filled whole: by its owner's cancel, or because it was reduce-only and its position is gone. */
    void cancelled(long timeNanos, long orderId, long filledContracts);

    /**
     * The order stands with these values from now on: after its owner's edit, or because a bracket stop grew with its entry.
     *
     * @param contracts whole size, filled contracts included
     */
    void edited(long timeNanos, long orderId, long priceE8, long contracts);

    /** The edit changed nothing; if the order is open, it stands as before. */
    void editRejected(long timeNanos, long orderId, RejectReason reason);

    /** The cancel found no such open order; nothing changed. */
    void cancelRejected(long timeNanos, long orderId);

    /** The account paid for holding a position through a funding instant; the amount is at least 0. */
    void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8);

    /**
     * The venue closed the account's whole position because its margin was used up. Happens over trades only.
     *
     * @param contracts size of the position, without sign
     */
    void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8);
}
