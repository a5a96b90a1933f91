package smc.engine.view;

import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** An order that is not final, as the frames tell it; under the view's lock. */
final class OrderView {
    final long id;
    final int accountId;
    final int instrumentId;
    final OrderPurpose purpose;
    final OrderType type;
    final Direction direction;
    /** Of a bracket stop: the entry that carries it; else 0. */
    final long entryOrderId;

    final long createdNanos;
    /** Of an entry: notional for each USD of margin; else 0. */
    final int leverage;

    long priceE8;
    long contracts;
    long wantedPriceE8;
    long wantedContracts;
    long filledContracts;
    OrderState state = OrderState.WANTED;
    boolean isCancelAsked;
    /** Of an entry: in place of one that was cancelled when trading was switched off. */
    boolean isPlacedAgain;
    /** The trade it works for; 0 if it has not become one. */
    long tradeId;

    /** An order as it is wanted. */
    static OrderView of(Submit order, long atNanos) {
        return new OrderView(
                order.orderId(),
                order.accountId(),
                order.instrumentId(),
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                0,
                atNanos,
                order.leverage(),
                order.tradeId());
    }

    /** The bracket stop that an entry carries. */
    static OrderView ofStop(Submit entry, long atNanos) {
        return new OrderView(
                entry.stopOrderId(),
                entry.accountId(),
                entry.instrumentId(),
                OrderPurpose.STOP,
                OrderType.STOP_MARKET,
                entry.direction().opposite(),
                entry.stopE8(),
                entry.contracts(),
                entry.orderId(),
                atNanos,
                0,
                entry.tradeId());
    }

    private OrderView(
            long id,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            long entryOrderId,
            long createdNanos,
            int leverage,
            long tradeId) {
        this.id = id;
        this.accountId = accountId;
        this.instrumentId = instrumentId;
        this.purpose = purpose;
        this.type = type;
        this.direction = direction;
        this.priceE8 = priceE8;
        this.contracts = contracts;
        this.entryOrderId = entryOrderId;
        this.createdNanos = createdNanos;
        this.leverage = leverage;
        this.tradeId = tradeId;
        wantedPriceE8 = priceE8;
        wantedContracts = contracts;
    }

    boolean isEntry() {
        return purpose == OrderPurpose.ENTRY;
    }

    boolean isCancelAsked() {
        return isCancelAsked;
    }

    /** Whether the venue was asked to change it and has not said that it did. */
    boolean isEditAsked() {
        return wantedPriceE8 != priceE8 || wantedContracts != contracts;
    }

    EngineImage.WorkingOrder image() {
        return new EngineImage.WorkingOrder(known(), tradeId, wantedPriceE8, wantedContracts);
    }

    KnownOrder known() {
        return new KnownOrder(
                id,
                accountId,
                instrumentId,
                purpose,
                type,
                direction,
                priceE8,
                contracts,
                filledContracts,
                state,
                entryOrderId,
                createdNanos);
    }

    void copyTo(StateCopy out) {
        out.begin()
                .put("id", id)
                .put("accountId", accountId)
                .put("instrumentId", instrumentId)
                .put("purpose", purpose)
                .put("type", type)
                .put("direction", direction)
                .put("priceE8", priceE8)
                .put("contracts", contracts)
                .put("entryOrderId", entryOrderId)
                .put("createdNanos", createdNanos)
                .put("leverage", leverage)
                .put("tradeId", tradeId)
                .put("wantedPriceE8", wantedPriceE8)
                .put("wantedContracts", wantedContracts)
                .put("filledContracts", filledContracts)
                .put("state", state)
                .put("isCancelAsked", isCancelAsked)
                .put("isPlacedAgain", isPlacedAgain)
                .end();
    }

    static OrderView of(StateTree in) {
        var order = new OrderView(
                in.number("id"),
                in.integer("accountId"),
                in.integer("instrumentId"),
                in.word("purpose", OrderPurpose.class),
                in.word("type", OrderType.class),
                in.word("direction", Direction.class),
                in.number("priceE8"),
                in.number("contracts"),
                in.number("entryOrderId"),
                in.number("createdNanos"),
                in.integer("leverage"),
                in.number("tradeId"));
        order.wantedPriceE8 = in.number("wantedPriceE8");
        order.wantedContracts = in.number("wantedContracts");
        order.filledContracts = in.number("filledContracts");
        order.state = in.word("state", OrderState.class);
        order.isCancelAsked = in.truth("isCancelAsked");
        order.isPlacedAgain = in.truth("isPlacedAgain");
        return order;
    }
}
