package smc.execution.venue;

import java.util.List;
import smc.execution.order.OrderType;

/**
 * What one account has at its venue, as the venue itself says when it is asked; nothing of it but a leverage that was set is taken from what was heard
 * before. Its parts are read one after the other: what happens meanwhile may be in one and not in another. Prices and money in 1e-8 USD, sizes in whole contracts.
 *
 * @param walletE8 margin in use included, gains of open positions not
 * @param products one for each configured instrument, in their order
 * @param orders all that work in the configured instruments, whoever placed them, in no order
 */
public record VenuePicture(int accountId, long walletE8, List<Product> products, List<WorkingOrder> orders) {
    /** How the margin of positions is kept. */
    public enum MarginMode {
        /** Each position has its own. */
        ISOLATED,
        /** Positions share it. */
        SHARED,
        /** The venue does not say. */
        UNSAID
    }

    /**
     * The account in one instrument.
     *
     * @param contracts positive long, negative short
     * @param entryPriceE8 average; 0 when flat
     * @param leverage in force for the next order, rounded down; 0 if the venue does not say
     * @param setLeverage that was set here, or found, before; 0 if none was
     */
    public record Product(
            int instrumentId,
            long contracts,
            long entryPriceE8,
            int leverage,
            int setLeverage,
            MarginMode marginMode) {}

    /**
     * An order that works.
     *
     * @param venueId the venue's number; ours where the venue has none
     * @param orderId ours if it carries a name of this installation, or is the leg of a bracket that stands for a stop of ours; else 0
     * @param type of a stop of any kind {@code STOP_MARKET}
     * @param isLeg whether it came with a bracket
     * @param priceE8 the trigger of a stop, else the limit; 0 of a market order
     * @param contracts still to be filled
     */
    public record WorkingOrder(
            int instrumentId,
            long venueId,
            long orderId,
            OrderType type,
            boolean isBuy,
            boolean isReduceOnly,
            boolean isLeg,
            long priceE8,
            long contracts) {
        /** Whether it is none of this installation's. */
        public boolean isForeign() {
            return orderId == 0;
        }
    }

    /** @throws IllegalArgumentException if the instrument is none of the configured */
    public Product product(int instrumentId) {
        return products.stream()
                .filter(product -> product.instrumentId() == instrumentId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an instrument of " + products + ", was " + instrumentId));
    }

    /** Whether nothing is held and no order works. */
    public boolean isEmpty() {
        return orders.isEmpty() && products.stream().allMatch(product -> product.contracts() == 0);
    }
}
