package smc.engine.outcome;

import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;

/** An order as it stands at the end of a run. Filled in while it lives. */
public final class OrderRecord {
    private final long id;
    private final int accountId;
    private final int instrumentId;
    private final long atNanos;
    private final OrderPurpose purpose;
    private final OrderType type;
    private final Direction direction;

    private long tradeId;
    private long priceE8;
    private long contracts;
    private long filledContracts;
    private long averagePriceE8;
    private OrderState state = OrderState.WANTED;

    /** @param atNanos when it was wanted, epoch nanoseconds */
    static OrderRecord of(Submit order, long atNanos) {
        return new OrderRecord(
                order.orderId(),
                order.accountId(),
                order.instrumentId(),
                atNanos,
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                order.tradeId());
    }

    /** The bracket stop that an entry carries. */
    static OrderRecord ofStop(Submit entry, long atNanos) {
        return new OrderRecord(
                entry.stopOrderId(),
                entry.accountId(),
                entry.instrumentId(),
                atNanos,
                OrderPurpose.STOP,
                OrderType.STOP_MARKET,
                entry.direction().opposite(),
                entry.stopE8(),
                entry.contracts(),
                entry.tradeId());
    }

    private OrderRecord(
            long id,
            int accountId,
            int instrumentId,
            long atNanos,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            long tradeId) {
        this.id = id;
        this.accountId = accountId;
        this.instrumentId = instrumentId;
        this.atNanos = atNanos;
        this.purpose = purpose;
        this.type = type;
        this.direction = direction;
        this.priceE8 = priceE8;
        this.contracts = contracts;
        this.tradeId = tradeId;
    }

    void edit(long newPriceE8, long newContracts) {
        priceE8 = newPriceE8;
        contracts = newContracts;
    }

    void change(OrderChanged changed) {
        state = changed.state();
        filledContracts = changed.filledContracts();
        averagePriceE8 = changed.averagePriceE8();
    }

    void joinTrade(long id) {
        tradeId = id;
    }

    public long id() {
        return id;
    }

    public int accountId() {
        return accountId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** When it was wanted, epoch nanoseconds. */
    public long atNanos() {
        return atNanos;
    }

    public OrderPurpose purpose() {
        return purpose;
    }

    public OrderType type() {
        return type;
    }

    /** LONG buys. */
    public Direction direction() {
        return direction;
    }

    /** The trade it worked for; 0 if it never became one. */
    public long tradeId() {
        return tradeId;
    }

    /** Limit or trigger as last asked for; for a market order the price the decision counted on. */
    public long priceE8() {
        return priceE8;
    }

    public long contracts() {
        return contracts;
    }

    public long filledContracts() {
        return filledContracts;
    }

    /** 0 without a fill. */
    public long averagePriceE8() {
        return averagePriceE8;
    }

    public OrderState state() {
        return state;
    }
}
