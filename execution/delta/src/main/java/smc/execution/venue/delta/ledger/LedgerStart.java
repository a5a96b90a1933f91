package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;

/** Lets a ledger begin with what the engine knows and what the venue has. Pure. */
public final class LedgerStart {
    /** How far the engine's time may be ahead of the venue's. */
    private static final long CLOCKS_APART_NANOS = 5_000_000_000L;

    /**
     * What an account has at the venue, as it was read.
     *
     * @param fills newest first
     * @param found orders that were asked for one by one, by our id
     * @param nameless orders without a name of ours that do not work any more, but filled: legs of brackets, and what somebody else has placed
     */
    public record Picture(
            long sinceNanos,
            List<FillFacts> fills,
            List<OrderFacts> open,
            Map<Integer, VenuePosition> positions,
            Map<Long, OrderFacts> found,
            List<OrderFacts> nameless) {
        /** Whether nothing is known of the time before. */
        public boolean isFirst(List<KnownOrder> known) {
            return sinceNanos == 0 && known.isEmpty();
        }
    }

    private final OrderLedger ledger;
    private final TrackedOrders orders;
    private final ClientOrderIds ids;

    public LedgerStart(OrderLedger ledger, ClientOrderIds ids) {
        this.ledger = ledger;
        orders = ledger.orders();
        this.ids = ids;
    }

    /**
     * Takes the engine's picture and the venue's, and reports what makes the first equal to the second, in the order of ids, fills in that of time. What
     * is known here already stays.
     *
     * @return orders that may never have reached the venue
     */
    public List<TrackedOrder> restart(List<KnownOrder> known, Picture picture) {
        var begun = begin(known, picture);
        boolean isFirst = picture.isFirst(known);
        ledger.foreign().begin(picture.open(), isFirst ? past(picture) : "");
        var newFills = new ArrayList<FillFacts>();
        for (FillFacts fill : picture.fills().reversed()) {
            if (!isFirst && !isReportedBefore(fill, begun, picture)) {
                newFills.add(fill);
            } else {
                ledger.fills().reported().add(fill, fill.feeE8().orElse(0));
            }
        }
        newFills.sort(Comparator.comparingLong(FillFacts::venueNanos));
        placeStops(picture, newFills);
        for (OrderFacts facts : picture.nameless()) {
            if (facts.isLeg()) {
                beginEnded(facts, newFills);
            }
            ledger.onOrder(facts);
        }
        var facts = new TreeMap<Long, OrderFacts>(picture.found());
        picture.open().forEach(each -> facts.put(ids.orderId(each.clientOrderId()), each));
        for (TrackedOrder order : List.copyOf(orders.byId().values())) {
            if (facts.containsKey(order.orderId)) {
                ledger.onOrder(facts.get(order.orderId));
                ledger.noteEditElsewhere(facts.get(order.orderId));
            }
        }
        picture.open().forEach(ledger::onOrder);
        for (FillFacts fill : newFills) {
            ledger.fills().add(orders.holding(fill.instrumentId()), fill);
        }
        orders.holdings().forEach(ledger.fills()::drain);
        endLostStops(begun);
        picture.positions()
                .forEach((instrumentId, position) -> orders.holding(instrumentId).contracts = position.contracts());
        ledger.fills().settleAll();
        return begun.keySet().stream()
                .map(orders::get)
                .filter(order -> !order.isBracketStop() && !order.isDone && !facts.containsKey(order.orderId))
                .filter(this::isNeverSeen)
                .toList();
    }

    /**
     * At the very first start of an installation nothing that has filled is its own. What is open all the same is judged by the rules for what is not the
     * engine's (docs/reconciliation.md). Empty if nothing has filled.
     */
    private static String past(Picture picture) {
        return picture.fills().isEmpty()
                ? ""
                : "the account has a past before this data folder, %,d %s for nothing here; %s"
                        .formatted(
                                picture.fills().size(),
                                picture.fills().size() == 1 ? "fill: it counts" : "fills: they count",
                                picture.positions().values().stream().allMatch(position -> position.contracts() == 0)
                                        ? "it holds nothing"
                                        : "what it holds is not the engine's");
    }

