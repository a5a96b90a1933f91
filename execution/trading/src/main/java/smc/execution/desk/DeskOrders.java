package smc.execution.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskListener;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.risk.DeskRisk;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** The orders of one desk: asks for them, finds the one reported on, forgets those long settled. Engine thread. */
final class DeskOrders {
    private static final int ENDED_REMEMBERED = 256;

    private final int accountId;
    private Instrument instrument;
    private final OrderIds ids;
    private final Market market;
    private final DeskRisk risk;
    private final DeskListener out;

    /** Entries, and all orders that may still be reported on; oldest first. */
    private final List<Entry> entries = new ArrayList<>();

    private final List<Order> orders = new ArrayList<>();

    /**
     * What was settled long ago, oldest first: nothing is asked of it any more, but the venue may still say that it filled. No part of the state that
     * is hashed, since journals hold hashes that were made without it.
     */
    private final ArrayDeque<Entry> endedEntries = new ArrayDeque<>();

    private final ArrayDeque<Order> endedOrders = new ArrayDeque<>();

    /** Settled orders are kept for one more candle: the venue reports fills and states on different channels. */
    private int closesToTidy;

    DeskOrders(int accountId, Instrument instrument, OrderIds ids, Market market, DeskRisk risk, DeskListener out) {
        this.accountId = accountId;
        this.instrument = instrument;
        this.ids = ids;
        this.market = market;
        this.risk = risk;
        this.out = out;
    }

    /** The account goes on under other rules. */
    void goOnWith(Instrument instrument) {
        this.instrument = instrument;
        placeNoneAgain();
    }

    /** What was cancelled as trading was switched off is not placed again as it was: rules or capital are others now. */
    void placeNoneAgain() {
        for (Entry entry : entries) {
            entry.wasSwitchedOff = false;
        }
    }

    List<Entry> entries() {
        return entries;
    }

    // ---- what is asked for

    Entry submitEntry(
            Zone zone, OrderType type, long priceE8, long contracts, long stopE8, long atrE8, DeskSettings terms) {
        Direction direction = zone.direction;
        var order = new Order(ids.nextOrder(), OrderPurpose.ENTRY, type, direction, priceE8, contracts);
        var stop = new Order(
                ids.nextOrder(), OrderPurpose.STOP, OrderType.STOP_MARKET, direction.opposite(), stopE8, contracts);
        var entry = new Entry(zone, order, stop, atrE8, terms);
        entries.add(entry);
        orders.add(stop);
        submit(order, terms.zone(zone.state).leverage(), stop.id(), stopE8, 0);
        return entry;
    }

    /** A target, stop or exit of a trade. */
    Order submit(
            OrderPurpose purpose, OrderType type, Direction direction, long priceE8, long contracts, long tradeId) {
        var order = new Order(ids.nextOrder(), purpose, type, direction, priceE8, contracts);
        submit(order, 0, 0, 0, tradeId);
        return order;
    }

    private void submit(Order order, int leverage, long stopOrderId, long stopE8, long tradeId) {
        orders.add(order);
        risk.onSubmitted(market.nowNanos());
        out.wanted(new Submit(
                order.id(),
                accountId,
                instrument.id(),
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                leverage,
                stopOrderId,
                stopE8,
                tradeId));
    }

    /** Nothing if it is, or is asked to be, so already. */
    void edit(Order order, long priceE8, long contracts) {
        if (order.requestEdit(priceE8, contracts)) {
            out.wanted(new Edit(order.id(), accountId, instrument.id(), priceE8, contracts));
        }
    }

    /** Nothing, and false, if it was asked before, or there is nothing to cancel. */
    boolean cancel(Order order) {
        boolean isNew = order.requestCancel();
        if (isNew) {
            out.wanted(new Cancel(order.id(), accountId, instrument.id()));
        }
        return isNew;
    }

