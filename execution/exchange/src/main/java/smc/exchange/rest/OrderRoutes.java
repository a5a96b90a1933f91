package smc.exchange.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.CommandKind;
import smc.exchange.json.OrderDocuments;
import smc.exchange.play.Connections;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.ExchangeOrder.State;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.Fill;
import smc.exchange.rules.Refusal;

/** Orders and fills of an account (docs/delta-exchange.md section 3.7). Lives on the event loop. */
final class OrderRoutes {
    private final Connections server;

    OrderRoutes(Connections server) {
        this.server = server;
    }

    void addTo(RestApi api) {
        api.trade("POST", "/v2/orders", 5, CommandKind.PLACE);
        api.trade("PUT", "/v2/orders", 5, CommandKind.EDIT);
        api.trade("DELETE", "/v2/orders", 5, CommandKind.CANCEL);
        api.trade("DELETE", "/v2/orders/all", 5, CommandKind.CANCEL_ALL);
        api.trade("POST", "/v2/orders/batch", 25, CommandKind.BATCH_PLACE);
        api.trade("PUT", "/v2/orders/batch", 25, CommandKind.BATCH_EDIT);
        api.trade("DELETE", "/v2/orders/batch", 25, CommandKind.BATCH_CANCEL);
        api.trade("POST", "/v2/orders/bracket", 5, CommandKind.BRACKET);
        api.trade("PUT", "/v2/orders/bracket", 5, CommandKind.EDIT_BRACKET);

        api.own(
                "/v2/orders",
                3,
                Pages.parameters("product_ids", "states", "contract_types", "order_types"),
                this::orders);
        api.own(
                "/v2/orders/history",
                10,
                Pages.parameters("product_ids", "contract_types", "order_types"),
                this::orderHistory);
        api.own("/v2/orders/client_order_id/*", 1, Set.of(), this::orderByClientId);
        api.own("/v2/orders/*", 1, Set.of(), this::order);
        api.own("/v2/fills", 10, Pages.parameters("product_ids", "contract_types"), this::fills);
    }

    private RestAnswer orders(RestCall call) {
        List<String> states = call.request().list("states");
        List<State> wanted = states.isEmpty()
                ? List.of(State.OPEN, State.PENDING)
                : Arrays.stream(State.values())
                        .filter(state -> states.contains(state.name().toLowerCase(Locale.ROOT)))
                        .toList();
        return page(call, order -> wanted.contains(order.state));
    }

    private RestAnswer orderHistory(RestCall call) {
        return page(call, order -> !order.isLive());
    }

    private RestAnswer page(RestCall call, Predicate<ExchangeOrder> isWanted) {
        List<String> types = call.request().list("order_types");
        return Pages.of(
                call,
                server.exchange().orders(),
                order -> order.account.equals(call.account())
                        && isWanted.test(order)
                        && isProduct(call, order.instrument)
                        && (types.isEmpty() || types.stream().anyMatch(type -> isOfType(order, type))),
                order -> order.createdNanos,
                OrderDocuments::order);
    }

    private static boolean isOfType(ExchangeOrder order, String type) {
        boolean isStop = order.stop != Stop.NONE;
        return switch (type) {
            case "market" -> !isStop && order.isMarket;
            case "limit" -> !isStop && !order.isMarket;
            case "stop_market" -> isStop && order.isMarket;
            case "stop_limit" -> isStop && !order.isMarket;
            case "all_stop" -> isStop;
            default ->
                throw Refusal.badSchema("order_types", "Should be market, limit, stop_market, stop_limit, all_stop");
        };
    }

    /** Whether the filters {@code product_ids} and {@code contract_types} let it through. */
    static boolean isProduct(RestCall call, ExchangeInstrument instrument) {
        List<String> ids = call.request().list("product_ids");
        List<String> types = call.request().list("contract_types");
        return (ids.isEmpty() || ids.contains(Integer.toString(instrument.productId())))
                && (types.isEmpty() || types.contains("perpetual_futures"));
    }

    private RestAnswer order(RestCall call) {
        ExchangeOrder order = call.segment().matches("[0-9]{1,18}")
                ? server.exchange().orders().get(Long.parseLong(call.segment()))
                : null;
        return orderOf(call, order);
    }

    private RestAnswer orderByClientId(RestCall call) {
        return orderOf(call, server.exchange().orderByClientId(call.account(), call.segment()));
    }

    private static RestAnswer orderOf(RestCall call, ExchangeOrder order) {
        if (order == null || !order.account.equals(call.account())) {
            throw Refusal.of(404, "open_order_not_found");
        }
        return RestAnswer.success(OrderDocuments.order(order));
    }

    private RestAnswer fills(RestCall call) {
        return Pages.of(
                call,
                server.exchange().fills(),
                fill -> fill.account().equals(call.account()) && isProduct(call, fill.instrument()),
                Fill::timeNanos,
                OrderDocuments::fill);
    }
}
