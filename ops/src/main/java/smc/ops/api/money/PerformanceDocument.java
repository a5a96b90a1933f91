package smc.ops.api.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.execution.position.ExitReason;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.Values;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.report.SameSignals;
import smc.ops.result.Summary;
import smc.ops.result.Summary.Figures;
import smc.ops.story.RecordedTrade;

/** {@code /api/performance}. What it came to last is kept: it changes with a close, and is asked for by everybody at once. */
public final class PerformanceDocument implements Document {
    private volatile Kept last = new Kept(null, JsonNodeFactory.instance.objectNode());

    /** By which the figures are told apart: rows are only appended, unless a journal is folded anew. */
    private record Key(int closed, int equity, int moves, long sequence, String configuration) {
        static Key of(Reading reading) {
            Part<EquityPoint> equity = reading.history().equity();
            return new Key(
                    reading.history().closed().size(),
                    equity.size(),
                    reading.history().moves().size(),
                    equity.isEmpty() ? 0 : equity.sequence(equity.size() - 1),
                    reading.configuration().hash());
        }
    }

    private record Kept(Key key, ObjectNode figures) {}

    @Override
    public String path() {
        return "/api/performance";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) {
        Key key = Key.of(reading);
        Kept kept = last;
        if (!key.equals(kept.key)) {
            kept = new Kept(key, figures(reading));
            last = kept;
        }
        return Values.begin(reading).setAll(kept.figures);
    }

    private static ObjectNode figures(Reading reading) {
        Books books = Books.of(reading);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = json.putArray("accounts");
        for (int account = 0; account < reading.accounts().size(); account++) {
            FiguresRow.put(
                    books.account(account),
                    true,
                    named(reading, account, accounts.addObject()).putObject("figures"));
        }
        Figures all = books.all();
        FiguresRow.put(all, true, json.putObject("both"));
        ArrayNode symbols = json.putArray("symbols");
        for (int account = 0; account < reading.accounts().size(); account++) {
            for (int symbol = 0; symbol < reading.symbols().size(); symbol++) {
                ObjectNode row = named(reading, account, symbols.addObject()).put("symbol", reading.symbol(symbol));
                FiguresRow.put(books.desk(account, symbol), true, row.putObject("figures"));
            }
        }
        putMonths(reading, books, json.putArray("months"));
        putReasons(reading, books, json.putArray("reasons"));
        putSameSignals(reading, json.putObject("sameSignals"));
        ArrayNode targets = json.putArray("targets");
        Summary.targets(all)
                .forEach(target -> targets.addObject()
                        .put("name", target.name())
                        .put("goal", target.goal())
                        .put("measured", Values.decimal(target.measured()))
                        .put("met", target.isMet()));
        return json;
    }

    private static ObjectNode named(Reading reading, int account, ObjectNode json) {
        return json.put("account", reading.account(account)).put("mode", reading.mode(account));
    }

    /** A trade belongs to the month (UTC) of the candle it ended in, when its net joined the capital. */
    private static void putMonths(Reading reading, Books books, ArrayNode json) {
        var months = new TreeMap<YearMonth, Map<Integer, List<ClosedTrade>>>();
        for (ClosedTrade trade : books.trades()) {
            Instant exit = Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(trade.exitNanos()));
            months.computeIfAbsent(YearMonth.from(exit.atOffset(ZoneOffset.UTC)), _ -> new TreeMap<>())
                    .computeIfAbsent(trade.accountId(), _ -> new ArrayList<>())
                    .add(trade);
        }
        months.forEach((month, accounts) -> accounts.forEach((account, trades) -> {
            ObjectNode row = json.addObject().put("month", month.toString());
            FiguresRow.put(
                    books.some(trades), false, named(reading, account, row).putObject("figures"));
        }));
    }

    private static void putReasons(Reading reading, Books books, ArrayNode json) {
        var reasons = new TreeMap<Integer, Map<ExitReason, List<ClosedTrade>>>();
        books.trades()
                .forEach(trade -> reasons.computeIfAbsent(trade.accountId(), _ -> new TreeMap<>())
                        .computeIfAbsent(trade.reason(), _ -> new ArrayList<>())
                        .add(trade));
        reasons.forEach((account, byReason) -> byReason.forEach((reason, trades) -> json.addObject()
                .put("account", reading.account(account))
                .put("reason", reason.name())
                .put("trades", trades.size())
                .put("net", Values.usd(books.some(trades).netE8()))));
    }

    private static void putSameSignals(Reading reading, ObjectNode json) {
        long sequence = reading.history().sequence();
        SameSignals same = SameSignals.of(reading.history().closed().stream()
                .map(life ->
                        recorded(reading, life, life.end(sequence).orElseThrow().trade()))
                .toList());
        json.put("both", same.both())
                .put("bothNetA", Values.usd(same.bothNetAE8()))
                .put("bothNetB", Values.usd(same.bothNetBE8()))
                .put("bothWinsA", same.bothWinsA())
                .put("bothWinsB", same.bothWinsB())
                .put("onlyA", same.onlyA())
                .put("onlyNetA", Values.usd(same.onlyNetAE8()))
                .put("onlyB", same.onlyB())
                .put("onlyNetB", Values.usd(same.onlyNetBE8()));
    }

    private static RecordedTrade recorded(Reading reading, TradeLife life, ClosedTrade trade) {
        return new RecordedTrade(
                trade.id(),
                reading.account(trade.accountId()),
                life.mode(),
                reading.symbol(trade.instrumentId()),
                trade.direction(),
                trade.state(),
                trade.blockSide(),
                trade.originNanos(),
                trade.entryNanos(),
                trade.exitNanos(),
                trade.contracts(),
                trade.entryE8(),
                trade.expectedEntryE8(),
                trade.targetE8(),
                trade.targetContracts(),
                trade.entryAtrE8(),
                List.of(),
                trade.gainE8(),
                trade.feesE8(),
                trade.gstE8(),
                trade.fundingE8(),
                trade.slippageE8(),
                trade.netE8(),
                trade.capitalBeforeE8(),
                trade.capitalAfterE8(),
                trade.reason());
    }
}
