package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.Order;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** Mode B: limit orders resting at the levels of the nearest zones, planned anew at every close (docs/rules.md, section 19). */
final class RestingEntries implements EntryMode {
    private static final Direction[] DIRECTIONS = Direction.values();

    private final Desk desk;
    private final Market market;
    /** Zones that nothing bars at the last close; those with a nearer one are passed over all the same. */
    private final List<Zone> eligible = new ArrayList<>();
    /** Zones of one direction that get an order, nearest first. */
    private Zone[] nearest = new Zone[0];

    RestingEntries(Desk desk, Market market) {
        this.desk = desk;
        this.market = market;
    }

    @Override
    public void judgeTouches() {
        for (Zone zone : desk.zones()) {
            if (zone.isTouchedBy(market.highE8(), market.lowE8())) {
                desk.rules().judged(zone, zone.planned != null ? zone.planned : fate(zone));
            }
        }
    }

    /** What became of the order that rested in the zone while the candle formed. */
    private Verdict fate(Zone zone) {
        Entry entry = zone.entry;
        Order order = entry.order;
        if (order.filledContracts() > 0) {
            return zone.because(Verdict.TRADE, entry.tradeId, order.contracts(), order.averagePriceE8());
        }
        long otherTradeId = desk.scope().tradeEnteredIn(market.index());
        if (otherTradeId != 0) {
            return zone.because(Verdict.OTHER_ORDER_FILLED, otherTradeId);
        }
        if (order.isUnanswered() || entry.wasReachedBeforeLive) {
            return zone.because(Verdict.ORDER_NOT_LIVE, order.id());
        }
        if (order.state() == OrderState.REJECTED || order.state() == OrderState.CANCELLED) {
            return zone.because(Verdict.ORDER_REFUSED, order.id(), entry.refusalCode);
        }
        long reachedE8 = zone.direction == Direction.LONG ? market.lowE8() : market.highE8();
        return zone.because(Verdict.REACHED_NOT_FILLED, order.id(), reachedE8);
    }

    @Override
    public void plan() {
        eligible.clear();
        if (nearest.length != desk.settings().ordersPerSide()) {
            nearest = new Zone[desk.settings().ordersPerSide()];
        }
        for (Zone zone : desk.zones()) {
            zone.planned = desk.rules().firstThatBars(zone, zone.entry, zone.entryE8);
            if (zone.planned == null) {
                eligible.add(zone);
            } else {
                zone.entry = null;
            }
        }
        for (Direction direction : DIRECTIONS) {
            chooseNearest(direction);
        }
        for (Zone zone : eligible) {
            if (zone.entry == null) {
                continue;
            }
            zone.entry.wasReached = false; // Like what follows.
            if (zone.planned != null || !isAsPlanned(zone)) {
                zone.entry = null;
            } else if (!zone.entry.order.isUnanswered()) {
                zone.entry.wasReachedBeforeLive = false; // That was in the candle before.
            }
        }
        desk.orders().cancelEntriesWithoutZone();
    }

    @Override
    public void send() {
        for (Zone zone : eligible) {
            if (zone.planned == null && zone.entry == null) {
                long contracts = desk.contractsFor(zone, zone.entryE8);
                zone.planned = desk.rules().refusal(zone, OrderType.LIMIT, zone.entryE8, contracts);
                if (zone.planned == null) {
                    zone.entry = desk.submitEntry(zone, OrderType.LIMIT, zone.entryE8, contracts, 0);
                }
            }
        }
    }

    private void chooseNearest(Direction direction) {
        int count = 0;
        for (Zone zone : eligible) {
            if (zone.direction != direction) {
                continue;
            }
            int at = Math.min(count, nearest.length);
            while (at > 0 && zone.isNearerThan(nearest[at - 1])) {
                if (at < nearest.length) {
                    nearest[at] = nearest[at - 1];
                }
                at--;
            }
            if (at < nearest.length) {
                nearest[at] = zone;
            }
            count++;
        }
        if (count <= nearest.length) {
            return;
        }
        Zone last = nearest[nearest.length - 1];
        for (Zone zone : eligible) {
            if (zone.direction == direction && zone != last && last.isNearerThan(zone)) {
                zone.planned = zone.because(Verdict.NOT_NEAREST, nearest[0].entryE8);
            }
        }
    }

    /** An unchanged order stays: still working, nothing filled, same size. */
    private boolean isAsPlanned(Zone zone) {
        Order order = zone.entry.order;
        return order.isStanding()
                && order.filledContracts() == 0
                && order.contracts() == desk.contractsFor(zone, zone.entryE8);
    }

    @Override
    public void sendWaiting() {
        // Nothing waits in this mode.
    }

    @Override
    public void onTradingOff() {
        // What rests is cancelled by the desk.
    }

    @Override
    public void placeAgain() {
        for (Zone zone : desk.zones()) {
            if (zone.planned == null && zone.entry != null) {
                Entry again = desk.submitAgain(zone.entry);
                zone.entry = again == null ? zone.entry : again;
            }
        }
    }

    @Override
    public boolean hasMarketEntry() {
        return false;
    }

    @Override
    public void onFirstFill(Entry entry) {
        // Also where the zone was passed over at the last close: the cancel came too late. The verdict is given at the
        // next.
        entry.zone.entry = entry;
        entry.zone.planned = null;
    }

    @Override
    public void onSettled(Entry entry) {
        // As above: the zone keeps its entry until the close.
    }

    @Override
    public void hashTo(StateHash hash) {
        // All of it is in the zones.
    }

    @Override
    public void copyTo(StateCopy out, DeskCopy.Told told) {
        // All of it is in the zones.
    }

    @Override
    public void restore(StateTree in, DeskCopy.Remade remade) {
        // All of it is in the zones.
    }

    @Override
    public void yieldTo(long tradeId) {
        // What rests is cancelled by the desk.
    }
}
