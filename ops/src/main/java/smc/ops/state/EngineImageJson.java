package smc.ops.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.order.OrderPurpose;
import smc.execution.venue.KnownOrder;
import smc.ops.story.RiskSentence;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** How an engine stands, for programs. Prices and money are decimal text, times ISO 8601, ids text. */
public final class EngineImageJson {
    /** Blocks of a symbol that are told once a second, nearest to the price first. */
    private static final int BLOCKS_MAX = 10;

    private EngineImageJson() {}

    /**
     * All that {@link EngineImageText} shows of a moment, in the shape of the status file: with its {@code symbols}, {@code desks} and
     * {@code orders}, more of each, every block, and {@code openTrades}.
     *
     * @param configuration of the engine
     * @param asOfNanos the moment, epoch nanoseconds: prices are as old as they were then
     * @param isEnd whether the journal ends here
     */
    public static ObjectNode of(Configuration configuration, EngineImage image, long asOfNanos, boolean isEnd) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("asOf", utc(asOfNanos))
                .put("time", utc(image.atNanos()))
                .put("epoch", image.epoch())
                .put("sequence", Long.toString(image.sequence()))
                .put("journalEnds", isEnd);
        ArrayNode accounts = json.putArray("accounts");
        configuration.engine().accountNames().forEach(accounts::add);
        put(image, json, Integer.MAX_VALUE);
        for (int i = 0; i < image.markets().size(); i++) {
            putMore(image.markets().get(i), object(json, "symbols", i));
        }
        for (int i = 0; i < image.desks().size(); i++) {
            EngineImage.Desk desk = image.desks().get(i);
            object(json, "desks", i)
                    .put("account", desk.accountId())
                    .put("longCooldown", desk.longCooldown())
                    .put("shortCooldown", desk.shortCooldown());
        }
        for (int i = 0; i < image.orders().size(); i++) {
            putMore(image.orders().get(i), object(json, "orders", i));
        }
        ArrayNode trades = json.putArray("openTrades");
        image.trades().forEach(trade -> put(new OpenTrade(configuration, image, trade), trades.addObject()));
        return json;
    }

    private static ObjectNode object(ObjectNode json, String array, int index) {
        return (ObjectNode) json.get(array).get(index);
    }

    private static void putMore(EngineImage.Market market, ObjectNode json) {
        if (market.lastTradeE8() == 0) {
            json.putNull("lastTrade");
        } else {
            json.putObject("lastTrade")
                    .put("price", FixedPoint.formatE8(market.lastTradeE8()))
                    .put("time", utc(market.lastTradeNanos()));
        }
        if (market.lastCandle().isEmpty()) {
            json.putNull("candle");
        } else {
            Candle candle = market.lastCandle().get();
            json.putObject("candle")
                    .put("open", FixedPoint.formatE8(candle.openE8()))
                    .put("high", FixedPoint.formatE8(candle.highE8()))
                    .put("low", FixedPoint.formatE8(candle.lowE8()))
                    .put("close", FixedPoint.formatE8(candle.closeE8()))
                    .put("contracts", candle.contracts());
        }
    }

    private static void putMore(WorkingOrder order, ObjectNode json) {
        json.put("type", order.known().type().name())
                .put("trade", order.tradeId() == 0 ? null : Long.toString(order.tradeId()))
                .put("wantedPrice", FixedPoint.formatE8(order.wantedPriceE8()))
                .put("wantedContracts", order.wantedContracts())
                .put("wantedAt", utc(order.known().createdNanos()));
    }

    private static void put(OpenTrade open, ObjectNode json) {
        EngineImage.Trade trade = open.trade();
        json.put("id", Long.toString(trade.id()))
                .put("account", trade.accountId())
                .put("symbol", open.market().symbol())
                .put("direction", trade.direction().name())
                .put("contracts", trade.contracts())
                .put("entry", FixedPoint.formatE8(trade.entryE8()));
        putPrices(open.workingPricesE8(OrderPurpose.STOP), json.putArray("stops"));
        putPrices(open.workingPricesE8(OrderPurpose.TARGET), json.putArray("targets"));
        json.put("unrealised", open.unrealised().orElse(null));
    }

    private static void putPrices(List<Long> pricesE8, ArrayNode json) {
        pricesE8.forEach(priceE8 -> json.add(FixedPoint.formatE8(priceE8)));
    }

    /** Adds {@code symbols}, {@code desks} and {@code orders}. */
    static void put(EngineImage image, ObjectNode json) {
        put(image, json, BLOCKS_MAX);
    }

    private static void put(EngineImage image, ObjectNode json, int blocksMax) {
        ArrayNode symbols = json.putArray("symbols");
        image.markets().forEach(market -> put(market, symbols.addObject(), blocksMax));
        ArrayNode desks = json.putArray("desks");
        image.desks().forEach(desk -> put(desk, desks.addObject()));
        ArrayNode orders = json.putArray("orders");
        for (WorkingOrder order : image.orders()) {
            String symbol = image.markets().get(order.known().instrumentId()).symbol();
            put(order.known(), symbol, orders.addObject());
        }
    }

    private static void put(EngineImage.Market market, ObjectNode json, int blocksMax) {
        json.put("symbol", market.symbol())
                .put("price", FixedPoint.formatE8(market.lastPriceE8()))
                .put("lastCandle", market.candles() == 0 ? null : utc(market.lastCandleNanos()))
                .put("trusted", market.isTrusted())
                .put("blocksAlive", market.blocks().size());
        ArrayNode blocks = json.putArray("nearestBlocks");
        market.blocks().stream()
                .limit(blocksMax)
                .forEach(block -> blocks.addObject()
                        .put("side", block.side().name())
                        .put("state", block.state().name())
                        .put("top", FixedPoint.formatE8(block.topE8()))
                        .put("bottom", FixedPoint.formatE8(block.bottomE8()))
                        .put("origin", utc(block.originNanos())));
    }

    private static void put(EngineImage.Desk desk, ObjectNode json) {
        json.put("mode", String.valueOf(desk.mode().letter()))
                .put("symbol", desk.symbol())
                .put("tradingOn", desk.isTradingOn())
                .put("position", desk.contracts())
                .put("entry", FixedPoint.formatE8(desk.entryE8()))
                .put("stop", FixedPoint.formatE8(desk.stopE8()))
                .put("target", FixedPoint.formatE8(desk.targetE8()))
                .put("capital", FixedPoint.formatE8(desk.capitalE8()))
                .put("equity", FixedPoint.formatE8(desk.equityE8()))
                .put("tradesClosed", desk.tradesClosed());
        put(desk.standing(), json);
    }

    /** Why it is held back only where it is, and what limits have held back only where they have. */
    private static void put(EngineImage.Standing standing, ObjectNode json) {
        json.put("state", standing.state().name());
        standing.reason().ifPresent(reason -> {
            ObjectNode held = json.putObject("heldBack")
                    .put("reason", reason.name())
                    .put("text", RiskSentence.of(reason, standing.found(), standing.allowed()))
                    .put("since", utc(standing.sinceNanos()));
            if (standing.untilNanos() != 0) {
                held.put("until", utc(standing.untilNanos()));
            }
            if (!standing.who().isEmpty()) {
                held.put("who", standing.who()).put("why", standing.why());
            }
        });
        if (!standing.refusedToday().isEmpty()) {
            ObjectNode refused = json.putObject("refusedToday");
            new TreeMap<>(standing.refusedToday()).forEach((limit, times) -> refused.put(limit.name(), times));
        }
    }

    private static void put(KnownOrder order, String symbol, ObjectNode json) {
        json.put("id", Long.toString(order.orderId()))
                .put("account", order.accountId())
                .put("symbol", symbol)
                .put("purpose", order.purpose().name())
                .put("direction", order.direction().name())
                .put("price", FixedPoint.formatE8(order.priceE8()))
                .put("contracts", order.contracts())
                .put("filled", order.filledContracts())
                .put("state", order.state().name());
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
