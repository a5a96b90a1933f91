package smc.execution.venue.delta.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.VenueReports;

/**
 * The orders of one account by our number and by the venue's: what is reported of each, and when its end is believed. Pure.
 *
 * <p><b>Ends.</b> A reduce-only order that ends without our asking ends because its position is gone; so it waits for the fill that closed the position,
 * or for the answer that there is none. Otherwise the engine would think that it stands naked.
 */
public final class TrackedOrders {
    private static final int DONE_REMEMBERED = 1_000;

    private final int accountId;
    private final ClientOrderIds ids;
    private final Doubts doubts;
    private final VenueReports reports;
    private final Questions questions;

    private final NavigableMap<Integer, Holding> holdings = new TreeMap<>();
    private final NavigableMap<Long, TrackedOrder> byId = new TreeMap<>();
    private final Map<Long, TrackedOrder> byVenueId = new HashMap<>();

    TrackedOrders(
            int accountId,
            ClientOrderIds ids,
            Collection<ProductFacts> products,
            Doubts doubts,
            VenueReports reports,
            Questions questions) {
        this.accountId = accountId;
        this.ids = ids;
        this.doubts = doubts;
        this.reports = reports;
        this.questions = questions;
        products.forEach(product -> holdings.put(product.instrumentId(), new Holding(product)));
    }

    // What is asked of us

    /** Begins to track what is wanted, its bracket stop with it. */
    public TrackedOrder submit(Submit wanted) {
        var order = new TrackedOrder(
                wanted.orderId(),
                wanted.instrumentId(),
                wanted.purpose(),
                wanted.type(),
                wanted.direction(),
                wanted.priceE8(),
                wanted.contracts(),
                null);
        order.leverage = wanted.leverage();
        if (wanted.hasStop()) {
            addStop(order, wanted.stopOrderId(), wanted.stopE8(), wanted.contracts());
        }
        add(order);
        return order;
    }

    private TrackedOrder addStop(TrackedOrder entry, long stopOrderId, long stopE8, long contracts) {
        entry.stop = new TrackedOrder(
                stopOrderId,
                entry.instrumentId,
                OrderPurpose.STOP,
                OrderType.STOP_MARKET,
                entry.direction.opposite(),
                stopE8,
                contracts,
                entry);
        add(entry.stop);
        return entry.stop;
    }

    void add(TrackedOrder order) {
        holding(order.instrumentId);
        if (byId.putIfAbsent(order.orderId, order) != null) {
            throw new IllegalArgumentException("expected each order once, was twice: " + order.orderId);
        }
    }

    /** @throws IllegalArgumentException if there is none */
    public Holding holding(int instrumentId) {
        Holding holding = holdings.get(instrumentId);
        if (holding == null) {
            throw new IllegalArgumentException(
                    "expected an instrument of " + holdings.keySet() + ", was " + instrumentId);
        }
        return holding;
    }

    public Collection<Holding> holdings() {
        return holdings.values();
    }

    /** By our id. */
    NavigableMap<Long, TrackedOrder> byId() {
        return byId;
    }

    /** Null if there is none, or it is long over. */
    public TrackedOrder get(long orderId) {
        return byId.get(orderId);
    }

    /** By our name if it is one, else by the venue's number; null if it is none of ours. */
    TrackedOrder find(String clientOrderId, long venueId) {
        long orderId = ids.orderId(clientOrderId);
        return orderId != 0 ? byId.get(orderId) : byVenueId.get(venueId);
    }

    /** The venue's number of it. */
    void name(TrackedOrder order, long venueId) {
        order.venueId = venueId;
        byVenueId.put(venueId, order);
    }

    /** What the working entries and this one need: the highest. */
    public int leverageFor(TrackedOrder entry) {
        int highest = entry.leverage;
        for (TrackedOrder order : byId.values()) {
            if (isWorkingEntry(order) && order.instrumentId == entry.instrumentId) {
                int own = order.leverage == 0 ? holding(order.instrumentId).leverage : order.leverage;
                highest = Math.max(highest, own);
            }
        }
        return highest;
    }

