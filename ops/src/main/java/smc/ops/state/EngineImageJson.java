package smc.ops.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.venue.KnownOrder;
import smc.strategy.number.FixedPoint;

/** How an engine stands, for programs. Prices and money are decimal text, times ISO 8601, ids text. */
final class EngineImageJson {
    /** Blocks of a symbol that are told, nearest to the price first. */
    private static final int BLOCKS_MAX = 10;

    private EngineImageJson() {}

    /** Adds {@code symbols}, {@code desks} and {@code orders}. */
    static void put(EngineImage image, ObjectNode json) {
        ArrayNode symbols = json.putArray("symbols");
        image.markets().forEach(market -> put(market, symbols.addObject()));
        ArrayNode desks = json.putArray("desks");
        image.desks().forEach(desk -> put(desk, desks.addObject()));
        ArrayNode orders = json.putArray("orders");
        for (WorkingOrder order : image.orders()) {
            String symbol = image.markets().get(order.known().instrumentId()).symbol();
            put(order.known(), symbol, orders.addObject());
        }
    }

    private static void put(EngineImage.Market market, ObjectNode json) {
        json.put("symbol", market.symbol())
                .put("price", FixedPoint.formatE8(market.lastPriceE8()))
                .put("lastCandle", market.candles() == 0 ? null : utc(market.lastCandleNanos()))
                .put("trusted", market.isTrusted())
                .put("blocksAlive", market.blocks().size());
        ArrayNode blocks = json.putArray("nearestBlocks");
        market.blocks().stream()
                .limit(BLOCKS_MAX)
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
