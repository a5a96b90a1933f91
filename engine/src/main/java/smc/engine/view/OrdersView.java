package smc.engine.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;

/** The orders that work, and the latest of those that do not any more; under the view's lock. */
final class OrdersView {
    private static final int ENDED_REMEMBERED = 200;

    private final TreeMap<Long, OrderView> orders = new TreeMap<>();
    /** Those that became final last, the latest of them last. */
    private final LinkedHashMap<Long, OrderView> ended = new LinkedHashMap<>();

    void onSubmit(
            long atNanos,
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            long stopOrderId,
            long stopE8,
            long tradeId) {
        orders.put(
                orderId,
                new OrderView(
                        orderId,
                        accountId,
                        instrumentId,
                        purpose,
                        type,
                        direction,
                        priceE8,
                        contracts,
                        0,
                        atNanos,
                        tradeId));
        if (stopOrderId != 0) {
            orders.put(
                    stopOrderId,
                    new OrderView(
                            stopOrderId,
                            accountId,
                            instrumentId,
                            OrderPurpose.STOP,
                            OrderType.STOP_MARKET,
                            direction.opposite(),
                            stopE8,
                            contracts,
                            orderId,
                            atNanos,
                            tradeId));
        }
    }

    void onEdit(long orderId, long priceE8, long contracts) {
        order(orderId).ifPresent(order -> {
            order.wantedPriceE8 = priceE8;
            order.wantedContracts = contracts;
        });
    }

    void onCancel(long orderId) {
        order(orderId).ifPresent(order -> order.isCancelAsked = true);
    }

    void onEdited(long orderId, long priceE8, long contracts) {
        order(orderId).ifPresent(order -> {
            order.priceE8 = priceE8;
            order.contracts = contracts;
        });
    }

    void onEditRejected(long orderId) {
        order(orderId).ifPresent(order -> {
            order.wantedPriceE8 = order.priceE8;
            order.wantedContracts = order.contracts;
        });
    }

    void onChanged(long orderId, OrderState state, long filledContracts) {
        OrderView order = orders.getOrDefault(orderId, ended.get(orderId));
        if (order == null) {
            return;
        }
        order.state = state;
        order.filledContracts = filledContracts;
        if (state.isFinal() && orders.remove(orderId) != null) {
            ended.put(orderId, order);
            if (ended.size() > ENDED_REMEMBERED) {
                ended.pollFirstEntry();
            }
        }
    }

    /** A trade came of an entry; its stop works for it from here on. */
    void onTradeOpened(long tradeId, long entryOrderId, long stopOrderId) {
        order(entryOrderId).ifPresent(order -> order.tradeId = tradeId);
        order(stopOrderId).ifPresent(order -> order.tradeId = tradeId);
    }

    private Optional<OrderView> order(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    boolean isEntry(long orderId) {
        return order(orderId).filter(OrderView::isEntry).isPresent();
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
}
