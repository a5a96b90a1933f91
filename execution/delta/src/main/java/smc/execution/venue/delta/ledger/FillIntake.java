package smc.execution.venue.delta.ledger;

import java.util.List;

/**
 * Takes fills from the channel and from answers, in any order and any number of times, and places each once. Pure.
 *
 * <p><b>Fills</b> come from fills alone, by id, never from the filled size of an order: that only says how many must still come before the order's end
 * is reported. Those of an instrument are placed in the venue's order, so that no exit is reported before its entry; one of which it is not known whose
 * it is holds up those behind it until the venue was asked.
 */
final class FillIntake {
    private final TrackedOrders orders;
    private final Legs legs;
    private final ForeignOrders foreign;
    private final Doubts doubts;
    private final long gstRateE8;
    private final ReportedFills reported = new ReportedFills();
    private long lastFillNanos;

    /** @param gstRateE8 tax on a fee, as a fraction */
    FillIntake(TrackedOrders orders, Legs legs, ForeignOrders foreign, Doubts doubts, long gstRateE8) {
        this.orders = orders;
        this.legs = legs;
        this.foreign = foreign;
        this.doubts = doubts;
        this.gstRateE8 = gstRateE8;
    }

    ReportedFills reported() {
        return reported;
    }

    /** Time of the last fill taken, by the venue; 0 before the first. */
    long lastFillNanos() {
        return lastFillNanos;
    }

    /** A fill of the channel. */
    void onFill(FillFacts fill) {
        Holding holding = orders.holding(fill.instrumentId());
        boolean isEarly = holding.sequence != 0 && fill.sequence() > holding.sequence + 1;
        if (isEarly) {
            holding.early.put(fill.sequence(), fill);
            if (holding.earlySinceMillis == 0) {
                holding.earlySinceMillis = doubts.nowMillis();
            }
            return;
        }
        if (fill.sequence() == holding.sequence + 1 || holding.sequence == 0 || fill.sequence() == 1) {
            holding.sequence = fill.sequence();
        }
        add(holding, fill);
        while (!holding.early.isEmpty() && holding.early.firstKey() <= holding.sequence + 1) {
            addFirstEarly(holding);
        }
        if (holding.early.isEmpty()) {
            holding.earlySinceMillis = 0;
        }
        drain(holding);
    }

    /** Those of an answer. */
    void onFills(List<FillFacts> newestFirst) {
        for (FillFacts fill : newestFirst.reversed()) {
            add(orders.holding(fill.instrumentId()), fill);
        }
        String differences = reported.check(newestFirst);
        if (!differences.isEmpty()) {
            orders.alarm("the venue charged other fees than were reported, in 1e-8 USD: " + differences);
        }
        for (Holding holding : orders.holdings()) {
            // What came too early is in the answer, or has nothing before it that is still to come.
            while (holding.earlySinceMillis != 0 && !holding.early.isEmpty()) {
                addFirstEarly(holding);
            }
            holding.earlySinceMillis = 0;
            drain(holding);
        }
        settleAll();
    }

    private void addFirstEarly(Holding holding) {
        FillFacts next = holding.early.pollFirstEntry().getValue();
        holding.sequence = Math.max(holding.sequence, next.sequence());
        add(holding, next);
    }

    void add(Holding holding, FillFacts fill) {
        boolean isKnown = reported.has(fill)
                || holding.fills.stream().anyMatch(each -> each.fillId().equals(fill.fillId()));
        if (!isKnown) {
            holding.fills.add(fill);
            lastFillNanos = Math.max(lastFillNanos, fill.venueNanos());
        }
    }

    /** The connection is new, and so are the sequences of its channels. */
    void onReconnected() {
        for (Holding holding : orders.holdings()) {
            holding.sequence = 0;
        }
    }

    /** Places what waits, as far as it is known whose it is. */
    void drain(Holding holding) {
        while (!holding.fills.isEmpty() && place(holding, holding.fills.peek())) {
            holding.fills.remove();
            holding.waitsSinceMillis = 0;
        }
        if (!holding.fills.isEmpty() && holding.waitsSinceMillis == 0) {
            holding.waitsSinceMillis = doubts.nowMillis();
        }
    }

    private boolean place(Holding holding, FillFacts fill) {
        TrackedOrder order = orders.find(fill.clientOrderId(), fill.venueOrderId());
        Leg leg = legs.get(fill.venueOrderId());
        boolean isForeign = !fill.clientOrderId().isEmpty() || foreign.contains(fill.venueOrderId());
        if (order == null && leg == null && !isForeign && fill.isNormal()) {
            return false;
        }
        long feeE8 = fill.feeE8()
                .orElseGet(() -> holding.product.feeE8(fill.contracts(), fill.priceE8(), fill.isMaker(), gstRateE8));
        reported.add(fill, feeE8);
        if (fill.isLiquidation()) {
            move(holding, fill);
            orders.liquidated(fill, feeE8);
        } else if (order != null) {
            orders.accept(order);
            orders.fill(order, fill.contracts(), fill.priceE8(), feeE8);
            move(holding, fill);
            join(holding, order);
            orders.settle(order);
        } else if (leg != null) {
            legs.fill(leg, holding, fill, feeE8);
            move(holding, fill);
            legs.settle(leg);
        } else {
            move(holding, fill);
            orders.alarm("a fill that is of no order of the engine's: " + holding.product.symbol() + " "
                    + fill.signedContracts() + " contracts, order " + fill.venueOrderId() + ", " + fill.reason());
            orders.moved(holding, fill, feeE8);
        }
        legs.attach(holding);
        settleAll(holding);
        return true;
    }

    /** Takes the fill into the position. Where it crosses zero, what protected the old position is over. */
    private void move(Holding holding, FillFacts fill) {
        long before = holding.contracts;
        holding.contracts = fill.positionContracts().orElse(Math.addExact(holding.contracts, fill.signedContracts()));
        if (before != 0 && Long.signum(before) != Long.signum(holding.contracts)) {
            legs.endWith(holding);
        }
    }

    private void join(Holding holding, TrackedOrder order) {
        boolean isInDirection = order.isBuy() ? holding.contracts > 0 : holding.contracts < 0;
        if (order.stop != null && isInDirection && !holding.stops.contains(order.stop)) {
            holding.stops.add(order.stop);
            if (!order.stop.isAccepted && !order.stop.isDone) {
                // Its leg should be there at any moment.
                orders.waitFor(order.stop);
            }
        }
    }

    void settleAll() {
        orders.holdings().forEach(this::settleAll);
    }

    private void settleAll(Holding holding) {
        orders.settleAll(holding);
        legs.settleAll(holding);
    }

    /** Asks for what has been missing for too long. */
    void onTime() {
        for (Holding holding : orders.holdings()) {
            if (doubts.isOverdue(holding.earlySinceMillis)) {
                doubts.wantFills();
            }
            if (doubts.isOverdue(holding.waitsSinceMillis) && !holding.fills.isEmpty()) {
                doubts.askWhose(holding.fills.element().venueOrderId());
            }
        }
    }

    /** Whether no fill waits to be placed. */
    boolean isSettled() {
        return orders.holdings().stream().allMatch(each -> each.fills.isEmpty() && each.early.isEmpty());
    }
}
