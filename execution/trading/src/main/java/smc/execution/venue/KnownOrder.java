package smc.execution.venue;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;

/**
 * An order that the engine knows: what a restart asks the venue about. Those that are final are told too, the latest of them, since the venue may have
 * them otherwise. Prices in 1e-8 USD, sizes in whole contracts.
 *
 * @param filledContracts already reported
 * @param entryOrderId of a bracket stop: the entry that carries it; else 0
 * @param createdNanos when it was decided, epoch nanoseconds
 */
public record KnownOrder(
        long orderId,
        int accountId,
        int instrumentId,
        OrderPurpose purpose,
        OrderType type,
        Direction direction,
        long priceE8,
        long contracts,
        long filledContracts,
        OrderState state,
        long entryOrderId,
        long createdNanos) {}
