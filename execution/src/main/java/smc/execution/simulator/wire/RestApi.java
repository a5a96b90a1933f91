package smc.execution.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import smc.execution.simulator.wire.OrderRecord.State;
import smc.execution.simulator.wire.OrderRecord.Stop;

/** Delta's REST, by the tables of delta-exchange-api.md section 3. Lives on the event loop. */
final class RestApi {
    private static final int BOOK_DEPTH_MAX = 20;
    private static final int PAGE_MAX = 50;
    private static final int SYMBOLS_MAX = 10;
    private static final String JSON_EXPECTED = "Should be a JSON object";

    private final Server server;
    private final List<Route> routes = new ArrayList<>();

    /** A request of an account, with what stood in the place of {@code *} in the path. */
    private record Call(RestRequest request, ExchangeAccount account, String segment) {}

    /** @param path of segments, {@code *} for any */
    private record Route(
            String method,
            List<String> path,
            int units,
            boolean isPrivate,
            boolean isTrade,
            Function<Call, CompletableFuture<RestAnswer>> action) {
        boolean isFor(List<String> segments) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        String segment(List<String> segments) {
            int at = path.indexOf("*");
            return at < 0 ? "" : segments.get(at);
        }
    }

    RestApi(Server server) {
        this.server = server;
        open("/v2/products", 3, this::products);
        open("/v2/products/*", 3, call -> product(call.segment));
        open("/v2/tickers", 3, this::tickers);
        open("/v2/tickers/*", 3, this::ticker);
        open("/v2/history/candles", 3, this::candles);
        open("/v2/l2orderbook/*", 3, this::book);
        open("/v2/trades/*", 1, this::trades);
        open("/v2/settings", 1, _ -> settings());

        trade("POST", "/v2/orders", 5, Command.PLACE);
        trade("PUT", "/v2/orders", 5, Command.EDIT);
        trade("DELETE", "/v2/orders", 5, Command.CANCEL);
        trade("DELETE", "/v2/orders/all", 5, Command.CANCEL_ALL);
        trade("POST", "/v2/orders/batch", 25, Command.BATCH_PLACE);
        trade("PUT", "/v2/orders/batch", 25, Command.BATCH_EDIT);
        trade("DELETE", "/v2/orders/batch", 25, Command.BATCH_CANCEL);
        trade("POST", "/v2/orders/bracket", 5, Command.BRACKET);
        trade("PUT", "/v2/orders/bracket", 5, Command.EDIT_BRACKET);
        trade("POST", "/v2/positions/close_all", 1, Command.CLOSE_ALL);
        trade("POST", "/v2/products/*/orders/leverage", 1, Command.LEVERAGE);

        own("/v2/products/*/orders/leverage", 1, this::leverage);
        own("/v2/orders", 3, this::orders);
        own("/v2/orders/history", 10, this::orderHistory);
        own("/v2/orders/client_order_id/*", 1, this::orderByClientId);
        own("/v2/orders/*", 1, this::order);
        own("/v2/fills", 10, this::fills);
        own("/v2/positions", 3, this::position);
        own("/v2/positions/margined", 3, this::positions);
        routes.add(new Route("PUT", segments("/v2/positions/auto_topup"), 1, true, true, now(this::withoutTopUp)));
        own("/v2/wallet/balances", 3, this::balances);
        own("/v2/wallet/transactions", 10, this::transactions);
        own("/v2/users/trading_preferences", 1, this::preferences);
        own("/v2/rate_limits/quota", 3, this::quota);
    }

    private void open(String path, int units, Function<Call, RestAnswer> action) {
        routes.add(new Route("GET", segments(path), units, false, false, now(action)));
    }

    private void own(String path, int units, Function<Call, RestAnswer> action) {
        routes.add(new Route("GET", segments(path), units, true, false, now(action)));
    }

    private void trade(String method, String path, int units, Command command) {
        routes.add(new Route(method, segments(path), units, true, true, call -> command(call, command)));
    }

