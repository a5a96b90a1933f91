package smc.execution.desk;

import java.util.Optional;
import smc.execution.order.Order;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** An entry order, the zone it trades, and the stop that comes with it. Engine thread. */
final class Entry {
    final Zone zone;
    final Order order;
    /** The bracket stop; exists at the venue with the first fill. */
    final Order stop;
    /** Average true range to plan with; 0 takes that of the last candle closed at the fill. */
    final long atrE8;
    /** The rules it was ordered by; a trade of it keeps them, whatever the account goes on under. */
    final DeskSettings terms;

    /** The trade it opened or joined; 0 before the first fill. */
    long tradeId;
    /** Price was at its level before the venue had accepted it. */
    boolean wasReachedBeforeLive;
    /** Its cancel was asked for because trading was switched off. No part of the hash, since journals hold hashes made without it. */
    boolean wasSwitchedOff;
    /** Price had been at its level in the candle that was forming when trading was switched off, or when that befell the one in whose place it is. */
    boolean wasReached;
    /** Another entry of the scope filled while it was working: what it fills from then on is not wanted. */
    boolean hasYielded;
    /** Everything was to be closed while it was working: what it fills from then on is closed too. */
    boolean isFlattened;
    /** Why it was refused; 0 if it was not. */
    long refusalCode;
    /** The copy it was told whole in last; no part of its state. */
    private long copiedIn;

    Entry(Zone zone, Order order, Order stop, long atrE8, DeskSettings terms) {
        this.zone = zone;
        this.order = order;
        this.stop = stop;
        this.atrE8 = atrE8;
        this.terms = terms;
    }

    /** Whether the candle that is forming has come to its level. */
    boolean isReached(Market market) {
        return zone.isTouchedBy(market.formingHighE8(), market.formingLowE8());
    }

    /** Copies itself out: whole for the first time in a copy, by the id of its order after that. */
    void copyTo(StateCopy out, String name, DeskCopy.Told told) {
        out.begin(name);
        if (copiedIn == told.copy()) {
            out.put("orderId", order.id()).end();
            return;
        }
        copiedIn = told.copy();
        out.put("orderId", order.id());
        zone.copyTo(out, "zone", told);
        order.copyTo(out, "order", told.copy());
        stop.copyTo(out, "stop", told.copy());
        told.copyTo(out, terms);
        out.put("atrE8", atrE8)
                .put("tradeId", tradeId)
                .put("wasReachedBeforeLive", wasReachedBeforeLive)
                .put("wasSwitchedOff", wasSwitchedOff)
                .put("wasReached", wasReached)
                .put("hasYielded", hasYielded)
                .put("refusalCode", refusalCode);
        if (isFlattened) {
            out.put("isFlattened", true);
        }
        out.end();
    }

    static Entry of(StateTree in, DeskCopy.Remade remade) {
        long orderId = in.number("orderId");
        return remade.entry(orderId).orElseGet(() -> {
            StateTree zone = in.object("zone");
            var entry = new Entry(
                    Zone.of(zone, remade),
                    Order.of(in.object("order"), remade.orders()),
                    Order.of(in.object("stop"), remade.orders()),
                    in.number("atrE8"),
                    remade.terms(in));
            entry.tradeId = in.number("tradeId");
            entry.wasReachedBeforeLive = in.truth("wasReachedBeforeLive");
            entry.wasSwitchedOff = in.truth("wasSwitchedOff");
            entry.wasReached = in.truth("wasReached");
            entry.hasYielded = in.truth("hasYielded");
            entry.refusalCode = in.number("refusalCode");
            entry.isFlattened = in.has("isFlattened") && in.truth("isFlattened");
            remade.entries().put(orderId, entry);
            zone.optional("entry")
                    .filter(named -> named.number("orderId") == orderId)
                    .ifPresent(_ -> entry.zone.entry = entry);
            return entry;
        });
    }

    /** The entry of a zone; empty if the zone is being told inside that entry, which then makes itself known to it. */
    static Optional<Entry> ofZone(StateTree in, DeskCopy.Remade remade) {
        Optional<Entry> known = remade.entry(in.number("orderId"));
        return known.isPresent() || !in.has("zone") ? known : Optional.of(of(in, remade));
    }
}
