package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.Leg;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.ledger.TrackedOrders;
import smc.strategy.number.FixedPoint;

/** What is asked for, as the venue wants it written (docs/delta-exchange.md, section 3.7). */
final class OrderTickets {
    private final TrackedOrders orders;
    private final ClientOrderIds ids;
    private final String triggerMethod;

    /** @param triggerMethod what a stop watches, as the venue writes it */
    OrderTickets(TrackedOrders orders, ClientOrderIds ids, String triggerMethod) {
        this.orders = orders;
        this.ids = ids;
        this.triggerMethod = triggerMethod;
    }

    ObjectNode order(TrackedOrder order) {
        ObjectNode ticket = object().put("product_id", productId(order.instrumentId()))
                .put("size", order.contracts())
                .put("side", order.isBuy() ? "buy" : "sell")
                .put("client_order_id", ids.of(order.orderId()));
        switch (order.type()) {
            case MARKET -> ticket.put("order_type", "market_order");
            case LIMIT ->
                ticket.put("order_type", "limit_order")
                        .put("limit_price", decimal(order.priceE8()))
                        .put("time_in_force", "gtc");
            case STOP_MARKET ->
                ticket.put("order_type", "market_order")
                        .put("stop_order_type", "stop_loss_order")
                        .put("stop_price", decimal(order.priceE8()))
                        .put("stop_trigger_method", triggerMethod);
        }
        if (!order.isEntry()) {
            ticket.put("reduce_only", "true");
        } else if (order.type() == OrderType.LIMIT) {
            ticket.put("post_only", "true");
        }
        if (order.stop() != null) {
            ticket.put("bracket_stop_loss_price", decimal(order.stop().priceE8()))
                    .put("bracket_stop_trigger_method", triggerMethod);
        }
        return ticket;
    }

    static ObjectNode leverage(int leverage) {
        return object().put("leverage", Integer.toString(leverage));
    }

    ObjectNode change(TrackedOrder order, long priceE8, long contracts) {
        ObjectNode change = object().put("id", order.venueId())
                .put("product_id", productId(order.instrumentId()))
                .put("size", contracts);
        if (order.type() != OrderType.MARKET) {
            change.put(order.type() == OrderType.LIMIT ? "limit_price" : "stop_price", decimal(priceE8));
        }
        return change;
    }

    /** With a size, which an edit must have; what it says of a leg does not matter. */
    ObjectNode change(Leg leg, long priceE8, long contracts) {
        return object().put("id", leg.venueId())
                .put("product_id", productId(leg.instrumentId()))
                .put("size", contracts)
                .put("stop_price", decimal(priceE8));
    }

    /** Of an entry that has not filled, the stop that it carries. */
    ObjectNode bracket(TrackedOrder stop, long priceE8) {
        return object().put("id", stop.entry().venueId())
                .put("product_id", productId(stop.instrumentId()))
                .put("bracket_stop_loss_price", decimal(priceE8))
                .put("bracket_stop_trigger_method", triggerMethod);
    }

    /** Ends what is held at market; it has no name of ours. */
    ObjectNode close(int instrumentId, long heldContracts) {
        return reducing(instrumentId, heldContracts);
    }

    /** A stop for what is held; likewise. */
    ObjectNode stop(int instrumentId, long heldContracts, long stopE8) {
        return reducing(instrumentId, heldContracts)
                .put("stop_order_type", "stop_loss_order")
                .put("stop_price", decimal(stopE8))
                .put("stop_trigger_method", triggerMethod);
    }

    private ObjectNode reducing(int instrumentId, long heldContracts) {
        return object().put("product_id", productId(instrumentId))
                .put("size", Math.abs(heldContracts))
                .put("side", heldContracts > 0 ? "sell" : "buy")
                .put("order_type", "market_order")
                .put("reduce_only", "true");
    }

    /** Which order it is about, by the venue's number. */
    ObjectNode which(long venueId, int instrumentId) {
        return object().put("id", venueId).put("product_id", productId(instrumentId));
    }

    /** Which order it is about, by our name. */
    ObjectNode whichOfOurs(long orderId, int instrumentId) {
        return object().put("client_order_id", ids.of(orderId)).put("product_id", productId(instrumentId));
    }

    /** Every resting entry of the product, and nothing that protects. */
    static ObjectNode entries(ProductFacts product) {
        return object().put("product_id", product.productId())
                .put("cancel_limit_orders", "true")
                .put("cancel_stop_orders", "false")
                .put("cancel_reduce_only_orders", "false");
    }

    static ObjectNode topUpOff(ProductFacts product) {
        return object().put("product_id", product.productId()).put("auto_topup", false);
    }

    private int productId(int instrumentId) {
        return orders.holding(instrumentId).product().productId();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String decimal(long valueE8) {
        return FixedPoint.formatE8(valueE8);
    }
}
