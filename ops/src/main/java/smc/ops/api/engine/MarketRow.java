package smc.ops.api.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.config.SymbolConfig;
import smc.engine.view.EngineImage;
import smc.ops.api.document.Values;
import smc.ops.api.market.BlockNames;
import smc.ops.api.model.Reading;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;

/** A market as documents have it. */
final class MarketRow {
    private static final int NEAREST_MAX = 5;

    /** A mean of so many ranges needs one candle more; a day has fewer. */
    private static final int CANDLES = AverageTrueRange.LENGTH + 1;

    private static final int PCT_SCALE = 4;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private MarketRow() {}

    static void put(Reading reading, int instrumentId, ObjectNode json) {
        EngineImage.Market market = reading.image().markets().get(instrumentId);
        SymbolConfig terms = reading.configuration().symbols().get(market.symbol());
        List<Candle> candles = reading.history().markets().get(instrumentId).candles(CANDLES, Long.MAX_VALUE);
        long atrE8 = atrE8(candles);
        json.put("symbol", market.symbol())
                .put("tick", Values.usd(terms.tickE8()))
                .put("contractValue", Values.usd(terms.contractValueE8()))
                .put("price", Values.usd(market.lastPriceE8()))
                .put("priceTime", market.lastTradeNanos() == 0 ? null : Values.time(market.lastTradeNanos()))
                .put("lastCandle", market.lastCandle().isEmpty() ? null : Values.time(market.lastCandleNanos()))
                .put("trusted", market.isTrusted())
                .put("candles", market.candles())
                .put("atr", atrE8 == 0 ? null : Values.usd(atrE8))
                .put("blocksAlive", market.blocks().size())
                .put("change24hPct", changePct(market, candles));
        ArrayNode nearest = json.putArray("nearest");
        market.blocks().stream()
                .limit(NEAREST_MAX)
                .forEach(block -> nearest.addObject()
                        .put("block", BlockNames.of(market.symbol(), block.side(), block.originNanos()))
                        .put("side", block.side().name())
                        .put("state", block.state().name())
                        .put(
                                "direction",
                                BlockNames.direction(block.side(), block.state())
                                        .name())
                        .put("top", Values.usd(block.topE8()))
                        .put("bottom", Values.usd(block.bottomE8()))
                        .put("distancePct", distancePct(market.lastPriceE8(), block)));
    }

    /** At the close of the last candle; 0 where there are too few. */
    private static long atrE8(List<Candle> candles) {
        var mean = new AverageTrueRange();
        for (Candle candle : candles.subList(Math.max(0, candles.size() - CANDLES), candles.size())) {
            mean.onCandle(candle.highE8(), candle.lowE8(), candle.closeE8());
        }
        return mean.valueE8();
    }

    /** From the close a day before the last candle; null where that is not known. */
    private static String changePct(EngineImage.Market market, List<Candle> candles) {
        if (candles.isEmpty() || market.lastPriceE8() == 0) {
            return null;
        }
        long beforeNanos = candles.getLast().openTimeNanos() - DAY_NANOS;
        for (int i = candles.size() - 1; i >= 0 && candles.get(i).openTimeNanos() >= beforeNanos; i--) {
            if (candles.get(i).openTimeNanos() == beforeNanos) {
                long closeE8 = candles.get(i).closeE8();
                return pct(market.lastPriceE8() - closeE8, closeE8);
            }
        }
        return null;
    }

    /** To the nearer edge; 0 inside, negative below. */
    private static String distancePct(long priceE8, EngineImage.Block block) {
        if (priceE8 == 0) {
            return null;
        }
        if (priceE8 > block.topE8()) {
            return pct(block.topE8() - priceE8, priceE8);
        }
        return priceE8 < block.bottomE8() ? pct(block.bottomE8() - priceE8, priceE8) : "0";
    }

    private static String pct(long partE8, long ofE8) {
        return Values.decimal(BigDecimal.valueOf(partE8)
                .movePointRight(2)
                .divide(BigDecimal.valueOf(ofE8), PCT_SCALE, RoundingMode.HALF_EVEN));
    }
}
