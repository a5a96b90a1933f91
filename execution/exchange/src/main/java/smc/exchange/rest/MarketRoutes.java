package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.json.MarketDocuments;
import smc.exchange.market.Candles;
import smc.exchange.market.ListedMarket;
import smc.exchange.play.Connections;
import smc.exchange.rules.Refusal;

/** What anyone may ask about the market (docs/delta-exchange.md sections 3.3 to 3.6). Lives on the event loop. */
final class MarketRoutes {
    private static final int BOOK_DEPTH_MAX = 20;
    private static final int SYMBOLS_MAX = 10;
    private static final int SPARKS = 24;
    private static final long SPARK_SECONDS = TimeUnit.HOURS.toSeconds(1);
    private static final Set<String> NONE = Set.of();

    private final Connections server;

    MarketRoutes(Connections server) {
        this.server = server;
    }

    /** Weights by section 3.2, those of assets, indices, trades, settings and sparklines as measured. */
    void addTo(RestApi api) {
        api.open("/v2/assets", 3, NONE, _ -> assets());
        api.open("/v2/indices", 3, NONE, _ -> indices());
        api.open("/v2/products", 3, Set.of("contract_types", "states", "page_size", "after", "before"), this::products);
        api.open("/v2/products/*", 3, NONE, call -> product(call.segment()));
        api.open("/v2/tickers", 3, Set.of("contract_types", "underlying_asset_symbols"), this::tickers);
        api.open("/v2/tickers/*", 3, NONE, this::ticker);
        api.open("/v2/history/candles", 3, Set.of("resolution", "symbol", "start", "end"), this::candles);
        api.open("/v2/history/sparklines", 3, Set.of("symbols"), this::sparklines);
        api.open("/v2/l2orderbook/*", 3, Set.of("depth"), this::book);
        api.open("/v2/trades/*", 3, NONE, this::trades);
        api.open("/v2/settings", 3, NONE, _ -> settings());
    }

    private RestAnswer assets() {
        ArrayNode result = Documents.array().add(MarketDocuments.usd());
        server.exchange().instruments().forEach(instrument -> result.add(MarketDocuments.coin(instrument)));
        return RestAnswer.success(result);
    }

    private RestAnswer indices() {
        ArrayNode result = Documents.array();
        server.exchange().instruments().forEach(instrument -> result.add(MarketDocuments.index(instrument)));
        return RestAnswer.success(result);
    }

    private RestAnswer products(RestCall call) {
        List<String> types = call.request().list("contract_types");
        List<String> states = call.request().list("states");
        ArrayNode result = Documents.array();
        if (isPerpetual(types) && (states.isEmpty() || states.contains("live"))) {
            server.exchange().instruments().stream()
                    .sorted((a, b) -> Integer.compare(b.productId(), a.productId()))
                    .forEach(instrument -> result.add(MarketDocuments.product(
                            instrument, server.maintenance().isOn())));
        }
        ObjectNode meta = Documents.object()
                .putNull("after")
                .putNull("before")
                .put("limit", 2_000)
                .put("total_count", result.size());
        return RestAnswer.success(result, meta);
    }

    private static boolean isPerpetual(List<String> types) {
        return types.isEmpty() || types.contains("perpetual_futures");
    }

    private RestAnswer product(String idOrSymbol) {
        return RestAnswer.success(MarketDocuments.product(
                server.exchange().byIdOrSymbol(idOrSymbol), server.maintenance().isOn()));
    }

    private RestAnswer tickers(RestCall call) {
        List<String> coins = call.request().list("underlying_asset_symbols");
        List<String> types = call.request().list("contract_types");
        ArrayNode result = Documents.array();
        for (ListedMarket market : server.loop().markets()) {
            if ((coins.isEmpty() || coins.contains(market.instrument.coin())) && isPerpetual(types)) {
                result.add(ticker(market));
            }
        }
        return RestAnswer.success(result);
    }

    private RestAnswer ticker(RestCall call) {
        List<String> symbols = Arrays.asList(call.segment().split(","));
        if (symbols.size() > SYMBOLS_MAX) {
            throw Refusal.badSchema("symbol", "Should be at most " + SYMBOLS_MAX + " symbols");
        }
        ArrayNode found = Documents.array();
        for (ListedMarket market : server.loop().markets()) {
            if (symbols.contains(market.instrument.symbol())) {
                found.add(ticker(market));
            }
        }
        if (symbols.size() > 1) {
            return RestAnswer.success(found);
        }
        return RestAnswer.success(found.isEmpty() ? Documents.object().nullNode() : found.get(0));
    }

    private ObjectNode ticker(ListedMarket market) {
        return MarketDocuments.ticker(market.instrument, market, server.loop().marketNanos());
    }