    /** Begins to track, and returns by id what was reported to be filled of those not tracked before. */
    private NavigableMap<Long, KnownOrder> begin(List<KnownOrder> known, Picture picture) {
        var begun = new TreeMap<Long, KnownOrder>();
        known.forEach(order ->
                begun.put(order.orderId(), order.state().isFinal() ? withFillsInReach(order, picture) : order));
        begun.keySet().removeAll(orders.byId().keySet());
        for (KnownOrder order : begun.values()) {
            if (order.entryOrderId() == 0) {
                begin(order, null);
            }
        }
        for (KnownOrder order : begun.values()) {
            if (order.entryOrderId() != 0) {
                TrackedOrder entry = orders.byId()
                        .computeIfAbsent(
                                order.entryOrderId(),
                                _ -> finishedEntry(order, picture.found().get(order.entryOrderId())));
                entry.stop = begin(order, entry);
            }
        }
        return begun;
    }

    private TrackedOrder begin(KnownOrder known, TrackedOrder entry) {
        var order = new TrackedOrder(
                known.orderId(),
                known.instrumentId(),
                known.purpose(),
                known.type(),
                known.direction(),
                known.priceE8(),
                known.contracts(),
                entry);
        order.filledContracts = known.filledContracts();
        order.isSent = true;
        order.isAccepted = known.state() == OrderState.OPEN || known.state() == OrderState.PARTLY_FILLED;
        order.isUnanswered = known.state() == OrderState.UNKNOWN;
        if (known.state().isFinal()) {
            order.isDone = true;
            order.isAccepted = known.state() != OrderState.REJECTED;
        }
        orders.add(order);
        return order;
    }

    /** Of an order that is over, the fills that were read do not begin with its first: of what is known to be filled, only what is among them counts. */
    private KnownOrder withFillsInReach(KnownOrder order, Picture picture) {
        OrderFacts facts = picture.found().get(order.orderId());
        if (facts == null) {
            return order;
        }
        long readContracts = picture.fills().stream()
                .filter(fill -> orderId(fill, picture) == order.orderId())
                .mapToLong(FillFacts::contracts)
                .sum();
        return withFilled(order, Math.max(0, order.filledContracts() - (facts.filledContracts() - readContracts)));
    }

    /** Ours; 0 if it is of none of ours. Answers of fills may lack the client's id. */
    private long orderId(FillFacts fill, Picture picture) {
        if (!fill.clientOrderId().isEmpty()) {
            return ids.orderId(fill.clientOrderId());
        }
        return Stream.concat(picture.found().values().stream(), picture.open().stream())
                .filter(facts -> facts.venueId() == fill.venueOrderId())
                .mapToLong(facts -> ids.orderId(facts.clientOrderId()))
                .findFirst()
                .orElse(0);
    }

    /** The entry of a stop that still counts; the engine is done with it. */
    private static TrackedOrder finishedEntry(KnownOrder stop, OrderFacts facts) {
        var entry = new TrackedOrder(
                stop.entryOrderId(),
                stop.instrumentId(),
                OrderPurpose.ENTRY,
                OrderType.LIMIT,
                stop.direction().opposite(),
                0,
                stop.contracts(),
                null);
        entry.isDone = true;
        entry.isAccepted = true;
        if (facts != null) {
            entry.venueId = facts.venueId();
            entry.filledContracts = facts.filledContracts();
        }
        return entry;
    }

    /** One of which the engine had every fill before is over with: a later position must not take it for its own. */
    private void beginEnded(OrderFacts facts, List<FillFacts> newFills) {
        if (ledger.legs().get(facts.venueId()) != null) {
            return;
        }
        Leg leg = ledger.legs().add(facts);
        long newContracts = newFills.stream()
                .filter(fill -> fill.venueOrderId() == facts.venueId())
                .mapToLong(FillFacts::contracts)
                .sum();
        leg.filledContracts = Math.max(0, facts.filledContracts() - newContracts);
        leg.isDone = newContracts == 0;
    }

