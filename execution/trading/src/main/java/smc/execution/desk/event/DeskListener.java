package smc.execution.desk.event;

import smc.execution.order.OrderRequest;

/**
 * What the trading rules conclude and want. Called on the engine thread while an input is worked on; never answered in place: each answer
 * comes back later as an input. Prices and money in 1e-8 USD, sizes in whole contracts, times in epoch nanoseconds.
 */
public interface DeskListener {
    /** Something is wanted of the venue. */
    void wanted(OrderRequest request);

    /** Something was concluded. */
    void concluded(DeskEvent event);

    /**
     * The venue holds another position than the engine's book says: somebody has to look. Contracts positive long, negative short.
     *
     * @param venueContracts as far as what was reported says it: the same as {@code ownContracts} if it was of an order that nobody knows
     */
    void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts);
}
