package smc.execution.venue.delta.ledger;

import smc.execution.order.OrderType;

/**
 * An order as an answer or a frame shows it. Prices in 1e-8 USD, 0 for none; sizes in contracts.
 *
 * @param venueId the venue's number
 * @param clientOrderId empty if it has none
 * @param isLeg whether it is a leg of a bracket
 * @param cancellationReason empty if there is none
 */
public record OrderFacts(
        long venueId,
        String clientOrderId,
        int instrumentId,
        boolean isBuy,
        long contracts,
        long unfilledContracts,
        long limitE8,
        long stopE8,
        long averageE8,
        State state,
        boolean isLeg,
        boolean isReduceOnly,
        String cancellationReason) {
    public enum State {
        OPEN,
        PENDING,
        CLOSED,
        CANCELLED
    }

    public long filledContracts() {
        return contracts - unfilledContracts;
    }

    /** Limit or trigger, whichever an order of this type is asked for by. */
    public long priceE8(OrderType type) {
        return type == OrderType.STOP_MARKET ? stopE8 : limitE8;
    }

    public boolean isFinal() {
        return state == State.CLOSED || state == State.CANCELLED;
    }
}
