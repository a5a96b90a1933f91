package smc.execution.venue.delta.ledger;

import java.util.OptionalLong;

/**
 * A fill as the channel or an answer shows it. Prices and money in 1e-8 USD.
 *
 * @param fillId without dashes: the two hosts write it differently
 * @param venueOrderId 0 if it is no order's
 * @param reason {@code normal}, {@code liquidation}, {@code adl}, {@code settlement}, {@code otc}
 * @param positionContracts signed position after it, where it is said
 * @param feeE8 GST included; only answers say it
 * @param sequence of the channel, by symbol; 0 in answers
 */
public record FillFacts(
        String fillId,
        long venueOrderId,
        String clientOrderId,
        int instrumentId,
        boolean isBuy,
        long contracts,
        long priceE8,
        boolean isMaker,
        String reason,
        OptionalLong positionContracts,
        OptionalLong feeE8,
        long venueNanos,
        long sequence) {
    long signedContracts() {
        return isBuy ? contracts : -contracts;
    }

    public boolean isNormal() {
        return reason.equals("normal");
    }

    boolean isLiquidation() {
        return reason.equals("liquidation") || reason.equals("adl");
    }
}