    /** Whether an entry may fill there. */
    public boolean hasWorkingEntry(Holding holding) {
        return byId.values().stream()
                .anyMatch(order -> isWorkingEntry(order) && order.instrumentId == holding.product.instrumentId());
    }

    private static boolean isWorkingEntry(TrackedOrder order) {
        return (order.isAccepted || order.isUnanswered) && !order.isDone && order.isEntry();
    }

    // What is reported

    /** The first time it is said; what the quota held back is sent again. */
    public void sent(TrackedOrder order) {
        if (order.isSent) {
            return;
        }
        order.isSent = true;
        reports.onOrderReport(accountId, order.instrumentId, new Sent(order.orderId));
    }

    public void unanswered(TrackedOrder order) {
        if (!order.isAccepted && !order.isDone) {
            order.isUnanswered = true;
            reports.onOrderReport(accountId, order.instrumentId, new Unanswered(order.orderId));
        }
    }

    public void rejected(TrackedOrder order, Refusal refusal) {
        if (!order.isAccepted && !order.isDone) {
            done(order);
            reports.onOrderReport(accountId, order.instrumentId, new Rejected(order.orderId, refusal.code()));
        }
    }

    void accept(TrackedOrder order) {
        if (order.isAccepted || order.isDone) {
            return;
        }
        order.isAccepted = true;
        reports.onOrderReport(accountId, order.instrumentId, new Accepted(order.orderId));
        if (order.isUnanswered && order.isCancelAsked) {
            questions.cancelAgain(order);
        }
        order.isUnanswered = false;
    }

    public void edited(TrackedOrder order, long priceE8, long contracts) {
        order.priceE8 = priceE8;
        order.contracts = contracts;
        reports.onOrderReport(accountId, order.instrumentId, new Edited(order.orderId, priceE8, contracts));
    }

    public void editRejected(TrackedOrder order) {
        order.wantedPriceE8 = order.priceE8;
        order.wantedContracts = order.contracts;
        editRejected(order.instrumentId, order.orderId);
    }

    /** Of an order that is not known here any more. */
    public void editRejected(int instrumentId, long orderId) {
        reports.onOrderReport(accountId, instrumentId, new EditRejected(orderId));
    }

    void fill(TrackedOrder order, long contracts, long priceE8, long feeE8) {
        if (order.isDone && !order.isBracketStop()) {
            alarm("order " + order.orderId + " is over here, and fills " + contracts + " contracts");
            reviveStop(order);
        }
        order.filledContracts += contracts;
        if (!order.owesFills() && order.isDone) {
            order.waitsSinceMillis = 0;
        }
        if (order.filledContracts > Math.max(order.contracts, order.wantedContracts)) {
            alarm("order " + order.orderId + " of " + Math.max(order.contracts, order.wantedContracts)
                    + " contracts fills " + order.filledContracts);
        }
        reports.onOrderReport(
                accountId, order.instrumentId, new Filled(order.orderId, order.filledContracts, priceE8, feeE8));
    }

    /** A position that comes so late wants its stop all the same: it is looked for, and said if it is not there. */
    private static void reviveStop(TrackedOrder entry) {
        if (entry.stop != null && entry.stop.isEndedWithEntry) {
            entry.stop.isDone = false;
            entry.stop.isEndedWithEntry = false;
        }
    }

    /** It will not fill, and was not filled whole. */
    public void cancelled(TrackedOrder order) {
        if (!order.isDone) {
            done(order);
            reports.onOrderReport(accountId, order.instrumentId, new Cancelled(order.orderId));
        }
    }

    /** The position was reduced by the venue itself. */
    void liquidated(FillFacts fill, long feeE8) {
        reports.onLiquidated(accountId, fill.instrumentId(), fill.contracts(), fill.priceE8(), feeE8);
    }

