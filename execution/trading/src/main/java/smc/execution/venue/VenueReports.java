package smc.execution.venue;

import smc.execution.order.OrderReport;

/**
 * What a venue says. Called on the venue's event loop, never from inside a request; one report is one input. Prices and money in 1e-8 USD, sizes
 * in whole contracts.
 */
public interface VenueReports {
    /** Something became of an order. */
    void onOrderReport(int accountId, int instrumentId, OrderReport report);

    /** @param moneyE8 positive costs */
    void onFunding(int accountId, int instrumentId, long moneyE8);

    /** The venue closed contracts for want of margin, or to cover somebody else's. */
    void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8);

    /**
     * A fill of an order that is not the engine's has moved a position.
     *
     * @param heldContracts from here on: positive long, negative short, 0 flat
     * @param contracts of the fill
     * @param priceE8 of the fill
     * @param feeE8 of the fill, taxes included
     */
    void onPositionMoved(int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8);

    /** Something that a person must know. */
    void onAlarm(int accountId, String what);

    /** The client cannot go on. */
    void onFault(Throwable cause);
}
