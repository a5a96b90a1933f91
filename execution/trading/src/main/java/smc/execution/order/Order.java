package smc.execution.order;

import java.util.Map;
import smc.execution.instrument.Direction;
import smc.strategy.number.ProductSum;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** One order's life. Fills are cumulative, so that a report repeated or overtaken changes nothing. Engine thread; allocates nothing. */
public final class Order {
    private final long id;
    private final OrderPurpose purpose;
    private final OrderType type;
    private final Direction direction;
    private long priceE8;
    private long contracts;
    private long filledContracts;
    private final ProductSum filledPriceContractsE8 = new ProductSum();
    private OrderState state = OrderState.WANTED;
    private long wantedPriceE8;
    private long wantedContracts;
    private boolean isCancelRequested;
    private boolean wasFinalAtClose;
    /** The copy it was told whole in last; no part of its state. */
    private long copiedIn;

    /**
     * @param direction of the order itself: LONG buys
     * @param priceE8 limit price or trigger; for a market order the price it was sized at
     */
    public Order(long id, OrderPurpose purpose, OrderType type, Direction direction, long priceE8, long contracts) {
        if (contracts < 1) {
            throw new IllegalArgumentException("expected at least 1 contract, was " + contracts + " in order " + id);
        }
        this.id = id;
        this.purpose = purpose;
        this.type = type;
        this.direction = direction;
        this.priceE8 = priceE8;
        this.contracts = contracts;
        wantedPriceE8 = priceE8;
        wantedContracts = contracts;
    }

    public long id() {
        return id;
    }

    public OrderPurpose purpose() {
        return purpose;
    }

    public OrderType type() {
        return type;
    }

    /** LONG buys, SHORT sells. */
    public Direction direction() {
        return direction;
    }

    public long priceE8() {
        return priceE8;
    }

    public long contracts() {
        return contracts;
    }

    public long filledContracts() {
        return filledContracts;
    }

    public OrderState state() {
        return state;
    }

    /** Whether it may still fill. */
    public boolean isWorking() {
        return !state.isFinal();
    }

    /** Whether it works, and is meant to go on doing so. */
    public boolean isStanding() {
        return isWorking() && !isCancelRequested;
    }

    /** Contracts it may still fill. */
    public long openContracts() {
        return isWorking() ? Math.max(0, contracts - filledContracts) : 0;
    }

    /** Whole size last asked for, filled contracts included. */
    public long wantedContracts() {
        return wantedContracts;
    }

    /** Whether the venue has not answered yet. */
    public boolean isUnanswered() {
        return state == OrderState.WANTED || state == OrderState.SENT || state == OrderState.UNKNOWN;
    }

    /** Average fill price in 1e-8 USD, rounded to the nearest; 0 without a fill. For people: money is computed from the sums. */
    public long averagePriceE8() {
        return filledContracts == 0 ? 0 : filledPriceContractsE8.divideNearest(filledContracts);
    }

    /** Returns whether this changed the state. */
    public boolean onSent() {
        return move(OrderState.SENT, state == OrderState.WANTED);
    }

    /** Returns whether this changed the state. */
    public boolean onAccepted() {
        return move(OrderState.OPEN, isUnanswered());
    }

    /** Returns whether this changed the state. */
    public boolean onUnanswered() {
        return move(OrderState.UNKNOWN, state == OrderState.WANTED || state == OrderState.SENT);
    }

    /** Returns whether this changed the state. */
    public boolean onRejected() {
        return move(OrderState.REJECTED, isUnanswered());
    }

    /** Returns whether this changed the state. */
    public boolean onCancelled() {
        return move(OrderState.CANCELLED, !state.isFinal());
    }

