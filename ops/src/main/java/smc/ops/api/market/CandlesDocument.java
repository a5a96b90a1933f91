package smc.ops.api.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.view.EngineImage;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.MarketHistory;
import smc.ops.api.model.Reading;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;

/** {@code /api/candles}: columns. */
public final class CandlesDocument implements Document {
    private static final int LIMIT_MAX = 5000;
    private static final int LIMIT_USUAL = 500;

    /** A mean of so many ranges needs one candle more. */
    private static final int MEAN_CANDLES = AverageTrueRange.LENGTH + 1;

    @Override
    public String path() {
        return "/api/candles";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Parameter.optional("limit", "a whole number from 1 to " + LIMIT_MAX),
                Page.AFTER,
                Parameter.required("symbol", "a symbol"),
                Resolution.PARAMETER,
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        int instrumentId = query.indexIn("symbol", reading.symbols()).orElseThrow();
        Resolution resolution = Resolution.of(query);
        int limit = query.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL);
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long afterNanos = TimeUnit.SECONDS.toNanos(query.id("after").orElse(Long.MAX_VALUE));
        long toNanos = Math.min(query.time("to").orElse(Long.MAX_VALUE), afterNanos);
        MarketHistory market = reading.history().markets().get(instrumentId);
        List<Candle> candles = resolution.candles(market.candles(resolution.candles(limit) + MEAN_CANDLES, toNanos));
        int end = MarketHistory.indexAt(candles, toNanos);
        int least = MarketHistory.indexAt(candles, fromNanos);
        int begin = Math.max(least, end - limit);
        ObjectNode json = Values.begin(reading);
        json.put("symbol", reading.symbol(instrumentId)).put("resolution", resolution.label());
        putColumns(json, resolution, candles, begin, Math.max(begin, end));
        json.put(
                "next",
                begin > least && begin < end
                        ? Values.id(TimeUnit.NANOSECONDS.toSeconds(
                                candles.get(begin).openTimeNanos()))
                        : null);
        EngineImage.Market image = reading.image().markets().get(instrumentId);
        if (image.lastTradeE8() == 0) {
            json.putNull("last");
        } else {
            json.putObject("last")
                    .put("price", Values.usd(image.lastTradeE8()))
                    .put("time", Values.time(image.lastTradeNanos()));
        }
        putBuilding(json, market);
        return json;
    }

    private static void putColumns(ObjectNode json, Resolution resolution, List<Candle> candles, int begin, int end) {
        ArrayNode seconds = json.putArray("seconds");
        ArrayNode open = json.putArray("open");
        ArrayNode high = json.putArray("high");
        ArrayNode low = json.putArray("low");
        ArrayNode close = json.putArray("close");
        ArrayNode contracts = json.putArray("contracts");
        ArrayNode atr = json.putArray("atr");
        var mean = new AverageTrueRange();
        for (int i = Math.max(0, begin - MEAN_CANDLES); i < end; i++) {
            Candle candle = candles.get(i);
            mean.onCandle(candle.highE8(), candle.lowE8(), candle.closeE8());
            if (i >= begin) {
                seconds.add(TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()));
                open.add(Values.usd(candle.openE8()));
                high.add(Values.usd(candle.highE8()));
                low.add(Values.usd(candle.lowE8()));
                close.add(Values.usd(candle.closeE8()));
                contracts.add(candle.contracts());
                boolean hasMean = resolution == Resolution.M15 && mean.valueE8() != 0;
                atr.add(hasMean ? Values.usd(mean.valueE8()) : null);
            }
        }
    }

    private static void putBuilding(ObjectNode json, MarketHistory market) {
        if (market.forming().isEmpty()) {
            json.putNull("building");
            return;
        }
        Candle candle = market.forming().get();
        json.putObject("building")
                .put("seconds", TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                .put("open", Values.usd(candle.openE8()))
                .put("high", Values.usd(candle.highE8()))
                .put("low", Values.usd(candle.lowE8()))
                .put("close", Values.usd(candle.closeE8()))
                .put("contracts", candle.contracts());
    }
}
