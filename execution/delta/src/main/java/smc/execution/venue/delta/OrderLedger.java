package smc.execution.venue.delta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderType;
import smc.execution.venue.VenueReports;

/**
 * The orders of one account: takes what REST answers and sockets say of them, in any order and any number of times, and reports each thing once, what
 * is accepted before what is filled, what is final last. Pure; event loop; time is handed in.
 *
 * <p><b>Fills</b> come from fills alone, by id, never from the filled size of an order: that only says how many must still come before the order's end
 * is reported. Those of an instrument are placed in the venue's order, so that no exit is reported before its entry; one of which it is not known whose
 * it is holds up those behind it until the venue was asked.
 *
 * <p><b>Ends.</b> A reduce-only order that ends without our asking ends because its position is gone; so it waits for the fill that closed the position,
 * or for the answer that there is none. Otherwise the engine would think that it stands naked.
 *
 * <p><b>Legs.</b> A bracket's leg has no name of ours. It is mapped to the stops of the entries that made the position; its fills go to the first of
 * them up to its size, then to the next.
 */
final class OrderLedger {
    private static final int DONE_REMEMBERED = 1_000;
    /** Pauses between two cancels of the same stray, until the venue shows it over. */
    private static final int STRAY_RETRIES = 5;

    private final int accountId;
    private final ClientOrderIds ids;
    private final DeltaSettings settings;
    private final VenueReports reports;
    private final Questions questions;

    private final NavigableMap<Integer, Holding> holdings = new TreeMap<>();
    private final NavigableMap<Long, TrackedOrder> orders = new TreeMap<>();
    private final Map<Long, TrackedOrder> ordersByVenueId = new HashMap<>();
    private final NavigableMap<Long, Leg> legs = new TreeMap<>();
    private final Set<Long> foreignOrders = new HashSet<>();
    /** Entries that work at the venue and must not, by the venue's number. */
    private final NavigableMap<Long, Stray> strays = new TreeMap<>();

    private final Set<Long> askedOrders = new HashSet<>();

    private final ReportedFills reported = new ReportedFills();

    private long nowMillis;
    private long lastFillNanos;
    private long fillsWanted;
    private long fillsAsked;
    private long fillsAnswered;
    private boolean isAskingFills;
    private long askFillsFromMillis;
    private boolean isAskingOpenOrders;

    private static final class Stray {
        private final int instrumentId;
        private long askedMillis;

        private Stray(int instrumentId) {
            this.instrumentId = instrumentId;
        }
    }

    OrderLedger(
            int accountId,
            ClientOrderIds ids,
            Collection<ProductFacts> products,
            DeltaSettings settings,
            VenueReports reports,
            Questions questions) {
        this.accountId = accountId;
        this.ids = ids;
        this.settings = settings;
        this.reports = reports;
        this.questions = questions;
        products.forEach(product -> holdings.put(product.instrumentId(), new Holding(product)));
    }

    // What is asked of us

