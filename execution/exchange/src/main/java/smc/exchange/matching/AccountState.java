package smc.exchange.matching;

import java.util.List;

/**
 * An account as it stands, for reports and checks.
 *
 * @param walletE8 deposit, plus the gains of closed trades, less all fees and funding; may be below 0 over rows, where nothing is liquidated
 * @param freeE8 wallet less all reserved margin
 * @param holdings one for each instrument of the venue, in the order in which they were given
 */
public record AccountState(int accountId, long walletE8, long freeE8, List<Holding> holdings) {
    /**
     * What the account has in one instrument.
     *
     * @param contracts above 0 long, below 0 short
     * @param averageEntryE8 of the open contracts, rounded against the holder; 0 if there are none
     * @param leverage of the order that opened the position; 0 if there is none
     * @param marginE8 reserved for the position and for working orders that would increase it
     * @param addedMarginE8 what of it was added to the position by hand, beyond its initial margin
     */
    public record Holding(
            int instrumentId, long contracts, long averageEntryE8, int leverage, long marginE8, long addedMarginE8) {}

    /**
     * An order that works.
     *
     * @param priceE8 limit or trigger; of a market order what it counted on
     * @param remainingContracts not filled yet
     */
    public record WorkingOrder(
            int instrumentId,
            long orderId,
            boolean isMarket,
            boolean isStop,
            boolean isBuy,
            boolean isReduceOnly,
            long priceE8,
            long remainingContracts) {}

    /** @throws IllegalArgumentException if the venue does not have the instrument */
    public Holding holding(int instrumentId) {
        for (Holding holding : holdings) {
            if (holding.instrumentId == instrumentId) {
                return holding;
            }
        }
        throw new IllegalArgumentException("expected an instrument of this venue, was " + instrumentId);
    }
}