    /**
     * Takes a fill.
     *
     * @param cumulativeContracts filled so far, this fill included
     * @param fillPriceE8 price of what is new in it
     * @return contracts that are new; 0 if the report was known
     */
    public long onFilled(long cumulativeContracts, long fillPriceE8) {
        long newContracts = cumulativeContracts - filledContracts;
        if (newContracts <= 0) {
            return 0;
        }
        filledContracts = cumulativeContracts;
        filledPriceContractsE8.add(newContracts, fillPriceE8);
        if (filledContracts >= contracts) {
            state = OrderState.FILLED;
        } else if (!state.isFinal()) {
            state = OrderState.PARTLY_FILLED;
        }
        return newContracts;
    }

    /** The venue changed it. */
    public void onEdited(long newPriceE8, long newContracts) {
        priceE8 = newPriceE8;
        contracts = newContracts;
    }

    /** The venue left it as it was. */
    public void onEditRejected() {
        wantedPriceE8 = priceE8;
        wantedContracts = contracts;
    }

    /** Notes that an edit was asked for; returns false if it is so already, or was asked for before. */
    public boolean requestEdit(long newPriceE8, long newContracts) {
        if (newPriceE8 == wantedPriceE8 && newContracts == wantedContracts) {
            return false;
        }
        wantedPriceE8 = newPriceE8;
        wantedContracts = newContracts;
        return true;
    }

    /** A candle closed: a second close after the order became final, it is forgotten. */
    public void age() {
        wasFinalAtClose = state.isFinal();
    }

    /** Whether the order was final already at the last close. */
    public boolean isForgotten() {
        return wasFinalAtClose;
    }

    /** Notes that a cancel was asked for; returns false if it already was, or there is nothing to cancel. */
    public boolean requestCancel() {
        if (isCancelRequested || state.isFinal()) {
            return false;
        }
        isCancelRequested = true;
        return true;
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(id).add(purpose).add(state).add(priceE8).add(contracts).add(filledContracts);
        filledPriceContractsE8.hashTo(hash);
        hash.add(wantedPriceE8).add(wantedContracts);
        hash.add(isCancelRequested).add(wasFinalAtClose);
    }

    /**
     * Copies itself out: whole for the first time in a copy, by its id after that.
     *
     * @param copy number of the copy, another one each time
     */
    public void copyTo(StateCopy out, String name, long copy) {
        out.begin(name).put("id", id);
        if (copiedIn != copy) {
            copiedIn = copy;
            out.put("purpose", purpose)
                    .put("type", type)
                    .put("direction", direction)
                    .put("priceE8", priceE8)
                    .put("contracts", contracts)
                    .put("filledContracts", filledContracts);
            out.put("filledPriceContractsE8", filledPriceContractsE8);
            out.put("state", state)
                    .put("wantedPriceE8", wantedPriceE8)
                    .put("wantedContracts", wantedContracts)
                    .put("isCancelRequested", isCancelRequested)
                    .put("wasFinalAtClose", wasFinalAtClose);
        }
        out.end();
    }

    /**
     * Makes again what was told.
     *
     * @param known orders made before, by id; gets this one
     * @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells
     */
    public static Order of(StateTree in, Map<Long, Order> known) {
        long id = in.number("id");
        if (known.containsKey(id)) {
            return known.get(id);
        }
        long contracts = in.number("contracts");
        var order = new Order(
                id,
                in.word("purpose", OrderPurpose.class),
                in.word("type", OrderType.class),
                in.word("direction", Direction.class),
                in.number("priceE8"),
                Math.max(1, contracts));
        order.contracts = contracts; // what the venue made of it may be none
        order.filledContracts = in.number("filledContracts");
        in.restore("filledPriceContractsE8", order.filledPriceContractsE8);
        order.state = in.word("state", OrderState.class);
        order.wantedPriceE8 = in.number("wantedPriceE8");
        order.wantedContracts = in.number("wantedContracts");
        order.isCancelRequested = in.truth("isCancelRequested");
        order.wasFinalAtClose = in.truth("wasFinalAtClose");
        known.put(id, order);
        return order;
    }

    private boolean move(OrderState to, boolean isAllowed) {
        if (isAllowed) {
            state = to;
        }
        return isAllowed;
    }
}