    /** The position moved by something that is no order of the engine's. */
    void moved(Holding holding, FillFacts fill, long feeE8) {
        reports.onPositionMoved(
                accountId, holding.product.instrumentId(), holding.contracts, fill.contracts(), fill.priceE8(), feeE8);
    }

    void alarm(String what) {
        reports.onAlarm(accountId, what);
    }

    /** For people. */
    String named(OrderFacts facts) {
        return holding(facts.instrumentId()).product.symbol() + " order " + facts.venueId() + ", "
                + (facts.isBuy() ? "buy " : "sell ") + facts.unfilledContracts();
    }

    // Ends

    void settleAll(Holding holding) {
        for (TrackedOrder order : List.copyOf(byId.values())) {
            if (order.instrumentId == holding.product.instrumentId()) {
                settle(order);
            }
        }
    }

    void settle(TrackedOrder order) {
        if (order.isBracketStop()) {
            giveUpLeg(order);
            return;
        }
        if (order.isDone || !order.hasEnded) {
            return;
        }
        if (order.owesFills()) {
            waitFor(order);
        } else if (order.filledContracts >= order.contracts) {
            done(order);
        } else if (!order.isEntry()
                && !order.isCancelAsked
                && holding(order.instrumentId).isReducedBy(order.isBuy())
                && !doubts.isConfirmed(order.confirmedByAnswer)) {
            waitFor(order);
        } else {
            cancelled(order);
        }
    }

    /** The venue was asked after the entry filled, and has no leg: the engine must know that it stands naked. */
    private void giveUpLeg(TrackedOrder stop) {
        if (stop.isAccepted || stop.waitsSinceMillis == 0 || !doubts.isConfirmed(stop.confirmedByAnswer)) {
            return;
        }
        stop.waitsSinceMillis = 0;
        if (holding(stop.instrumentId).stops.contains(stop)) {
            alarm("the bracket of order " + stop.entry.orderId + " did not come with its fill");
            cancelled(stop);
        }
    }

    void waitFor(TrackedOrder order) {
        if (order.waitsSinceMillis == 0) {
            order.waitsSinceMillis = doubts.nowMillis();
        }
    }

    void done(TrackedOrder order) {
        order.isDone = true;
        order.isUnanswered = false;
        order.waitsSinceMillis = 0;
        if (order.stop != null && order.filledContracts == 0) {
            // It never comes to be, and nobody is told: so does the engine have it.
            order.stop.isEndedWithEntry |= !order.stop.isDone;
            order.stop.isDone = true;
        }
        forgetOldest();
    }

    private void forgetOldest() {
        if (byId.size() <= 2 * DONE_REMEMBERED) {
            return;
        }
        var old = byId.values().stream()
                .filter(each -> each.isDone)
                .limit(DONE_REMEMBERED)
                .toList();
        for (TrackedOrder order : old) {
            byId.remove(order.orderId);
            byVenueId.remove(order.venueId);
        }
    }

    /** Asks for what has been missing for too long. */
    void onTime() {
        for (TrackedOrder order : byId.values()) {
            boolean isOpen = !order.isDone || order.owesFills();
            if (isOpen && doubts.isOverdue(order.waitsSinceMillis)) {
                if (doubts.isConfirmed(order.confirmedByAnswer) && order.owesFills()) {
                    alarm("the venue says that order " + order.orderId + " filled " + order.venueFilledContracts
                            + " contracts, and shows fills of " + order.filledContracts);
                }
                order.waitsSinceMillis = doubts.nowMillis() + doubts.retryMillis();
                order.confirmedByAnswer = doubts.wantOrdersAndFills();
            }
        }
    }

    boolean isSettled() {
        return byId.values().stream().noneMatch(each -> each.isUnanswered || each.waitsSinceMillis != 0);
    }
}
