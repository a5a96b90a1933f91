package smc.execution.venue.delta.ledger;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenueReports;

/**
 * The orders of one account: takes what REST answers and sockets say of them, in any order and any number of times, and reports each thing once, what
 * is accepted before what is filled, what is final last. Pure; event loop; time is handed in.
 *
 * <p>Each part knows only those before it:
 *
 * <pre>
 * {@link Doubts}          what is not sure, and what the venue was asked about it
 * {@link TrackedOrders}   orders, what is reported of them, their ends
 * {@link ForeignOrders}   orders that are not the engine's
 * {@link Legs}            the legs of brackets
 * {@link FillIntake}      fills, and the positions they make
 * </pre>
 */
public final class OrderLedger {
    private final Doubts doubts;
    private final TrackedOrders orders;
    private final ForeignOrders foreign;
    private final Legs legs;
    private final FillIntake fills;
    private final ClientOrderIds ids;
    private final Questions questions;

    public OrderLedger(
            int accountId,
            ClientOrderIds ids,
            Collection<ProductFacts> products,
            LedgerSettings settings,
            VenueReports reports,
            Questions questions) {
        this.ids = ids;
        this.questions = questions;
        doubts = new Doubts(settings, questions);
        orders = new TrackedOrders(accountId, ids, products, doubts, reports, questions);
        foreign = new ForeignOrders(ids, orders, doubts, questions);
        legs = new Legs(orders, doubts, questions, settings.gstRateE8());
        fills = new FillIntake(orders, legs, foreign, doubts, settings.gstRateE8());
    }

    /** What is asked of us, and what became of our requests. */
    public TrackedOrders orders() {
        return orders;
    }

    Legs legs() {
        return legs;
    }

    ForeignOrders foreign() {
        return foreign;
    }

    FillIntake fills() {
        return fills;
    }

    /** The leg that stands for the stop now; null if there is none. */
    public Leg liveLeg(TrackedOrder stop) {
        return legs.liveLeg(stop);
    }

    /** An order that works, as whoever knows nothing of the venue's numbers wants to have it. */
    public VenuePicture.WorkingOrder working(OrderFacts facts) {
        long orderId = ids.orderId(facts.clientOrderId());
        Leg leg = legs.get(facts.venueId());
        if (orderId == 0 && leg != null) {
            orderId = leg.standsFor();
        }
        OrderType type = facts.limitE8() != 0 ? OrderType.LIMIT : OrderType.MARKET;
        if (facts.stopE8() != 0) {
            type = OrderType.STOP_MARKET;
        }
        return new VenuePicture.WorkingOrder(
                facts.instrumentId(),
                facts.venueId(),
                orderId,
                type,
                facts.isBuy(),
                facts.isReduceOnly(),
                facts.isLeg(),
                facts.priceE8(type),
                facts.unfilledContracts());
    }

    // What the venue says of orders

    public void onOrder(OrderFacts facts) {
        doubts.heardOf(facts.venueId());
        if (facts.isFinal()) {
            foreign.onOver(facts.venueId());
        }
        TrackedOrder order = orders.find(facts.clientOrderId(), facts.venueId());
        if (order != null) {
            update(order, facts);
        } else if (facts.isLeg()) {
            legs.update(facts);
        } else {
            foreign.note(facts);
        }
        fills.drain(orders.holding(facts.instrumentId()));
    }

    private void update(TrackedOrder order, OrderFacts facts) {
        orders.name(order, facts.venueId());
        boolean isNeverOpen = facts.state() == OrderFacts.State.CANCELLED
                && facts.filledContracts() == 0
                && !facts.cancellationReason().isEmpty()
                && !facts.cancellationReason().equals("cancelled_by_user");
        if (facts.isFinal()) {
            order.isEndShown = true;
            order.endShownMillis = doubts.nowMillis();
        }
        if (isNeverOpen && !order.isAccepted) {
            orders.rejected(order, Refusal.of(facts.cancellationReason()));
            return;
        }
        orders.accept(order);
        order.venueFilledContracts = Math.max(order.venueFilledContracts, facts.filledContracts());
        order.hasEnded |= facts.isFinal();
        if (order.isDone) {
            onShownAfterItsEnd(order, facts);
        } else {
            orders.settle(order);
        }
    }

    /** The venue has an order that is over here: whatever made us believe that, what the venue shows counts. */
    private void onShownAfterItsEnd(TrackedOrder order, OrderFacts facts) {
        if (order.owesFills()) {
            orders.waitFor(order);
        }
        if (order.isEndShown) {
            return;
        }
        if (!order.isStrayTold) {
            order.isStrayTold = true;
            orders.alarm("the venue works order " + order.orderId + ", which is over here, and it is "
                    + (order.isEntry() ? "cancelled: " : "left, since it only reduces: ") + orders.named(facts));
        }
        if (order.isEntry()) {
            foreign.cancelStray(facts);
        }
    }