    private static Function<Call, CompletableFuture<RestAnswer>> now(Function<Call, RestAnswer> action) {
        return call -> CompletableFuture.completedFuture(action.apply(call));
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    /** Never fails: what goes wrong is an answer too. */
    CompletableFuture<RestAnswer> answer(RestRequest request) {
        try {
            return admitted(request).exceptionally(RestApi::failed);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static RestAnswer failed(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return RestAnswer.refused(cause instanceof ApiError error ? error : ApiError.of(500, "internal_server_error"));
    }

    private CompletableFuture<RestAnswer> admitted(RestRequest request) {
        if (request.path().startsWith("/sim")) {
            return CompletableFuture.completedFuture(control(request));
        }
        if (request.header("user-agent").isBlank()) {
            return CompletableFuture.completedFuture(RestAnswer.forbidden());
        }
        if (server.sockets().isMaintenance()) {
            throw ApiError.of(503, "unavailable");
        }
        List<String> segments = segments(request.path());
        List<Route> ofPath =
                routes.stream().filter(route -> route.isFor(segments)).toList();
        Optional<Route> route = ofPath.stream()
                .filter(each -> each.method.equals(request.method()))
                .findFirst();
        if (route.isEmpty()) {
            return CompletableFuture.completedFuture(
                    ofPath.isEmpty() ? RestAnswer.text(404, "Not Found") : RestAnswer.text(405, "Method Not Allowed"));
        }
        ExchangeAccount account = route.get().isPrivate ? authenticated(request) : null;
        String user = account == null ? request.address() : "user " + account.userId();
        if (!server.requests().take(user, route.get().units, server.wallMillis())) {
            return CompletableFuture.completedFuture(RestAnswer.tooMany(Quota.millisToReset(server.wallMillis())));
        }
        if (route.get().isTrade && !account.mayTrade()) {
            throw ApiError.of(401, "unauthorized_api_access");
        }
        return route.get().action.apply(new Call(request, account, route.get().segment(segments)));
    }

    /** Section 2.3. */
    private ExchangeAccount authenticated(RestRequest request) {
        ExchangeAccount account =
                server.accountOf(request.header("api-key")).orElseThrow(() -> ApiError.of(401, "invalid_api_key"));
        long requestSeconds = Signatures.timestamp(request.header("timestamp"));
        long nowSeconds = server.wallMillis() / 1_000;
        if (!Signatures.isInWindow(requestSeconds, nowSeconds)) {
            throw ApiError.of(
                    401,
                    "expired_signature",
                    Documents.object().put("request_time", requestSeconds).put("server_time", nowSeconds));
        }
        if (!Signatures.isRight(account.apiSecret(), request.prehash(), request.header("signature"))) {
            throw ApiError.of(401, "invalid_signature");
        }
        return account;
    }

    private ObjectNode body(RestRequest request) {
        if (server.parsed(request.body()) instanceof ObjectNode body) {
            return body;
        }
        throw ApiError.badSchema("", JSON_EXPECTED);
    }

    private CompletableFuture<RestAnswer> command(Call call, Command command) {
        ObjectNode body = body(call.request);
        if (command == Command.LEVERAGE) {
            body.remove(List.of("product_id", "product_symbol"));
            body.put(call.segment.matches("[0-9]+") ? "product_id" : "product_symbol", call.segment);
        }
        return server.loop()
                .command(call.account.userId(), command, body)
                .thenApply(result -> RestAnswer.success(result, Documents.object()));
    }

    // Market

    private RestAnswer products(Call call) {
        List<String> types = call.request.list("contract_types");
        ArrayNode result = Documents.array();
        if (types.isEmpty() || types.contains("perpetual_futures")) {
            server.exchange().instruments().stream()
                    .sorted((a, b) -> Integer.compare(b.productId(), a.productId()))
                    .forEach(instrument -> result.add(
                            Documents.product(instrument, server.sockets().isMaintenance())));
        }
        ObjectNode meta = Documents.object()
                .putNull("after")
                .putNull("before")
                .put("limit", 2_000)
                .put("total_count", result.size());
        return RestAnswer.success(result, meta);
    }

    private RestAnswer product(String symbol) {
        return RestAnswer.success(Documents.product(
                server.exchange().instrument(symbol), server.sockets().isMaintenance()));
    }

    private RestAnswer tickers(Call call) {
        List<String> coins = call.request.list("underlying_asset_symbols");
        List<String> types = call.request.list("contract_types");
        ArrayNode result = Documents.array();
        for (Market market : server.loop().markets()) {
            if ((coins.isEmpty() || coins.contains(market.instrument.coin()))
                    && (types.isEmpty() || types.contains("perpetual_futures"))) {
                result.add(ticker(market));
            }
        }
        return RestAnswer.success(result);
    }

    private RestAnswer ticker(Call call) {
        List<String> symbols = Arrays.asList(call.segment.split(","));
        if (symbols.size() > SYMBOLS_MAX) {
            throw ApiError.badSchema("symbol", "Should be at most " + SYMBOLS_MAX + " symbols");
        }
        ArrayNode found = Documents.array();
        for (Market market : server.loop().markets()) {
            if (symbols.contains(market.instrument.symbol())) {
                found.add(ticker(market));
            }
        }
        if (symbols.size() > 1) {
            return RestAnswer.success(found);
        }
        return RestAnswer.success(found.isEmpty() ? Documents.object().nullNode() : found.get(0));
    }

    private ObjectNode ticker(Market market) {
        return Documents.ticker(market.instrument, market, server.loop().marketNanos());
    }

    private RestAnswer candles(Call call) {
        RestRequest request = call.request;
        String resolution = required(request, "resolution");
        Long seconds = Candles.REST_SECONDS.get(resolution);
        if (seconds == null) {
            throw ApiError.badSchema("resolution", "Should be one of " + Candles.REST_SECONDS.keySet());
        }
        String symbol = required(request, "symbol");
        long start = request.integer("start").orElseThrow(() -> ApiError.badSchema("start", "start is required"));
        long end = request.integer("end").orElseThrow(() -> ApiError.badSchema("end", "end is required"));
        boolean isMark = symbol.startsWith("MARK:");
        Market market = server.loop().market(isMark ? symbol.substring("MARK:".length()) : symbol);
        ArrayNode result = Documents.array();
        for (MarketFeed.Row row :
                market.candles.newestFirst(seconds, start, end, server.loop().marketNanos())) {
            ObjectNode candle = Documents.candle(row);
            result.add(isMark ? candle.putNull("volume") : candle);
        }
        return RestAnswer.success(result);
    }

    private static String required(RestRequest request, String name) {
        return request.parameter(name).orElseThrow(() -> ApiError.badSchema(name, name + " is required"));
    }

    private RestAnswer book(Call call) {
        Market market = server.loop().market(call.segment);
        long depth = call.request.integer("depth").orElse((long) BOOK_DEPTH_MAX);
        return RestAnswer.success(Documents.book(market.instrument, market, (int) Math.min(depth, BOOK_DEPTH_MAX)));
    }

    private RestAnswer trades(Call call) {
        Market market = server.loop().market(call.segment);
        ObjectNode result = Documents.object();
        result.set("trades", server.sockets().recentTrades(market.instrument.symbol()));
        return RestAnswer.success(result);
    }

    private RestAnswer settings() {
        return RestAnswer.success(Documents.object().put("server_time", server.wallMillis() * 1_000));
    }

    // Account

    private RestAnswer leverage(Call call) {
        ExchangeInstrument instrument = byIdOrSymbol(call.segment);
        return RestAnswer.success(Documents.leverage(server.exchange(), call.account, instrument));
    }

    private ExchangeInstrument byIdOrSymbol(String text) {
        return server.exchange().instruments().stream()
                .filter(instrument -> Integer.toString(instrument.productId()).equals(text)
                        || instrument.symbol().equals(text))
                .findFirst()
                .orElseThrow(() -> ApiError.refused("invalid_contract"));
    }

    private RestAnswer orders(Call call) {
        List<String> states = call.request.list("states");
        List<State> wanted = states.isEmpty()
                ? List.of(State.OPEN, State.PENDING)
                : Arrays.stream(State.values())
                        .filter(state -> states.contains(state.name().toLowerCase(Locale.ROOT)))
                        .toList();
        return orderPage(call, order -> wanted.contains(order.state));
    }

    private RestAnswer orderHistory(Call call) {
        return orderPage(call, order -> !order.isLive());
    }

    private RestAnswer orderPage(Call call, Predicate<OrderRecord> isWanted) {
        List<String> types = call.request.list("order_types");
        return page(
                call,
                server.exchange().orders(),
                order -> order.account.equals(call.account)
                        && isWanted.test(order)
                        && isProduct(call, order.instrument)
                        && (types.isEmpty() || types.stream().anyMatch(type -> isOfType(order, type))),
                order -> order.createdNanos,
                Documents::order);
    }

    private static boolean isOfType(OrderRecord order, String type) {
        boolean isStop = order.stop != Stop.NONE;
        return switch (type) {
            case "market" -> !isStop && order.isMarket;
            case "limit" -> !isStop && !order.isMarket;
            case "stop_market" -> isStop && order.isMarket;
            case "stop_limit" -> isStop && !order.isMarket;
            case "all_stop" -> isStop;
            default ->
                throw ApiError.badSchema("order_types", "Should be market, limit, stop_market, stop_limit, all_stop");
        };
    }

    private static boolean isProduct(Call call, ExchangeInstrument instrument) {
        List<String> ids = call.request.list("product_ids");
        List<String> types = call.request.list("contract_types");
        return (ids.isEmpty() || ids.contains(Integer.toString(instrument.productId())))
                && (types.isEmpty() || types.contains("perpetual_futures"));
    }

    private RestAnswer order(Call call) {
        OrderRecord order = call.segment.matches("[0-9]{1,18}")
                ? server.exchange().orders().get(Long.parseLong(call.segment))
                : null;
        return orderOf(call, order);
    }

    private RestAnswer orderByClientId(Call call) {
        return orderOf(call, server.exchange().orderByClientId(call.account, call.segment));
    }

    private static RestAnswer orderOf(Call call, OrderRecord order) {
        if (order == null || !order.account.equals(call.account)) {
            throw ApiError.of(404, "open_order_not_found");
        }
        return RestAnswer.success(Documents.order(order));
    }

    private RestAnswer fills(Call call) {
        return page(
                call,
                server.exchange().fills(),
                fill -> fill.account().equals(call.account) && isProduct(call, fill.instrument()),
                Fill::timeNanos,
                Documents::fill);
    }

    private RestAnswer transactions(Call call) {
        List<String> types = call.request.list("transaction_types");
        return page(
                call,
                server.exchange().transactions(),
                each -> each.account().equals(call.account) && (types.isEmpty() || types.contains(each.type())),
                Transaction::timeNanos,
                Documents::transaction);
    }

    /**
     * Newest first. A cursor is the number of the last row of a page; opaque to the client.
     *
     * @param timeNanos what {@code start_time} and {@code end_time}, in microseconds, are held against
     */
    private static <T> RestAnswer page(
            Call call,
            NavigableMap<Long, T> rows,
            Predicate<T> isWanted,
            ToLongFunction<T> timeNanos,
            Function<T, ObjectNode> document) {
        RestRequest request = call.request;
        int pageSize = Math.clamp(request.integer("page_size").orElse((long) PAGE_MAX), 1, PAGE_MAX);
        long fromMicros = request.integer("start_time").orElse(0L);
        long toMicros = request.integer("end_time").orElse(Long.MAX_VALUE);
        Optional<Long> after = request.integer("after");
        Optional<Long> before = request.integer("before");
        Predicate<T> isInTime = row -> {
            long micros = Decimals.micros(timeNanos.applyAsLong(row));
            return micros >= fromMicros && micros <= toMicros;
        };
        var older = new ArrayList<Map.Entry<Long, T>>();
        NavigableMap<Long, T> range = after.map(id -> rows.headMap(id, false))
                .or(() -> before.map(id -> rows.tailMap(id, false)))
                .orElse(rows);
        boolean isForward = after.isEmpty() && before.isPresent();
        for (Map.Entry<Long, T> row : (isForward ? range : range.descendingMap()).entrySet()) {
            if (older.size() > pageSize) {
                break;
            }
            if (isWanted.test(row.getValue()) && isInTime.test(row.getValue())) {
                older.add(row);
            }
        }
        boolean hasMore = older.size() > pageSize;
        List<Map.Entry<Long, T>> shown = older.subList(0, Math.min(pageSize, older.size()));
        if (isForward) {
            shown = shown.reversed();
        }
        ArrayNode result = Documents.array();
        shown.forEach(row -> result.add(document.apply(row.getValue())));
        boolean hasOlder = isForward || hasMore;
        boolean hasNewer = isForward ? hasMore : after.isPresent();
        ObjectNode meta = Documents.object()
                .put(
                        "after",
                        hasOlder && !shown.isEmpty() ? shown.getLast().getKey().toString() : null)
                .put(
                        "before",
                        hasNewer && !shown.isEmpty() ? shown.getFirst().getKey().toString() : null);
        return RestAnswer.success(result, meta);
    }

    private RestAnswer position(Call call) {
        Optional<String> id = call.request.parameter("product_id");
        Optional<String> coin = call.request.parameter("underlying_asset_symbol");
        if (id.isEmpty() && coin.isEmpty()) {
            throw ApiError.badSchema("product_id", "product_id or underlying_asset_symbol is required");
        }
        if (id.isPresent()) {
            return RestAnswer.success(Documents.shortPosition(server.exchange(), call.account, byIdOrSymbol(id.get())));
        }
        ArrayNode result = Documents.array();
        for (ExchangeInstrument instrument : server.exchange().instruments()) {
            if (instrument.coin().equals(coin.get())) {
                result.add(Documents.position(server.exchange(), call.account, instrument));
            }
        }
        return RestAnswer.success(result);
    }

    private RestAnswer positions(Call call) {
        ArrayNode result = Documents.array();
        for (ExchangeInstrument instrument : server.exchange().instruments()) {
            if (isProduct(call, instrument)
                    && server.exchange().holding(call.account, instrument).contracts() != 0) {
                result.add(Documents.position(server.exchange(), call.account, instrument));
            }
        }
        return RestAnswer.success(result);
    }

    /** Positions here take no margin from the wallet, so there is nothing to turn off. */
    private RestAnswer withoutTopUp(Call call) {
        var fields = new Fields(body(call.request));
        ExchangeInstrument instrument = byIdOrSymbol(fields.text("product_id"));
        if (fields.flag("auto_topup")) {
            throw ApiError.refused("unsupported");
        }
        return RestAnswer.success(Documents.position(server.exchange(), call.account, instrument));
    }

    private RestAnswer balances(Call call) {
        ObjectNode wallet = Documents.wallet(server.exchange(), call.account);
        ObjectNode meta = Documents.object()
                .put("net_equity", wallet.get("balance").asText())
                .put("robo_trading_equity", "0");
        return RestAnswer.success(Documents.array().add(wallet), meta);
    }

    private RestAnswer preferences(Call call) {
        return RestAnswer.success(Documents.object()
                .put("user_id", call.account.userId())
                .put("default_auto_topup", false)
                .put("vip_level", 0));
    }

    private RestAnswer quota(Call call) {
        long nowMillis = server.wallMillis();
        return RestAnswer.success(Documents.object()
                .put("current_quota", server.requests().used("user " + call.account.userId(), nowMillis))
                .put("remaining_time_in_milliseconds", Quota.millisToReset(nowMillis)));
    }

    // Controls: see the package

    private RestAnswer control(RestRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /sim" -> place(0);
            case "POST /sim/advance" -> {
                long trades = new Fields(body(request)).integer("trades");
                if (trades < 1 || trades > 1_000_000) {
                    throw ApiError.badSchema("trades", "Should be 1 to 1000000");
                }
                yield place(server.loop().advance((int) trades));
            }
            case "GET /sim/faults" -> RestAnswer.success(server.faults().toJson());
            case "POST /sim/faults" -> {
                readFaults(request.body()).forEach(server::addFault);
                yield RestAnswer.success(server.faults().toJson());
            }
            case "DELETE /sim/faults" -> {
                server.faults().clear();
                yield RestAnswer.success(server.faults().toJson());
            }
            default -> RestAnswer.text(404, "Not Found");
        };
    }

    private RestAnswer place(int delivered) {
        return RestAnswer.success(Documents.object()
                .put("market", server.loop().description())
                .put("place", server.loop().place())
                .put("delivered", delivered)
                .put("speed", server.speed())
                .put("latency_ms", server.latencyMillis())
                .put("has_ended", server.loop().hasEnded())
                .put("market_time", Decimals.micros(server.loop().marketNanos())));
    }

    /**
     * One fault or a list.
     *
     * @throws ApiError if one of them is none
     */
    List<Fault> readFaults(String text) {
        JsonNode node = server.parsed(text);
        var faults = new ArrayList<Fault>();
        for (JsonNode each : node.isArray() ? node : Documents.array().add(node)) {
            if (!(each instanceof ObjectNode fault)) {
                throw ApiError.badSchema("", "Should be a fault or a list of faults");
            }
            faults.add(Fault.read(fault));
        }
        return faults;
    }
}
