package smc.exchange.matching;

/**
 * An order as its owner gave it.
 *
 * @param priceE8 limit or trigger; of a market order, once accepted, the price its margin is reserved at
 * @param leverage not used by reduce-only orders
 * @param bracketStopOrderId id of the stop that appears with the first fill; 0 without bracket
 */
record OrderTicket(
        Account account,
        long orderId,
        TradedInstrument market,
        Kind kind,
        boolean isBuy,
        long priceE8,
        long contracts,
        boolean isPostOnly,
        boolean isReduceOnly,
        int leverage,
        long bracketStopOrderId,
        long bracketStopE8) {
    enum Kind {
        MARKET,
        LIMIT,
        STOP
    }

    static OrderTicket stop(
            Account account, long orderId, TradedInstrument market, boolean isBuy, long triggerE8, long contracts) {
        return new OrderTicket(account, orderId, market, Kind.STOP, isBuy, triggerE8, contracts, false, true, 0, 0, 0);
    }

    boolean hasBracket() {
        return bracketStopOrderId != 0;
    }

    /** Contracts with the sign of the side. */
    long signed(long unsignedContracts) {
        return isBuy ? unsignedContracts : -unsignedContracts;
    }
}