    /** Cancels every entry because trading is switched off, and keeps how it stood. */
    void switchOff() {
        for (Entry entry : entries) {
            if (cancel(entry.order)) {
                entry.wasSwitchedOff = true;
                entry.wasReached = entry.isReached(market) && !entry.order.isUnanswered();
            }
        }
    }

    /** Everything is to be closed: that goes for what entries fill that are cancelled too late. */
    void flatten() {
        for (Entry entry : entries) {
            entry.isFlattened |= entry.order.isWorking();
        }
    }

    /** Cancels what rests in zones that were passed over at this close. */
    void cancelEntriesWithoutZone() {
        for (Entry entry : entries) {
            if (entry.zone.entry != entry) {
                cancel(entry.order);
            }
        }
    }

    /** Another entry of the scope filled: what these fill from here on is not wanted. */
    void yieldTo(Entry filled) {
        for (Entry entry : entries) {
            entry.hasYielded |= entry != filled && entry.order.isWorking();
        }
        for (Entry entry : entries) {
            if (entry != filled) {
                cancel(entry.order);
            }
        }
    }

    /** The position of a trade is gone, and with it what entered, protected and closed it. */
    void cancelAllOf(OpenTrade trade) {
        cancel(trade.entry.order);
        cancel(trade.stop);
        if (trade.replacedStop != null) {
            cancel(trade.replacedStop);
        }
        for (Entry entry : entries) {
            if (trade.hasJoined(entry)) {
                cancel(entry.stop);
            }
        }
        if (trade.target != null) {
            cancel(trade.target);
        }
        if (trade.exit != null) {
            cancel(trade.exit);
        }
    }

    /** Price at the level before the venue has answered: the order was not live when it was reached. */
    void noteReachedBeforeLive(Order order) {
        if (order.purpose() == OrderPurpose.ENTRY && order.type() == OrderType.LIMIT) {
            Entry entry = findEntry(order.id());
            if (!entry.wasReached) { // else the order that rested in its place knows
                entry.wasReachedBeforeLive = entry.isReached(market);
            }
        }
    }

    // ---- how they stand

    /** A limit entry that may still fill, cancelled or not. */
    boolean hasRestingEntry() {
        for (Entry entry : entries) {
            if (entry.order.isWorking() && entry.order.type() == OrderType.LIMIT) {
                return true;
            }
        }
        return false;
    }

    /** An entry that may still fill. */
    boolean hasWorkingEntry() {
        for (Entry entry : entries) {
            if (entry.order.isWorking()) {
                return true;
            }
        }
        return false;
    }

    /** An entry, other than {@code own}, of which it is not known whether it fills; 0 if there is none. */
    long unansweredEntry(Entry own) {
        for (Entry entry : entries) {
            Order order = entry.order;
            boolean isPending = order.isUnanswered() || (order.isWorking() && order.type() == OrderType.MARKET);
            if (isPending && entry != own) {
                return order.id();
            }
        }
        return 0;
    }

    /** What working entries may still bring, in contracts. */
    long enteringContracts() {
        long contracts = 0;
        for (Entry entry : entries) {
            if (entry.order.isWorking()) {
                contracts += entry.order.contracts() - entry.order.filledContracts();
            }
        }
        return contracts;
    }

    /** How many there are of which it is not known what became of them. */
    int unresolved() {
        int unresolved = 0;
        for (Order order : orders) {
            if (order.state() == OrderState.UNKNOWN) {
                unresolved++;
            }
        }
        return unresolved;
    }

    /** Null if nobody here knows such an order; one that was settled long ago is found as well. */
    Order find(long orderId) {
        Order order = find(orders, orderId);
        return order != null ? order : find(endedOrders, orderId);
    }

    private static Order find(Iterable<Order> orders, long orderId) {
        for (Order order : orders) {
            if (order.id() == orderId) {
                return order;
            }
        }
        return null;
    }

