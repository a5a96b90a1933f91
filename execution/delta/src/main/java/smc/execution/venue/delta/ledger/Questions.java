package smc.execution.venue.delta.ledger;

/** What the ledger wants to know of the venue, or to have done there. Each answer comes back later, by a call of its own. */
public interface Questions {
    /** Answered by {@code onFills}. */
    void askFills();

    /** Answered by {@code onOpenOrders}. */
    void askOpenOrders();

    /** Answered by {@code onOrder}, or {@code onOrderGone}. */
    void askOrder(TrackedOrder order);

    /** As {@link #askOrder}, by the venue's number; answered by {@code onOrder}, or {@code onVenueOrderGone}. */
    void askVenueOrder(long venueId);

    /** An order whose cancel had met nothing is there after all. */
    void cancelAgain(TrackedOrder order);

    /** An entry that nobody here knows works at the venue. */
    void cancelStray(long venueId, int instrumentId);

    /** The leg's trigger is not the one its stop was reported to have. */
    void editAgain(TrackedOrder stop);
}
