package smc.ops.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import smc.execution.desk.Mode;
import smc.ops.story.RecordedTrade;
import smc.ops.story.RecordedVariant;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * What the page reads. Long columns hold differences: of a candle its open from the close before, high and low from the body, its close from
 * the open; of everything else each number from the one before. Prices in columns count units of {@code unitE8}, the largest that fits all of them;
 * money outside of columns is in USD.
 */
final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ReportJson() {}

    static String of(ReportData data) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("headline", Headline.of(data));
        json.put("synthetic", data.isSynthetic());
        json.set("summary", data.summary());
        ArrayNode markets = json.putArray("markets");
        data.markets().forEach(market -> putMarket(markets.addObject(), market));
        ArrayNode trades = json.putArray("trades");
        for (RecordedTrade trade : data.trades()) {
            putTrade(trades.addObject(), trade, data.lastStopE8().get(trade.id()));
        }
        putEquity(json.putObject("equity"), data.equity());
        ArrayNode months = json.putArray("months");
        Months.of(data.trades()).forEach((month, sums) -> {
            ObjectNode row = months.addObject();
            row.put("month", month.toString()).put("trades", sums.trades()).put("wins", sums.wins());
            ObjectNode net = row.putObject("net");
            sums.netE8().forEach((account, e8) -> net.put(account, Money.usd(e8)));
            row.put("total", Money.usd(sums.totalE8()));
        });
        ArrayNode critic = json.putArray("critic");
        Critic.of(data.trades(), data.maxDrawdownPct(), data.beyondMargin())
                .forEach(objection -> critic.addObject()
                        .put("name", objection.name())
                        .put("holds", objection.holds())
                        .put("text", objection.text()));
        ArrayNode variants = json.putArray("variants");
        data.variants().forEach(variant -> putVariant(variants.addObject(), variant));
        putSolo(json, data.soloTrades());
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putMarket(ObjectNode json, MarketData market) {
        List<Candle> candles = market.candles();
        long unitE8 = unitE8(market);
        json.put("symbol", market.symbol());
        json.put("synthetic", market.isSynthetic());
        json.put("unitE8", unitE8);
        ObjectNode columns = json.putObject("candles");
        putDifferences(columns.putArray("seconds"), seconds(candles, Candle::openTimeNanos));
        ArrayNode open = columns.putArray("open");
        ArrayNode high = columns.putArray("high");
        ArrayNode low = columns.putArray("low");
        ArrayNode close = columns.putArray("close");
        long lastE8 = 0;
        for (Candle candle : candles) {
            open.add((candle.openE8() - lastE8) / unitE8);
            high.add((candle.highE8() - Math.max(candle.openE8(), candle.closeE8())) / unitE8);
            low.add((Math.min(candle.openE8(), candle.closeE8()) - candle.lowE8()) / unitE8);
            close.add((candle.closeE8() - candle.openE8()) / unitE8);
            lastE8 = candle.closeE8();
        }
        putBlocks(json.putObject("blocks"), market.blocks(), unitE8);
        putMarks(json.putObject("marks"), market.marks(), unitE8);
    }

    private static void putBlocks(ObjectNode json, List<MarketData.Block> blocks, long unitE8) {
        putDifferences(json.putArray("born"), blocks.stream().mapToLong(MarketData.Block::born));
        ArrayNode bull = json.putArray("bull");
        ArrayNode origin = json.putArray("origin");
        ArrayNode broken = json.putArray("broken");
        ArrayNode dead = json.putArray("dead");
        blocks.forEach(block -> {
            bull.add(block.side() == Side.BULL ? 1 : 0);
            origin.add(block.origin());
            broken.add(block.broken());
            dead.add(block.dead());
        });
        putDifferences(json.putArray("top"), blocks.stream().mapToLong(block -> block.topE8() / unitE8));
        putDifferences(json.putArray("bottom"), blocks.stream().mapToLong(block -> block.bottomE8() / unitE8));
    }

    private static void putMarks(ObjectNode json, List<MarketData.Mark> marks, long unitE8) {
        putDifferences(json.putArray("at"), marks.stream().mapToLong(MarketData.Mark::at));
        ArrayNode kind = json.putArray("kind");
        ArrayNode bull = json.putArray("bull");
        marks.forEach(mark -> {
            kind.add(mark.kind().name());
            bull.add(mark.direction() == Side.BULL ? 1 : 0);
        });
        putDifferences(json.putArray("level"), marks.stream().mapToLong(mark -> mark.levelE8() / unitE8));
    }

    /** Largest price that divides every price of the candles, the blocks and the levels. */
    private static long unitE8(MarketData market) {
        LongStream prices = LongStream.concat(
                market.candles().stream()
                        .flatMapToLong(candle ->
                                LongStream.of(candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8())),
                LongStream.concat(
                        market.blocks().stream().flatMapToLong(block -> LongStream.of(block.topE8(), block.bottomE8())),
                        market.marks().stream().mapToLong(MarketData.Mark::levelE8)));
        return prices.reduce(0, ReportJson::greatestDivisor);
    }

    private static long greatestDivisor(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private static void putTrade(ObjectNode json, RecordedTrade trade, Long lastStopE8) {
        json.put("id", trade.id());
        json.put("account", trade.account());
        json.put("mode", String.valueOf(trade.mode().letter()));
        json.put("symbol", trade.symbol());
        json.put("direction", lower(trade.direction()));
        json.put("state", lower(trade.state()));
        json.put("entrySeconds", seconds(trade.entryNanos()));
        json.put("exitSeconds", seconds(trade.exitNanos()));
        json.put("contracts", trade.contracts());
        json.put("entry", Money.usd(trade.entryE8()));
        json.put("target", Money.usd(trade.targetE8()));
        json.put("stop", lastStopE8 == null ? null : Money.usd(lastStopE8));
        ArrayNode exits = json.putArray("exits");
        for (RecordedTrade.Exit exit : trade.exits()) {
            exits.addObject()
                    .put("seconds", seconds(exit.candleNanos()))
                    .put("contracts", exit.contracts())
                    .put("price", Money.usd(exit.priceE8()))
                    .put("reason", exit.reason().name());
        }
        json.put("gain", Money.usd(trade.gainE8()));
        json.put("costs", Money.usd(trade.gainE8() - trade.netE8()));
        json.put("net", Money.usd(trade.netE8()));
        json.put("reason", trade.reason().name());
    }

    private static void putEquity(ObjectNode json, EquityCurves curves) {
        putDifferences(json.putArray("seconds"), seconds(curves.candleNanos(), nanos -> nanos));
        ArrayNode accounts = json.putArray("accounts");
        curves.accountsE8().forEach((account, curve) -> {
            ObjectNode one = accounts.addObject().put("account", account);
            putDifferences(one.putArray("equityE8"), curve.stream().mapToLong(e8 -> e8));
        });
    }

    private static void putVariant(ObjectNode json, RecordedVariant variant) {
        json.put("variant", variant.variant());
        json.put("account", variant.account());
        json.put("trades", variant.trades());
        json.put("wins", variant.wins());
        json.put("win_rate", variant.winRatePct());
        json.put("gross", Money.usd(variant.grossE8()));
        json.put("net", Money.usd(variant.netE8()));
        json.put("profit_factor_net", variant.profitFactorNet());
        json.put("max_drawdown_pct", variant.maxDrawdownPct());
        json.put("capital_end", Money.usd(variant.capitalEndE8()));
    }

    /** Net of each mode run alone after each of its trades, and the signals they share. */
    private static void putSolo(ObjectNode json, List<RecordedTrade> trades) {
        ArrayNode solo = json.putArray("solo");
        for (Mode mode : Mode.values()) {
            var ofMode = new ArrayList<RecordedTrade>();
            trades.stream().filter(trade -> trade.mode() == mode).forEach(ofMode::add);
            if (ofMode.isEmpty()) {
                continue;
            }
            ObjectNode one = solo.addObject();
            one.put("account", ofMode.getFirst().account());
            one.put("mode", String.valueOf(mode.letter()));
            putDifferences(one.putArray("seconds"), seconds(ofMode, RecordedTrade::exitNanos));
            ArrayNode net = one.putArray("netE8");
            ofMode.forEach(trade -> net.add(trade.netE8()));
        }
        SameSignals same = SameSignals.of(trades);
        json.putObject("sameSignals")
                .put("both", same.both())
                .put("bothNetA", Money.usd(same.bothNetAE8()))
                .put("bothNetB", Money.usd(same.bothNetBE8()))
                .put("bothWinsA", same.bothWinsA())
                .put("bothWinsB", same.bothWinsB())
                .put("betterEntriesA", same.betterEntriesA())
                .put("betterEntriesB", same.betterEntriesB())
                .put("onlyA", same.onlyA())
                .put("onlyNetA", Money.usd(same.onlyNetAE8()))
                .put("onlyB", same.onlyB())
                .put("onlyNetB", Money.usd(same.onlyNetBE8()));
    }

    private static void putDifferences(ArrayNode column, LongStream values) {
        long last = 0;
        for (long value : (Iterable<Long>) values::iterator) {
            column.add(value - last);
            last = value;
        }
    }

    private static <T> LongStream seconds(List<T> all, ToLongFunction<T> nanos) {
        return all.stream().mapToLong(one -> seconds(nanos.applyAsLong(one)));
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
