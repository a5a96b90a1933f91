package smc.ops.story;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;

/**
 * An order as it stood at the end; prices in 1e-8 USD.
 *
 * @param tradeId trade it worked for; 0 if it never became one
 * @param atNanos when it was wanted, epoch nanoseconds
 * @param direction LONG buys
 * @param priceE8 limit or trigger as last asked for; for a market order the price the decision counted on
 * @param averagePriceE8 0 without a fill
 */
public record RecordedOrder(
        long id,
        long tradeId,
        String account,
        String symbol,
        long atNanos,
        Direction direction,
        OrderType type,
        long priceE8,
        long contracts,
        long filledContracts,
        long averagePriceE8,
        OrderState state,
        OrderPurpose purpose) {

    /** Whether it is a market entry, decided at the last close, that had no candle left to fill in (docs/rules.md, section 25). */
    boolean isUndecided() {
        return purpose == OrderPurpose.ENTRY && type == OrderType.MARKET && filledContracts == 0 && !state.isFinal();
    }
}
