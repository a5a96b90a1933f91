package smc.ops.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import smc.engine.outcome.CandleCount;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.feed.market.MarketOrigin;
import smc.ops.result.Summary.Figures;
import smc.strategy.number.FixedPoint;

/** {@code summary.json} (docs/formats.md, section 5.5). Money and prices in USD, plain decimals. */
final class SummaryJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private SummaryJson() {}

    static String of(BacktestResult result, Summary summary) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("build", result.build());
        json.put("config_hash", result.configuration().hash());
        ObjectNode run = json.putObject("run")
                .put("fills", result.fills().name().toLowerCase(Locale.ROOT))
                .put("slippage_bps", result.venue().slippageBps())
                .put("limit_through_ticks", result.venue().limitThroughTicks())
                .put("latency_ms", TimeUnit.NANOSECONDS.toMillis(result.venue().latencyNanos()))
                .put("timeframe_minutes", result.configuration().engine().timeframeMinutes())
                .put(
                        "position_scope",
                        result.configuration().engine().positionScope().name().toLowerCase(Locale.ROOT))
                .put("open_trades", result.record().openTrades().size());
        if (result.venue().fillsOnTick()) {
            run.put("fills_on_tick", true);
        }
        var data = json.putObject("data");
        long seconds = 0;
        for (int i = 0; i < result.symbols().size(); i++) {
            MarketOrigin symbol = result.symbols().get(i);
            CandleCount candles = result.record().candles(i);
            data.putObject(symbol.symbol())
                    .put("file", symbol.file())
                    .put("first", TimeUnit.NANOSECONDS.toSeconds(candles.firstNanos()))
                    .put("last", TimeUnit.NANOSECONDS.toSeconds(candles.lastNanos()))
                    .put("candles", candles.count())
                    .put("gaps", candles.gaps())
                    .put("sha256", symbol.sha256())
                    .put("synthetic", symbol.isSynthetic());
            seconds = Math.max(seconds, TimeUnit.NANOSECONDS.toSeconds(candles.lastNanos() - candles.firstNanos()));
        }
        var accounts = json.putArray("accounts");
        for (int i = 0; i < result.accounts().size(); i++) {
            ObjectNode account = accounts.addObject();
            account.put("account", result.accounts().get(i).name());
            account.put("mode", String.valueOf(result.accounts().get(i).mode().letter()));
            put(account, summary.accounts().get(i));
        }
        put(json.putObject("total"), summary.total());
        BeyondMargin beyond = BeyondMargin.of(result);
        if (beyond.trades() > 0) {
            json.putObject("beyond_margin").put("trades", beyond.trades()).put("loss", money(beyond.lossE8()));
        }
        var verdicts = json.putObject("verdicts");
        for (int i = 0; i < result.accounts().size(); i++) {
            ObjectNode counts = verdicts.putObject(result.accounts().get(i).name());
            verdicts(result, i).forEach((verdict, count) -> counts.put(verdict.name(), count));
            counts.put("undecided", result.record().undecided(i));
            counts.put("touches", result.record().touches(i));
        }
        var targets = json.putArray("targets");
        for (Summary.Target target : summary.targets()) {
            targets.addObject()
                    .put("name", target.name())
                    .put("goal", target.goal())
                    .put("measured", target.measured())
                    .put("met", target.isMet());
        }
        // Of market time, not of computing: two runs write the same bytes.
        json.put("seconds", seconds);
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many touches of an account ended in which verdict, in the order of the rules. */
    static Map<Verdict, Long> verdicts(BacktestResult result, int accountId) {
        return result.record().decisions().stream()
                .filter(decision -> decision.accountId() == accountId)
                .collect(Collectors.groupingBy(TouchJudged::verdict, TreeMap::new, Collectors.counting()));
    }

    private static void put(ObjectNode json, Figures figures) {
        json.put("trades", figures.trades());
        json.put("wins", figures.wins());
        json.put("win_rate", figures.winRatePct());
        json.put("gross", money(figures.grossE8()));
        json.put("fees", money(figures.feesE8()));
        json.put("gst", money(figures.gstE8()));
        json.put("funding", money(figures.fundingE8()));
        json.put("slippage", money(figures.slippageE8()));
        json.put("net", money(figures.netE8()));
        json.put("profit_factor_gross", figures.profitFactorGross());
        json.put("profit_factor_net", figures.profitFactorNet());
        json.put("max_drawdown_pct", figures.maxDrawdownPct());
        json.put("expectancy", figures.expectancyE8() == null ? null : money(figures.expectancyE8()));
        json.put("capital_start", money(figures.capitalStartE8()));
        if (figures.capitalMovedE8() != 0) {
            json.put("capital_moved", money(figures.capitalMovedE8()));
        }
        json.put("capital_end", money(figures.capitalEndE8()));
    }

    private static BigDecimal money(long e8) {
        return new BigDecimal(FixedPoint.formatE8(e8));
    }
}