    /** An order of long ago has filled: it is one of the desk's again. Returns whether it was not any more. */
    boolean recall(Order order) {
        if (!endedOrders.remove(order)) {
            return false;
        }
        orders.add(order);
        for (Entry entry : endedEntries) {
            if (entry.order == order) {
                endedEntries.remove(entry);
                entries.add(entry);
                if (endedOrders.remove(entry.stop)) {
                    orders.add(entry.stop);
                }
                break;
            }
        }
        return true;
    }

    Entry findEntry(long orderId) {
        for (Entry entry : entries) {
            if (entry.order.id() == orderId) {
                return entry;
            }
        }
        throw new IllegalStateException("expected an entry, was order " + orderId);
    }

    void reportChange(Order order) {
        if (!order.isWorking()) {
            closesToTidy = 2;
        }
        out.concluded(new OrderChanged(
                order.id(),
                accountId,
                instrument.id(),
                order.state(),
                order.filledContracts(),
                order.averagePriceE8()));
    }

    /** A candle closed. {@code trade} is the open one, or null. */
    void tidy(OpenTrade trade) {
        if (closesToTidy == 0) {
            return;
        }
        closesToTidy--;
        for (Entry entry : entries) {
            // A bracket that is still awaited when its entry is forgotten never came to be.
            if (isForgotten(entry, trade) && entry.stop.onCancelled()) {
                reportChange(entry.stop);
            }
        }
        entries.removeIf(entry -> isForgotten(entry, trade) && keep(endedEntries, entry));
        orders.removeIf(order -> order.isForgotten() && keep(endedOrders, order));
        orders.forEach(Order::age);
    }

    void hashTo(StateHash hash) {
        for (Entry entry : entries) {
            hash.add(entry.order.id()).add(entry.tradeId).add(entry.refusalCode);
            hash.add(entry.wasReachedBeforeLive).add(entry.hasYielded);
            if (entry.wasReached && !entry.wasSwitchedOff) { // what was switched off is in no journal's hash
                hash.add(entry.wasReached);
            }
        }
        for (Order order : orders) {
            order.hashTo(hash);
        }
    }

    void copyTo(StateCopy out, DeskCopy.Told told) {
        out.begin("orders", 1);
        copyEntries(out, "entries", entries, told);
        copyEntries(out, "endedEntries", endedEntries, told);
        copyOrders(out, "all", orders, told);
        copyOrders(out, "ended", endedOrders, told);
        out.put("closesToTidy", closesToTidy).end();
    }

    private static void copyEntries(StateCopy out, String name, Iterable<Entry> entries, DeskCopy.Told told) {
        out.beginList(name);
        for (Entry entry : entries) {
            entry.copyTo(out, "", told);
        }
        out.end();
    }

    private static void copyOrders(StateCopy out, String name, Iterable<Order> orders, DeskCopy.Told told) {
        out.beginList(name);
        for (Order order : orders) {
            order.copyTo(out, "", told.copy());
        }
        out.end();
    }

    void restore(StateTree in, DeskCopy.Remade remade) {
        StateTree told = in.object("orders", 1);
        told.objects("entries").forEach(entry -> entries.add(Entry.of(entry, remade)));
        told.objects("endedEntries").forEach(entry -> endedEntries.add(Entry.of(entry, remade)));
        told.objects("all").forEach(order -> orders.add(Order.of(order, remade.orders())));
        told.objects("ended").forEach(order -> endedOrders.add(Order.of(order, remade.orders())));
        closesToTidy = told.integer("closesToTidy");
    }

    private static <T> boolean keep(ArrayDeque<T> ended, T one) {
        if (ended.size() == ENDED_REMEMBERED) {
            ended.removeFirst();
        }
        return ended.add(one);
    }

    private static boolean isForgotten(Entry entry, OpenTrade trade) {
        return entry.order.isForgotten() && (trade == null || !trade.hasJoined(entry));
    }
}
