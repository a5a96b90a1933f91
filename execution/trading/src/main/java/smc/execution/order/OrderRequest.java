package smc.execution.order;

import smc.execution.instrument.Direction;

/**
 * What is wanted of the venue. Never answered in place: each answer comes back later as an input. Prices in 1e-8 USD, sizes in whole
 * contracts.
 */
public sealed interface OrderRequest {
    /** Unique for ever. */
    long orderId();

    int accountId();

    int instrumentId();

    /**
     * An order is wanted. An entry carries the stop that protects it, so that no fill is ever naked.
     *
     * @param direction of the order: LONG buys
     * @param priceE8 limit price or trigger; for a market order the price the decision counted on
     * @param leverage of the entry; 0 for orders that only reduce
     * @param stopOrderId id of the bracket stop; 0 if there is none
     * @param stopE8 its trigger
     * @param tradeId trade the order works for; 0 for an entry, which has none yet
     */
    record Submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId)
            implements OrderRequest {
        public boolean isEntry() {
            return purpose == OrderPurpose.ENTRY;
        }

        public boolean isBuy() {
            return direction == Direction.LONG;
        }

        /** Whether it carries a bracket stop. */
        public boolean hasStop() {
            return stopOrderId != 0;
        }
    }

    /**
     * A working order should have this price or trigger, and this size.
     *
     * @param contracts whole size, filled contracts included
     */
    record Edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) implements OrderRequest {}

    /** An order should not fill any more. */
    record Cancel(long orderId, int accountId, int instrumentId) implements OrderRequest {}
}
