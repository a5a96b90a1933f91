package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import smc.strategy.number.FixedPoint;

/**
 * The legs of an account's brackets. Pure.
 *
 * <p>A bracket's leg has no name of ours. It is mapped to the stops of the entries that made the position; its fills go to the first of them up to its
 * size, then to the next.
 */
final class Legs {
    private static final int ENDED_REMEMBERED = 1_000;

    private final TrackedOrders orders;
    private final Doubts doubts;
    private final Questions questions;
    private final long gstRateE8;

    /** By the venue's number. */
    private final NavigableMap<Long, Leg> legs = new TreeMap<>();

    /** @param gstRateE8 tax on a fee, as a fraction */
    Legs(TrackedOrders orders, Doubts doubts, Questions questions, long gstRateE8) {
        this.orders = orders;
        this.doubts = doubts;
        this.questions = questions;
        this.gstRateE8 = gstRateE8;
    }

    /** By the venue's number. */
    Collection<Leg> all() {
        return legs.values();
    }

    /** Null if there is none. */
    Leg get(long venueId) {
        return legs.get(venueId);
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

    /** Begins to track it, if that is news. */
    Leg add(OrderFacts facts) {
        Leg known = legs.get(facts.venueId());
        if (known != null) {
            return known;
        }
        while (legs.size() > ENDED_REMEMBERED && legs.firstEntry().getValue().hasEnded) {
            legs.pollFirstEntry();
        }
        var leg = new Leg(facts);
        legs.put(leg.venueId, leg);
        return leg;
    }

    void update(OrderFacts facts) {
        Leg leg = add(facts);
        leg.stopE8 = facts.stopE8();
        leg.venueFilledContracts = Math.max(leg.venueFilledContracts, facts.filledContracts());
        leg.hasEnded |= facts.isFinal();
        attach(orders.holding(facts.instrumentId()));
        settle(leg);
    }

    /** The newest leg that can protect the position stands for the stops of its entries. */
    void attach(Holding holding) {
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
                orders.accept(stop);
            }
        }
    }

    void fill(Leg leg, Holding holding, FillFacts fill, long feeE8) {
        attach(holding);
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
                        : Math.min(feeLeftE8, holding.product.feeE8(taken, fill.priceE8(), fill.isMaker(), gstRateE8));
                feeLeftE8 -= partE8;
                orders.accept(stop);
                orders.fill(stop, taken, fill.priceE8(), partE8);
            }
        }
        if (left > 0) {
            orders.alarm("a bracket's leg filled " + left + " contracts of " + holding.product.symbol()
                    + " beyond the stops of the engine");
        }
    }

    /** The position crossed zero: what protected the old one is over. */
    void endWith(Holding holding) {
        for (Leg leg : legs.values()) {
            if (leg.instrumentId == holding.product.instrumentId() && !leg.stops.isEmpty() && !leg.isOver) {
                leg.isOver = true;
                leg.waitsSinceMillis = doubts.nowMillis();
            }
        }
        holding.stops.clear();
    }

    void settleAll(Holding holding) {
        for (Leg leg : List.copyOf(legs.values())) {
            if (leg.instrumentId == holding.product.instrumentId()) {
                settle(leg);
            }
        }
    }

    /** The venue does not know it any more. */
    void onGone(Leg leg) {
        leg.hasEnded = true;
        settle(leg);
    }

    void settle(Leg leg) {
        if (leg.isDone || !leg.hasEnded) {
            return;
        }
        boolean isEndDoubtful = leg.filledContracts < leg.venueFilledContracts
                || (!leg.isOver && !leg.isCancelAsked && !doubts.isConfirmed(leg.confirmedByAnswer));
        boolean isStandIn = !leg.stops.isEmpty();
        if (isStandIn && isEndDoubtful) {
            if (leg.waitsSinceMillis == 0) {
                leg.waitsSinceMillis = doubts.nowMillis();
            }
            return;
        }
        if (!isStandIn && leg.filledContracts < leg.venueFilledContracts) {
            return;
        }
        if (!isStandIn && !orders.holding(leg.instrumentId).fills.isEmpty()) {
            // The fill of the entry that brought it may be among those that wait.
            return;
        }
        leg.isDone = isStandIn;
        for (TrackedOrder stop : leg.stops) {
            if (liveLeg(stop) == null) {
                if (stop.filledContracts < stop.contracts) {
                    orders.cancelled(stop);
                } else {
                    orders.done(stop);
                }
            }
        }
    }

    /** Asks for what has been missing for too long, and moves what is not where it was reported. */
    void onTime() {
        for (Leg leg : legs.values()) {
            if (!leg.isDone && doubts.isOverdue(leg.waitsSinceMillis)) {
                leg.waitsSinceMillis = doubts.nowMillis() + doubts.retryMillis();
                leg.confirmedByAnswer = doubts.wantOrdersAndFills();
            }
            align(leg);
        }
    }

    private void align(Leg leg) {
        if (!leg.isLive() || leg.stops.isEmpty()) {
            return;
        }
        TrackedOrder stop = leg.stops.getFirst();
        if (leg.stopE8 == stop.priceE8 || stop.editsUnderWay > 0 || stop.isDone || stop.isCancelAsked) {
            leg.strayedSinceMillis = 0;
        } else if (leg.strayedSinceMillis == 0) {
            leg.strayedSinceMillis = doubts.nowMillis();
        } else if (doubts.isOverdue(leg.strayedSinceMillis)) {
            leg.strayedSinceMillis = 0;
            orders.alarm("the stop of order " + stop.orderId + " stands at " + FixedPoint.formatE8(leg.stopE8)
                    + " at the venue instead of " + FixedPoint.formatE8(stop.priceE8) + ", and is moved again");
            questions.editAgain(stop);
        }
    }

    boolean isSettled() {
        return legs.values().stream().noneMatch(each -> !each.isDone && each.waitsSinceMillis != 0);
    }
}