    /**
     * Whether the engine had the fill before. Of an order it knows, those that make up what it knows to be filled; of others of its own those of before;
     * of legs before the first stop that still counts, all.
     */
    private boolean isReportedBefore(FillFacts fill, NavigableMap<Long, KnownOrder> begun, Picture picture) {
        long sinceNanos = picture.sinceNanos();
        if (ledger.fills().reported().has(fill)) {
            return true;
        }
        if (!fill.isNormal()) {
            return fill.venueNanos() <= sinceNanos;
        }
        long orderId = orderId(fill, picture);
        if (orderId != 0) {
            TrackedOrder order = orders.get(orderId);
            if (order == null) {
                return fill.venueNanos() <= sinceNanos;
            }
            if (order.isDone && !begun.containsKey(orderId)) {
                return true;
            }
            return takeKnown(begun, orderId, fill.contracts());
        }
        if (!fill.clientOrderId().isEmpty()) {
            return fill.venueNanos() <= sinceNanos;
        }
        for (KnownOrder stop : begun.values()) {
            boolean isOfLeg = stop.entryOrderId() != 0
                    && stop.instrumentId() == fill.instrumentId()
                    && (stop.direction() == Direction.LONG) == fill.isBuy()
                    && fill.venueNanos() >= stop.createdNanos() - CLOCKS_APART_NANOS;
            if (isOfLeg) {
                return takeKnown(begun, stop.orderId(), fill.contracts());
            }
        }
        // Of a leg that works here, what was not reported is news: it filled while nobody listened.
        Leg leg = ledger.legs().get(fill.venueOrderId());
        return fill.venueNanos() <= sinceNanos || (leg != null && leg.isDone);
    }

    /** Takes the fill out of what is known to be filled; false if that is used up. */
    private static boolean takeKnown(NavigableMap<Long, KnownOrder> begun, long orderId, long contracts) {
        KnownOrder order = begun.get(orderId);
        if (order == null || order.filledContracts() < contracts) {
            return false;
        }
        begun.put(orderId, withFilled(order, order.filledContracts() - contracts));
        return true;
    }

    private static KnownOrder withFilled(KnownOrder order, long filledContracts) {
        return new KnownOrder(
                order.orderId(),
                order.accountId(),
                order.instrumentId(),
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                filledContracts,
                order.state(),
                order.entryOrderId(),
                order.createdNanos());
    }

    /** The position before the new fills, and the bracket stops that belong to it. */
    private void placeStops(Picture picture, List<FillFacts> newFills) {
        for (Holding holding : orders.holdings()) {
            int instrumentId = holding.product.instrumentId();
            long contracts = picture.positions().get(instrumentId).contracts();
            for (FillFacts fill : newFills) {
                if (fill.instrumentId() == instrumentId) {
                    contracts -= fill.signedContracts();
                }
            }
            holding.contracts = contracts;
            for (TrackedOrder stop : orders.byId().values()) {
                boolean isOfPosition = stop.isBracketStop()
                        && !stop.isDone
                        && stop.instrumentId == instrumentId
                        && holding.isReducedBy(stop.isBuy())
                        && (stop.isAccepted || stop.entry.filledContracts > 0);
                if (isOfPosition && !holding.stops.contains(stop)) {
                    holding.stops.add(stop);
                }
            }
            holding.stops.sort(Comparator.comparing(stop -> !stop.isAccepted));
        }
    }

    /** A bracket stop that worked and has no leg any more will never fill; one whose leg was moved stands where the leg does. */
    private void endLostStops(NavigableMap<Long, KnownOrder> begun) {
        for (long orderId : begun.keySet()) {
            TrackedOrder stop = orders.get(orderId);
            if (!stop.isBracketStop() || stop.isDone || !stop.isAccepted) {
                continue;
            }
            Leg leg = ledger.liveLeg(stop);
            boolean isEnding = ledger.legs().all().stream().anyMatch(each -> !each.isDone && each.stops.contains(stop));
            if (leg != null && leg.stops.getFirst() == stop && leg.stopE8 != stop.priceE8) {
                orders.edited(stop, leg.stopE8, stop.contracts);
            } else if (leg == null && !isEnding) {
                orders.cancelled(stop);
            }
        }
    }

    private boolean isNeverSeen(TrackedOrder order) {
        if (order.isAccepted) {
            ledger.onOrderGone(order);
            return false;
        }
        return true;
    }
}