    /** How many orders work that are not the engine's, as the venue showed them last; without those it cancels. */
    public int foreignOrders() {
        return foreign.working();
    }

    /**
     * All that works at the venue; what we thought does and is not there is asked for, and what it had shown over and works all the same is so again.
     *
     * @param askedMillis when the venue was asked, by the time that is handed in here
     */
    public void onOpenOrders(List<OrderFacts> open, long askedMillis) {
        doubts.openOrdersEnded();
        foreign.take(open);
        var there = new HashSet<Long>();
        for (OrderFacts facts : open) {
            there.add(facts.venueId());
            takeEndBack(facts, askedMillis);
            onOrder(facts);
            noteEditElsewhere(facts);
        }
        for (TrackedOrder order : List.copyOf(orders.byId().values())) {
            boolean isMissing = order.isAccepted && !order.isDone && !order.hasEnded && !order.isBracketStop();
            if (isMissing && !there.contains(order.venueId)) {
                questions.askOrder(order);
            }
        }
        for (Leg leg : legs.all()) {
            if (!leg.hasEnded && !there.contains(leg.venueId)) {
                questions.askVenueOrder(leg.venueId);
            }
        }
    }

    /** Whoever was asked long after he had shown an order over, and shows it open, is not late. */
    private void takeEndBack(OrderFacts facts, long askedMillis) {
        TrackedOrder order = orders.find(facts.clientOrderId(), facts.venueId());
        if (order != null && order.isEndShown && doubts.isLater(askedMillis, order.endShownMillis)) {
            order.isEndShown = false;
            order.isStrayTold = false;
        }
    }

    public void onOpenOrdersUnanswered() {
        doubts.openOrdersEnded();
        // Whoever waits for this answer asks again.
        orders.byId().values().forEach(order -> order.confirmedByAnswer = 0);
        legs.all().forEach(leg -> leg.confirmedByAnswer = 0);
    }

    public void noteEditElsewhere(OrderFacts facts) {
        TrackedOrder order = orders.find(facts.clientOrderId(), facts.venueId());
        if (order == null || order.editsUnderWay > 0 || order.isDone) {
            return;
        }
        long priceE8 = facts.priceE8(order.type);
        boolean isOtherPrice = order.type != OrderType.MARKET && priceE8 != order.priceE8;
        if (isOtherPrice || facts.contracts() != order.contracts) {
            orders.edited(order, order.type == OrderType.MARKET ? order.priceE8 : priceE8, facts.contracts());
        }
    }

    /** The venue does not know the order any more. */
    public void onOrderGone(TrackedOrder order) {
        if (order.isAccepted && !order.isDone) {
            orders.alarm("the venue does not know order " + order.orderId + " any more");
            order.hasEnded = true;
            orders.settle(order);
        }
    }

    public void onVenueOrderGone(long venueId) {
        doubts.heardOf(venueId);
        foreign.onOver(venueId);
        Leg leg = legs.get(venueId);
        if (leg != null) {
            legs.onGone(leg);
        } else {
            foreign.noteOver(venueId);
        }
        orders.holdings().forEach(fills::drain);
    }

    // What the venue says of fills

    /** A fill of the channel. */
    public void onFill(FillFacts fill) {
        fills.onFill(fill);
    }

    /** The answer to {@link Questions#askFills}. */
    public void onFills(List<FillFacts> newestFirst) {
        doubts.fillsAnswered();
        fills.onFills(newestFirst);
        doubts.askWantedSince();
    }

    public void onFillsUnanswered() {
        doubts.fillsUnanswered();
    }

    /** Time of the last fill taken, by the venue; 0 before the first. */
    public long lastFillNanos() {
        return fills.lastFillNanos();
    }

    /** Whether fees were reported that the venue has not confirmed. */
    public boolean hasUncheckedFees() {
        return fills.reported().hasUnchecked();
    }

    public void checkFees() {
        doubts.wantFills();
    }

    // Time

    /** Asks for what has been missing for too long. To be called several times a second. */
    public void onTime(long nowMillis) {
        doubts.onTime(nowMillis);
        fills.onTime();
        orders.onTime();
        foreign.onTime();
        legs.onTime();
        doubts.askAgain();
    }

    /** What works at the venue is held against what works here, although nothing says that they differ. */
    public void look() {
        doubts.look();
    }

    /** The connection is new: everything may have been missed. */
    public void onReconnected() {
        fills.onReconnected();
        doubts.wantOrdersAndFills();
    }

    /** Something on the channels was missed. */
    public void onGap() {
        doubts.wantOrdersAndFills();
    }

    /** Whether nothing is waited for, except the end of orders that work. */
    public boolean isSettled() {
        return doubts.isSettled() && foreign.isSettled() && fills.isSettled() && orders.isSettled() && legs.isSettled();
    }
}
