package smc.execution.venue;

/**
 * What a venue says. Called on the venue's event loop, never from inside a request; one report is one input. Prices and money in 1e-8 USD, sizes
 * in whole contracts. Of one order, what is accepted comes before what is filled, and what is final comes last.
 */
public interface VenueReports {
    /** The request is handed to the connection: from here on it may be carried out. */
    void onOrderSent(int accountId, int instrumentId, long orderId);

    /** The venue has the order. Of a bracket stop: it has appeared. */
    void onOrderAccepted(int accountId, int instrumentId, long orderId);

    /** No answer in time: it may work or not, and the venue is being asked. */
    void onOrderUnanswered(int accountId, int instrumentId, long orderId);

    /** The order never came to be. */
    void onOrderRejected(int accountId, int instrumentId, long orderId, long code);

    /** What is not filled will never fill. */
    void onOrderCancelled(int accountId, int instrumentId, long orderId);

    /** @param contracts whole size, filled contracts included */
    void onOrderEdited(int accountId, int instrumentId, long orderId, long priceE8, long contracts);

    /** The order stands as before. */
    void onOrderEditRejected(int accountId, int instrumentId, long orderId);

    /**
     * @param filledContracts of the whole order so far
     * @param priceE8 of what is new
     * @param feeE8 of what is new, GST included
     */
    void onOrderFilled(int accountId, int instrumentId, long orderId, long filledContracts, long priceE8, long feeE8);

    /** @param moneyE8 positive costs */
    void onFunding(int accountId, int instrumentId, long moneyE8);

    /** The venue closed contracts for want of margin, or to cover somebody else's. */
    void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8);

    /**
     * Something that is no order of the engine's has moved a position.
     *
     * @param contracts held from here on: positive long, negative short, 0 flat
     */
    void onPositionMoved(int accountId, int instrumentId, long contracts);

    /** Something that a person must know. */
    void onAlarm(int accountId, String what);

    /** The client cannot go on. */
    void onFault(Throwable cause);
}