    private RestAnswer candles(RestCall call) {
        RestRequest request = call.request();
        String resolution = required(request, "resolution");
        Long seconds = Candles.REST_SECONDS.get(resolution);
        if (seconds == null) {
            throw Refusal.badSchema("resolution", "Should be one of " + Candles.REST_SECONDS.keySet());
        }
        CandleSymbol symbol = candleSymbol(required(request, "symbol"));
        long start = request.integer("start").orElseThrow(() -> Refusal.badSchema("start", "start is required"));
        long end = request.integer("end").orElseThrow(() -> Refusal.badSchema("end", "end is required"));
        ArrayNode result = Documents.array();
        for (MarketFeed.Row row : symbol.market.candles.newestFirst(
                seconds, start, end, server.loop().marketNanos())) {
            result.add(candle(symbol, row));
        }
        return RestAnswer.success(result);
    }

    /** What candles are of. */
    private record CandleSymbol(ListedMarket market, Of of) {
        private enum Of {
            TRADES,
            /** Mark and index, which are the last trade here; without a volume. */
            PRICES,
            FUNDING,
            OPEN_INTEREST
        }
    }

    /** {@code SOLUSD}, {@code MARK:SOLUSD}, {@code .DESOLUSD}, {@code FUNDING:SOLUSD} or {@code OI:SOLUSD} (section 3.5). */
    private CandleSymbol candleSymbol(String text) {
        for (ListedMarket market : server.loop().markets()) {
            if (text.equals(market.instrument.indexSymbol())) {
                return new CandleSymbol(market, CandleSymbol.Of.PRICES);
            }
        }
        int colon = text.indexOf(':');
        ListedMarket market = server.loop().market(text.substring(colon + 1));
        return new CandleSymbol(
                market,
                switch (text.substring(0, Math.max(colon, 0))) {
                    case "" -> CandleSymbol.Of.TRADES;
                    case "MARK" -> CandleSymbol.Of.PRICES;
                    case "FUNDING" -> CandleSymbol.Of.FUNDING;
                    case "OI" -> CandleSymbol.Of.OPEN_INTEREST;
                    default -> throw Refusal.refused("invalid_contract");
                });
    }

    private static ObjectNode candle(CandleSymbol symbol, MarketFeed.Row row) {
        ObjectNode candle = MarketDocuments.candle(row);
        return switch (symbol.of) {
            case TRADES -> candle;
            case PRICES -> candle.putNull("volume");
            // In per cent of an interval; the same at each.
            case FUNDING ->
                flat(
                        candle,
                        Decimals.number(Math.multiplyExact(
                                symbol.market.instrument.terms().fundingRateE8(), 100)));
            // As the ticker has it: nobody else holds anything here.
            case OPEN_INTEREST -> flat(candle, BigDecimal.ZERO);
        };
    }

    private static ObjectNode flat(ObjectNode candle, BigDecimal value) {
        List.of("open", "high", "low", "close").forEach(name -> candle.put(name, value));
        return candle.putNull("volume");
    }

    private static String required(RestRequest request, String name) {
        return request.parameter(name).orElseThrow(() -> Refusal.badSchema(name, name + " is required"));
    }

    /** Closes of the last hours, oldest first; what is not known is left out. */
    private RestAnswer sparklines(RestCall call) {
        required(call.request(), "symbols");
        long nowNanos = server.loop().marketNanos();
        long nowSeconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
        ObjectNode result = Documents.object();
        for (String symbol : call.request().list("symbols")) {
            String name = symbol.startsWith("MARK:") ? symbol.substring("MARK:".length()) : symbol;
            for (ListedMarket market : server.loop().markets()) {
                if (market.instrument.symbol().equals(name)) {
                    ArrayNode line = result.putArray(symbol);
                    market.candles
                            .newestFirst(SPARK_SECONDS, nowSeconds - SPARKS * SPARK_SECONDS, nowSeconds, nowNanos)
                            .reversed()
                            .forEach(row -> line.addArray()
                                    .add(TimeUnit.NANOSECONDS.toSeconds(row.openTimeNanos()))
                                    .add(Decimals.number(row.closeE8())));
                }
            }
        }
        return RestAnswer.success(result);
    }

    private RestAnswer book(RestCall call) {
        ListedMarket market = market(call.segment());
        long depth = call.request().integer("depth").orElse((long) BOOK_DEPTH_MAX);
        return RestAnswer.success(
                MarketDocuments.book(market.instrument, market, (int) Math.min(depth, BOOK_DEPTH_MAX)));
    }

    private RestAnswer trades(RestCall call) {
        return RestAnswer.success(MarketDocuments.trades(market(call.segment())));
    }

    private ListedMarket market(String idOrSymbol) {
        return server.loop().market(server.exchange().byIdOrSymbol(idOrSymbol).symbol());
    }

    private RestAnswer settings() {
        return RestAnswer.success(Documents.object()
                .put("server_time", server.wallMillis() * 1_000)
                .put("under_maintenance", "false"));
    }
}