    /** @param stopOrderId 0 for no bracket */
    TrackedOrder submit(
            long orderId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8) {
        var order = new TrackedOrder(orderId, instrumentId, purpose, type, direction, priceE8, contracts, null);
        order.leverage = leverage;
        if (stopOrderId != 0) {
            addStop(order, stopOrderId, stopE8, contracts);
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
        if (orders.putIfAbsent(order.orderId, order) != null) {
            throw new IllegalArgumentException("expected each order once, was twice: " + order.orderId);
        }
    }

    /** @throws IllegalArgumentException if there is none */
    Holding holding(int instrumentId) {
        Holding holding = holdings.get(instrumentId);
        if (holding == null) {
            throw new IllegalArgumentException(
                    "expected an instrument of " + holdings.keySet() + ", was " + instrumentId);
        }
        return holding;
    }

    Collection<Holding> holdings() {
        return holdings.values();
    }

    /** By id. */
    NavigableMap<Long, TrackedOrder> orders() {
        return orders;
    }

    /** By the venue's number. */
    NavigableMap<Long, Leg> legs() {
        return legs;
    }

    ReportedFills reported() {
        return reported;
    }

    /** What the working entries and this one need: the highest. */
    int leverageFor(TrackedOrder entry) {
        int highest = entry.leverage;
        for (TrackedOrder order : orders.values()) {
            boolean mayWork = (order.isAccepted || order.isUnanswered) && !order.isDone;
            if (mayWork && order.isEntry() && order.instrumentId == entry.instrumentId) {
                int own = order.leverage == 0 ? holding(order.instrumentId).leverage : order.leverage;
                highest = Math.max(highest, own);
            }
        }
        return highest;
    }

    /** The leg that stands for the stop now; null if there is none. */
    Leg liveLeg(TrackedOrder stop) {
        for (Leg leg : legs.values()) {
            if (leg.isLive() && leg.stops.contains(stop)) {
                return leg;
            }
        }
        return null;
    }

    // What became of our requests

    void sent(TrackedOrder order) {
        reports.onOrderReport(accountId, order.instrumentId, new Sent(order.orderId));
    }

    void unanswered(TrackedOrder order) {
        if (!order.isAccepted && !order.isDone) {
            order.isUnanswered = true;
            reports.onOrderReport(accountId, order.instrumentId, new Unanswered(order.orderId));
        }
    }

    void rejected(TrackedOrder order, Refusal refusal) {
        if (!order.isAccepted && !order.isDone) {
            done(order);
            reports.onOrderReport(accountId, order.instrumentId, new Rejected(order.orderId, refusal.code()));
        }
    }

    void edited(TrackedOrder order, long priceE8, long contracts) {
        order.priceE8 = priceE8;
        order.contracts = contracts;
        reports.onOrderReport(accountId, order.instrumentId, new Edited(order.orderId, priceE8, contracts));
    }

    void editRejected(TrackedOrder order) {
        order.wantedPriceE8 = order.priceE8;
        order.wantedContracts = order.contracts;
        reports.onOrderReport(accountId, order.instrumentId, new EditRejected(order.orderId));
    }

    /** It will not fill, and was not filled whole. */
    void cancelled(TrackedOrder order) {
        if (!order.isDone) {
            done(order);
            reports.onOrderReport(accountId, order.instrumentId, new Cancelled(order.orderId));
        }
    }

    // What the venue says of orders

    void onOrder(OrderFacts facts) {
        if (facts.isFinal()) {
            strays.remove(facts.venueId());
        }
        TrackedOrder order = find(facts.clientOrderId(), facts.venueId());
        if (order != null) {
            update(order, facts);
        } else if (facts.isLeg()) {
            updateLeg(facts);
        } else {
            noteForeign(facts);
        }
        drain(holding(facts.instrumentId()));
    }

    private TrackedOrder find(String clientOrderId, long venueId) {
        long orderId = ids.orderId(clientOrderId);
        return orderId != 0 ? orders.get(orderId) : ordersByVenueId.get(venueId);
    }

    private void update(TrackedOrder order, OrderFacts facts) {
        order.venueId = facts.venueId();
        ordersByVenueId.put(facts.venueId(), order);
        boolean isNeverOpen = facts.state() == OrderFacts.State.CANCELLED
                && facts.filledContracts() == 0
                && !facts.cancellationReason().isEmpty()
                && !facts.cancellationReason().equals("cancelled_by_user");
        order.isEndShown |= facts.isFinal();
        if (isNeverOpen && !order.isAccepted) {
            rejected(order, Refusal.of(facts.cancellationReason()));
            return;
        }
        accept(order);
        order.venueFilledContracts = Math.max(order.venueFilledContracts, facts.filledContracts());
        order.hasEnded |= facts.isFinal();
        if (order.isDone) {
            onShownAfterItsEnd(order, facts);
        } else {
            settle(order);
        }
    }

    /** The venue has an order that is over here: whatever made us believe that, what the venue shows counts. */
    private void onShownAfterItsEnd(TrackedOrder order, OrderFacts facts) {
        if (order.owesFills()) {
            waitFor(order);
        }
        if (order.isEndShown) {
            return;
        }
        if (!order.isStrayTold) {
            order.isStrayTold = true;
            alarm("the venue works order " + order.orderId + ", which is over here, and it is "
                    + (order.isEntry() ? "cancelled: " : "left, since it only reduces: ") + named(facts));
        }
        if (order.isEntry()) {
            cancelStray(facts);
        }
    }

    private void cancelStray(OrderFacts facts) {
        if (strays.containsKey(facts.venueId())) {
            return;
        }
        var stray = new Stray(facts.instrumentId());
        stray.askedMillis = nowMillis;
        strays.put(facts.venueId(), stray);
        questions.cancelStray(facts.venueId(), facts.instrumentId());
    }

    private String named(OrderFacts facts) {
        return holding(facts.instrumentId()).product.symbol() + " order " + facts.venueId() + ", "
                + (facts.isBuy() ? "buy " : "sell ") + facts.unfilledContracts();
    }

    private void accept(TrackedOrder order) {
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

    private void updateLeg(OrderFacts facts) {
        Leg leg = legs.computeIfAbsent(facts.venueId(), _ -> new Leg(facts));
        leg.stopE8 = facts.stopE8();
        leg.venueFilledContracts = Math.max(leg.venueFilledContracts, facts.filledContracts());
        leg.hasEnded |= facts.isFinal();
        attachLegs(holding(facts.instrumentId()));
        settle(leg);
    }

    private void noteForeign(OrderFacts facts) {
        if (!foreignOrders.add(facts.venueId()) || facts.isFinal()) {
            return;
        }
        boolean isOurs = ids.orderId(facts.clientOrderId()) != 0;
        if (isOurs && !facts.isReduceOnly()) {
            alarm("the venue works an entry of this installation that the engine does not know, and it is cancelled: "
                    + named(facts));
            cancelStray(facts);
        } else {
            alarm("the venue works an order that is not the engine's, and it is left: " + named(facts));
        }
    }

    /** All that works at the venue; what we thought does and is not there is asked for. */
    void onOpenOrders(List<OrderFacts> open) {
        isAskingOpenOrders = false;
        var there = new HashSet<Long>();
        for (OrderFacts facts : open) {
            there.add(facts.venueId());
            onOrder(facts);
            noteEditElsewhere(facts);
        }
        for (TrackedOrder order : List.copyOf(orders.values())) {
            boolean isMissing = order.isAccepted && !order.isDone && !order.hasEnded && !order.isBracketStop();
            if (isMissing && !there.contains(order.venueId)) {
                questions.askOrder(order);
            }
        }
        for (Leg leg : legs.values()) {
            if (!leg.hasEnded && !there.contains(leg.venueId)) {
                questions.askVenueOrder(leg.venueId);
            }
        }
    }

    void onOpenOrdersUnanswered() {
        isAskingOpenOrders = false;
        // Whoever waits for this answer asks again.
        orders.values().forEach(order -> order.confirmedByAnswer = 0);
        legs.values().forEach(leg -> leg.confirmedByAnswer = 0);
    }

    void noteEditElsewhere(OrderFacts facts) {
        TrackedOrder order = find(facts.clientOrderId(), facts.venueId());
        if (order == null || order.editsUnderWay > 0 || order.isDone) {
            return;
        }
        long priceE8 = facts.priceE8(order.type);
        boolean isOtherPrice = order.type != OrderType.MARKET && priceE8 != order.priceE8;
        if (isOtherPrice || facts.contracts() != order.contracts) {
            edited(order, order.type == OrderType.MARKET ? order.priceE8 : priceE8, facts.contracts());
        }
    }

    /** The venue does not know the order any more. */
    void onOrderGone(TrackedOrder order) {
        if (order.isAccepted && !order.isDone) {
            alarm("the venue does not know order " + order.orderId + " any more");
            order.hasEnded = true;
            settle(order);
        }
    }

    void onVenueOrderGone(long venueId) {
        strays.remove(venueId);
        Leg leg = legs.get(venueId);
        if (leg != null) {
            leg.hasEnded = true;
            settle(leg);
        } else {
            foreignOrders.add(venueId);
        }
        holdings.values().forEach(this::drain);
    }

    // What the venue says of fills

    /** A fill of the channel. */
    void onFill(FillFacts fill) {
        Holding holding = holding(fill.instrumentId());
        boolean isEarly = holding.sequence != 0 && fill.sequence() > holding.sequence + 1;
        if (isEarly) {
            holding.early.put(fill.sequence(), fill);
            if (holding.earlySinceMillis == 0) {
                holding.earlySinceMillis = nowMillis;
            }
            return;
        }
        if (fill.sequence() == holding.sequence + 1 || holding.sequence == 0 || fill.sequence() == 1) {
            holding.sequence = fill.sequence();
        }
        add(holding, fill);
        while (!holding.early.isEmpty() && holding.early.firstKey() <= holding.sequence + 1) {
            FillFacts next = holding.early.pollFirstEntry().getValue();
            holding.sequence = Math.max(holding.sequence, next.sequence());
            add(holding, next);
        }
        if (holding.early.isEmpty()) {
            holding.earlySinceMillis = 0;
        }
        drain(holding);
    }

    /** The answer to {@link Questions#askFills}. */
    void onFills(List<FillFacts> newestFirst) {
        isAskingFills = false;
        fillsAnswered = fillsAsked;
        for (FillFacts fill : newestFirst.reversed()) {
            add(holding(fill.instrumentId()), fill);
        }
        String differences = reported.check(newestFirst);
        if (!differences.isEmpty()) {
            alarm("the venue charged other fees than were reported, in 1e-8 USD: " + differences);
        }
        for (Holding holding : holdings.values()) {
            // What came too early is in the answer, or has nothing before it that is still to come.
            while (holding.earlySinceMillis != 0 && !holding.early.isEmpty()) {
                FillFacts next = holding.early.pollFirstEntry().getValue();
                holding.sequence = Math.max(holding.sequence, next.sequence());
                add(holding, next);
            }
            holding.earlySinceMillis = 0;
            drain(holding);
        }
        settleAll();
        if (fillsWanted > fillsAnswered) {
            askFills();
        }
    }

    void onFillsUnanswered() {
        isAskingFills = false;
        askFillsFromMillis = nowMillis + settings.retryMillis();
    }

    void add(Holding holding, FillFacts fill) {
        boolean isKnown = reported.has(fill)
                || holding.fills.stream().anyMatch(each -> each.fillId().equals(fill.fillId()));
        if (!isKnown) {
            holding.fills.add(fill);
            lastFillNanos = Math.max(lastFillNanos, fill.venueNanos());
        }
    }

    /** Places what waits, as far as it is known whose it is. */
    void drain(Holding holding) {
        while (!holding.fills.isEmpty() && place(holding, holding.fills.peek())) {
            holding.fills.remove();
            holding.waitsSinceMillis = 0;
        }
        if (!holding.fills.isEmpty() && holding.waitsSinceMillis == 0) {
            holding.waitsSinceMillis = nowMillis;
        }
    }

    private boolean place(Holding holding, FillFacts fill) {
        TrackedOrder order = find(fill.clientOrderId(), fill.venueOrderId());
        Leg leg = legs.get(fill.venueOrderId());
        boolean isForeign = !fill.clientOrderId().isEmpty() || foreignOrders.contains(fill.venueOrderId());
        if (order == null && leg == null && !isForeign && fill.isNormal()) {
            return false;
        }
        long feeE8 = fill.feeE8()
                .orElseGet(() ->
                        holding.product.feeE8(fill.contracts(), fill.priceE8(), fill.isMaker(), settings.gstRateE8()));
        reported.add(fill, feeE8);
        if (fill.isLiquidation()) {
            move(holding, fill);
            reports.onLiquidated(accountId, fill.instrumentId(), fill.contracts(), fill.priceE8(), feeE8);
        } else if (order != null) {
            accept(order);
            fill(order, fill.contracts(), fill.priceE8(), feeE8);
            move(holding, fill);
            join(holding, order);
            settle(order);
        } else if (leg != null) {
            fill(leg, holding, fill, feeE8);
            move(holding, fill);
            settle(leg);
        } else {
            move(holding, fill);
            alarm("a fill that is of no order of the engine's: " + holding.product.symbol() + " "
                    + fill.signedContracts() + " contracts, order " + fill.venueOrderId() + ", " + fill.reason());
            reports.onPositionMoved(accountId, fill.instrumentId(), holding.contracts);
        }
        attachLegs(holding);
        settleAll(holding);
        return true;
    }

    private void fill(TrackedOrder order, long contracts, long priceE8, long feeE8) {
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

    private void fill(Leg leg, Holding holding, FillFacts fill, long feeE8) {
        attachLegs(holding);
        long left = fill.contracts();
        long feeLeftE8 = feeE8;
        leg.filledContracts += left;
        var takers = new ArrayList<>(leg.stops);
        // Those that were given up count last: what they fill still happened.
        takers.sort(Comparator.comparing(stop -> stop.isDone));
        for (TrackedOrder stop : takers) {
            long taken = Math.min(left, stop.room());
            if (taken > 0) {
                left -= taken;
                long partE8 = left == 0
                        ? feeLeftE8
                        : Math.min(
                                feeLeftE8,
                                holding.product.feeE8(taken, fill.priceE8(), fill.isMaker(), settings.gstRateE8()));
                feeLeftE8 -= partE8;
                accept(stop);
                fill(stop, taken, fill.priceE8(), partE8);
            }
        }
        if (left > 0) {
            alarm("a bracket's leg filled " + left + " contracts of " + holding.product.symbol()
                    + " beyond the stops of the engine");
        }
    }

    /** Takes the fill into the position. Where it crosses zero, what protected the old position is over. */
    private void move(Holding holding, FillFacts fill) {
        long before = holding.contracts;
        holding.contracts = fill.positionContracts().orElse(Math.addExact(holding.contracts, fill.signedContracts()));
        if (before != 0 && Long.signum(before) != Long.signum(holding.contracts)) {
            for (Leg leg : legs.values()) {
                if (leg.instrumentId == fill.instrumentId() && !leg.stops.isEmpty() && !leg.isOver) {
                    leg.isOver = true;
                    leg.waitsSinceMillis = nowMillis;
                }
            }
            holding.stops.clear();
        }
    }

    private void join(Holding holding, TrackedOrder order) {
        boolean isInDirection = order.isBuy() ? holding.contracts > 0 : holding.contracts < 0;
        if (order.stop != null && isInDirection && !holding.stops.contains(order.stop)) {
            holding.stops.add(order.stop);
            if (!order.stop.isAccepted && !order.stop.isDone) {
                // Its leg should be there at any moment.
                waitFor(order.stop);
            }
        }
    }

    /** The newest leg that can protect the position stands for the stops of its entries. */
    private void attachLegs(Holding holding) {
        if (holding.isFlat() || holding.stops.isEmpty()) {
            return;
        }
        Leg newest = null;
        for (Leg leg : legs.values()) {
            if (leg.instrumentId == holding.product.instrumentId()
                    && !leg.isOver
                    && !leg.isDone
                    && holding.isReducedBy(leg.isBuy)) {
                newest = leg;
            }
        }
        if (newest == null) {
            return;
        }
        for (TrackedOrder stop : holding.stops) {
            if (!newest.stops.contains(stop)) {
                newest.stops.add(stop);
                stop.waitsSinceMillis = 0;
                accept(stop);
            }
        }
    }

    // Ends

    void settleAll() {
        holdings.values().forEach(this::settleAll);
    }

    private void settleAll(Holding holding) {
        for (TrackedOrder order : List.copyOf(orders.values())) {
            if (order.instrumentId == holding.product.instrumentId()) {
                settle(order);
            }
        }
        for (Leg leg : List.copyOf(legs.values())) {
            if (leg.instrumentId == holding.product.instrumentId()) {
                settle(leg);
            }
        }
    }

    private void settle(TrackedOrder order) {
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
                && !isConfirmed(order.confirmedByAnswer)) {
            waitFor(order);
        } else {
            cancelled(order);
        }
    }

    /** The venue was asked after the entry filled, and has no leg: the engine must know that it stands naked. */
    private void giveUpLeg(TrackedOrder stop) {
        if (stop.isAccepted || stop.waitsSinceMillis == 0 || !isConfirmed(stop.confirmedByAnswer)) {
            return;
        }
        stop.waitsSinceMillis = 0;
        if (holding(stop.instrumentId).stops.contains(stop)) {
            alarm("the bracket of order " + stop.entry.orderId + " did not come with its fill");
            cancelled(stop);
        }
    }

    private void waitFor(TrackedOrder order) {
        if (order.waitsSinceMillis == 0) {
            order.waitsSinceMillis = nowMillis;
        }
    }

    private void settle(Leg leg) {
        if (leg.isDone || !leg.hasEnded) {
            return;
        }
        boolean isEndDoubtful = leg.filledContracts < leg.venueFilledContracts
                || (!leg.isOver && !leg.isCancelAsked && !isConfirmed(leg.confirmedByAnswer));
        boolean isStandIn = !leg.stops.isEmpty();
        if (isStandIn && isEndDoubtful) {
            if (leg.waitsSinceMillis == 0) {
                leg.waitsSinceMillis = nowMillis;
            }
            return;
        }
        if (!isStandIn && leg.filledContracts < leg.venueFilledContracts) {
            return;
        }
        if (!isStandIn && !holding(leg.instrumentId).fills.isEmpty()) {
            // The fill of the entry that brought it may be among those that wait.
            return;
        }
        leg.isDone = isStandIn;
        for (TrackedOrder stop : leg.stops) {
            if (liveLeg(stop) == null) {
                if (stop.filledContracts < stop.contracts) {
                    cancelled(stop);
                } else {
                    done(stop);
                }
            }
        }
    }

    private boolean isConfirmed(long byAnswer) {
        return byAnswer != 0 && fillsAnswered >= byAnswer;
    }

    private void done(TrackedOrder order) {
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
        if (orders.size() <= 2 * DONE_REMEMBERED) {
            return;
        }
        var old = orders.values().stream()
                .filter(each -> each.isDone)
                .limit(DONE_REMEMBERED)
                .toList();
        for (TrackedOrder order : old) {
            orders.remove(order.orderId);
            ordersByVenueId.remove(order.venueId);
        }
        while (legs.size() > DONE_REMEMBERED && legs.firstEntry().getValue().hasEnded) {
            legs.pollFirstEntry();
        }
    }

    // Time

    /** Asks for what has been missing for too long. To be called several times a second. */
    void onTime(long nowMillis) {
        this.nowMillis = nowMillis;
        for (Holding holding : holdings.values()) {
            if (isOverdue(holding.earlySinceMillis)) {
                wantFills();
            }
            if (isOverdue(holding.waitsSinceMillis) && !holding.fills.isEmpty()) {
                long venueId = holding.fills.element().venueOrderId();
                if (askedOrders.add(venueId)) {
                    questions.askVenueOrder(venueId);
                }
            }
        }
        for (TrackedOrder order : orders.values()) {
            boolean isOpen = !order.isDone || order.owesFills();
            if (isOpen && isOverdue(order.waitsSinceMillis)) {
                if (isConfirmed(order.confirmedByAnswer) && order.owesFills()) {
                    alarm("the venue says that order " + order.orderId + " filled " + order.venueFilledContracts
                            + " contracts, and shows fills of " + order.filledContracts);
                }
                order.waitsSinceMillis = nowMillis + settings.retryMillis();
                order.confirmedByAnswer = wantOrdersAndFills();
            }
        }
        strays.forEach((venueId, stray) -> {
            if (nowMillis - stray.askedMillis >= STRAY_RETRIES * settings.retryMillis()) {
                stray.askedMillis = nowMillis;
                questions.cancelStray(venueId, stray.instrumentId);
            }
        });
        for (Leg leg : legs.values()) {
            if (!leg.isDone && isOverdue(leg.waitsSinceMillis)) {
                leg.waitsSinceMillis = nowMillis + settings.retryMillis();
                leg.confirmedByAnswer = wantOrdersAndFills();
            }
            alignLeg(leg);
        }
        if (fillsWanted > fillsAnswered && !isAskingFills && nowMillis >= askFillsFromMillis) {
            askFills();
        }
    }

    private void alignLeg(Leg leg) {
        if (!leg.isLive() || leg.stops.isEmpty()) {
            return;
        }
        TrackedOrder stop = leg.stops.getFirst();
        if (leg.stopE8 == stop.priceE8 || stop.editsUnderWay > 0 || stop.isDone || stop.isCancelAsked) {
            leg.strayedSinceMillis = 0;
        } else if (leg.strayedSinceMillis == 0) {
            leg.strayedSinceMillis = nowMillis;
        } else if (isOverdue(leg.strayedSinceMillis)) {
            leg.strayedSinceMillis = 0;
            questions.editAgain(stop);
        }
    }

    private boolean isOverdue(long sinceMillis) {
        return sinceMillis != 0 && nowMillis - sinceMillis >= settings.graceMillis();
    }

    private long wantOrdersAndFills() {
        look();
        return wantFills();
    }

    private long wantFills() {
        fillsWanted = Math.max(fillsWanted, fillsAsked + 1);
        if (!isAskingFills && nowMillis >= askFillsFromMillis) {
            askFills();
        }
        return fillsWanted;
    }

    private void askFills() {
        isAskingFills = true;
        fillsAsked = fillsWanted;
        questions.askFills();
    }

    /** What works at the venue is held against what works here, although nothing says that they differ. */
    void look() {
        if (!isAskingOpenOrders) {
            isAskingOpenOrders = true;
            questions.askOpenOrders();
        }
    }

    /** Whether fees were reported that the venue has not confirmed. */
    boolean hasUncheckedFees() {
        return reported.hasUnchecked();
    }

    void checkFees() {
        wantFills();
    }

    /** The connection is new: everything may have been missed. */
    void onReconnected() {
        for (Holding holding : holdings.values()) {
            holding.sequence = 0;
        }
        wantOrdersAndFills();
    }

    /** Something on the channels was missed. */
    void onGap() {
        wantOrdersAndFills();
    }

    /** Time of the last fill taken, by the venue; 0 before the first. */
    long lastFillNanos() {
        return lastFillNanos;
    }

    /** Whether nothing is waited for, except the end of orders that work. */
    boolean isSettled() {
        return !isAskingFills
                && !isAskingOpenOrders
                && fillsWanted == fillsAnswered
                && strays.isEmpty()
                && holdings.values().stream().allMatch(each -> each.fills.isEmpty() && each.early.isEmpty())
                && orders.values().stream().noneMatch(each -> each.isUnanswered || each.waitsSinceMillis != 0)
                && legs.values().stream().noneMatch(each -> !each.isDone && each.waitsSinceMillis != 0);
    }

    void alarm(String what) {
        reports.onAlarm(accountId, what);
    }
}
