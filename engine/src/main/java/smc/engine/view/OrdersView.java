package smc.engine.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.KnownOrder;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** The orders that work, and the latest of those that do not any more; under the view's lock. */
final class OrdersView {
    private static final int ENDED_REMEMBERED = 200;

    private final TreeMap<Long, OrderView> orders = new TreeMap<>();
    /** Those that became final last, the latest of them last. */
    private final LinkedHashMap<Long, OrderView> ended = new LinkedHashMap<>();

    /**
     * @param isSwitching whether trading is being switched: an entry wanted then is placed again
     * @return whether it is about an entry that works
     */
    boolean on(OrderRequest request, long atNanos, boolean isSwitching) {
        switch (request) {
            case Submit order -> {
                OrderView wanted = OrderView.of(order, atNanos);
                wanted.isPlacedAgain = isSwitching;
                orders.put(order.orderId(), wanted);
                if (order.hasStop()) {
                    orders.put(order.stopOrderId(), OrderView.ofStop(order, atNanos));
                }
            }
            case Edit edit ->
                order(edit.orderId()).ifPresent(order -> {
                    order.wantedPriceE8 = edit.priceE8();
                    order.wantedContracts = edit.contracts();
                });
            case Cancel cancel -> order(cancel.orderId()).ifPresent(order -> order.isCancelAsked = true);
        }
        return order(request.orderId()).filter(OrderView::isEntry).isPresent();
    }

    /** All but edits is told as an order that changed. */
    void on(OrderReport report) {
        if (report instanceof Edited edited) {
            order(edited.orderId()).ifPresent(order -> {
                order.priceE8 = edited.priceE8();
                order.contracts = edited.contracts();
            });
        } else if (report instanceof EditRejected) {
            order(report.orderId()).ifPresent(order -> {
                order.wantedPriceE8 = order.priceE8;
                order.wantedContracts = order.contracts;
            });
        }
    }

    void on(OrderChanged changed) {
        long orderId = changed.orderId();
        OrderView order = orders.getOrDefault(orderId, ended.get(orderId));
        if (order == null) {
            return;
        }
        order.state = changed.state();
        order.filledContracts = changed.filledContracts();
        if (order.state.isFinal() && orders.remove(orderId) != null) {
            ended.put(orderId, order);
            if (ended.size() > ENDED_REMEMBERED) {
                ended.pollFirstEntry();
            }
        }
    }

    /** A trade came of an entry; its stop works for it from here on. */
    void on(TradeOpened opened) {
        order(opened.entryOrderId()).ifPresent(order -> order.tradeId = opened.tradeId());
        order(opened.stopOrderId()).ifPresent(order -> order.tradeId = opened.tradeId());
    }

    private Optional<OrderView> order(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    /** By which an entry was sized that works, or worked last. */
    int leverage(long orderId) {
        OrderView order = orders.getOrDefault(orderId, ended.get(orderId));
        return order == null ? 0 : order.leverage;
    }

    /** Whether an order of a desk works. */
    boolean works(int accountId, int instrumentId) {
        return orders.values().stream()
                .anyMatch(order -> order.accountId == accountId && order.instrumentId == instrumentId);
    }

    /** What the entries of a desk that may still fill would put up, 1e-8 USD. */
    long entryMarginE8(int accountId, int instrumentId, DesksView desks) {
        return orders.values().stream()
                .filter(order -> order.isEntry() && order.accountId == accountId && order.instrumentId == instrumentId)
                .mapToLong(order -> desks.marginE8(
                        instrumentId, order.contracts - order.filledContracts, order.priceE8, order.leverage))
                .reduce(0, Math::addExact);
    }

    boolean isEntryOfClose(long orderId) {
        return order(orderId)
                .filter(order -> order.isEntry() && !order.isPlacedAgain)
                .isPresent();
    }

    boolean hasEntry() {
        return orders.values().stream().anyMatch(OrderView::isEntry);
    }

    /** Those not final, oldest first. */
    List<KnownOrder> working(Predicate<OrderView> which) {
        return known(orders, which);
    }

    /** Those that became final last, but for bracket stops, which have no name at a venue. */
    List<KnownOrder> ended() {
        return known(ended, order -> order.entryOrderId == 0);
    }

    private static List<KnownOrder> known(Map<Long, OrderView> orders, Predicate<OrderView> which) {
        return orders.values().stream().filter(which).map(OrderView::known).toList();
    }

    List<WorkingOrder> image() {
        return orders.values().stream().map(OrderView::image).toList();
    }

    void copyTo(StateCopy out) {
        out.begin("orders", 1);
        copy(out, "working", orders);
        copy(out, "ended", ended);
        out.end();
    }

    private static void copy(StateCopy out, String name, Map<Long, OrderView> orders) {
        out.beginList(name);
        for (OrderView order : orders.values()) {
            order.copyTo(out);
        }
        out.end();
    }

    void restore(StateTree in) {
        StateTree told = in.object("orders", 1);
        told.objects("working").stream().map(OrderView::of).forEach(order -> orders.put(order.id, order));
        told.objects("ended").stream().map(OrderView::of).forEach(order -> ended.put(order.id, order));
    }
}
