package smc.ops.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.execution.order.OrderPurpose;
import smc.ops.result.BeyondMargin;
import smc.ops.story.RecordedOrder;
import smc.ops.story.RecordedTrade;
import smc.ops.story.RecordedVariant;
import smc.ops.story.ResultFiles;

/**
 * Everything the report tells of.
 *
 * @param summary {@code summary.json} as it is
 * @param trades in order of closing
 * @param lastStopE8 where the stop of a trade lay in the end, by trade
 * @param equity at every close, over all symbols
 * @param soloTrades of each mode run alone; empty if no variants were run
 * @param variants empty if none were run
 */
record ReportData(
        JsonNode summary,
        List<MarketData> markets,
        List<RecordedTrade> trades,
        Map<Long, Long> lastStopE8,
        EquityCurves equity,
        List<RecordedTrade> soloTrades,
        List<RecordedVariant> variants) {

    static ReportData read(ResultFiles files) throws IOException {
        JsonNode summary = files.summary();
        var markets = new ArrayList<MarketData>();
        for (String symbol : files.symbols()) {
            markets.add(MarketData.of(
                    symbol,
                    summary.at("/data/" + symbol + "/synthetic").asBoolean(),
                    files.candles(symbol),
                    files.blockEvents(symbol)));
        }
        var lastStopE8 = new HashMap<Long, Long>();
        for (RecordedOrder order : files.orders()) {
            if (order.purpose() == OrderPurpose.STOP && order.tradeId() != 0) {
                lastStopE8.put(order.tradeId(), order.priceE8());
            }
        }
        return new ReportData(
                summary,
                List.copyOf(markets),
                files.trades(),
                lastStopE8,
                EquityCurves.of(
                        files.equity(), capitalsStart(summary), files.symbols().size()),
                files.soloTrades(),
                files.variants());
    }

    /** Over all accounts; null if there was no equity. */
    BigDecimal maxDrawdownPct() {
        JsonNode drawdown = summary.at("/total/max_drawdown_pct");
        return drawdown.isNumber() ? drawdown.decimalValue() : null;
    }

    /** Nothing where the summary does not speak of it. */
    BeyondMargin beyondMargin() {
        JsonNode beyond = summary.path("beyond_margin");
        return beyond.isMissingNode()
                ? BeyondMargin.NONE
                : new BeyondMargin(
                        beyond.path("trades").asLong(),
                        Money.e8(beyond.path("loss").decimalValue()));
    }

    /** Whether any market was made up. */
    boolean isSynthetic() {
        return markets.stream().anyMatch(MarketData::isSynthetic);
    }

    private static Map<String, Long> capitalsStart(JsonNode summary) {
        var capitals = new LinkedHashMap<String, Long>();
        for (JsonNode account : summary.path("accounts")) {
            capitals.put(
                    account.path("account").asText(),
                    Money.e8(account.path("capital_start").decimalValue()));
        }
        return capitals;
    }
}
