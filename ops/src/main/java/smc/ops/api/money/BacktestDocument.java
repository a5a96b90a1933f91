package smc.ops.api.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.market.Resolution;
import smc.ops.api.model.Reading;
import smc.ops.story.RecordedEquity;
import smc.ops.story.RecordedTrade;
import smc.ops.story.ResultFiles;

/** {@code /api/backtests/{name}}: a result folder, whatever the moment. */
public final class BacktestDocument implements Document {
    private static final String EXPECTED = "the name of a result folder";

    private final Path results;

    /** @param results where {@code ./smc backtest} writes its folders; it need not be there */
    public BacktestDocument(Path results) {
        this.results = results;
    }

    @Override
    public String path() {
        return "/api/backtests/{name}";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Parameter.path("name", EXPECTED));
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        String name = query.text("name").orElseThrow();
        // Nothing that leads anywhere else.
        boolean isName = name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
        Path folder = results.resolve(isName ? name : "none");
        if (!isName || !Files.isDirectory(folder) || !ResultFiles.areIn(folder)) {
            throw RefusedException.notFound(EXPECTED, Query.shown(name), path());
        }
        var files = new ResultFiles(folder);
        ObjectNode json = Values.begin(reading).put("name", name);
        try {
            json.set("summary", asText(files.summary()));
            putEquity(files.equity(), json.putObject("equity"));
            putMonths(files.trades(), json.putArray("months"));
        } catch (IOException e) {
            throw new RefusedException(
                    RefusedException.Kind.UNAVAILABLE, "a result folder as a backtest leaves it", name, path());
        }
        return json;
    }

    /** Fractions are text, so that none is rounded by who reads it. */
    private static JsonNode asText(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), asText(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(asText(element)));
            return array;
        }
        return node.isBigDecimal() ? JsonNodeFactory.instance.textNode(Values.decimal(node.decimalValue())) : node;
    }

    /** The last close of each day, over all symbols; a symbol without a candle there keeps its last. */
    private static void putEquity(List<RecordedEquity> points, ObjectNode json) {
        var desks = new HashMap<List<String>, Long>();
        var accounts = new LinkedHashMap<String, Map<Long, Long>>();
        for (RecordedEquity point : points) {
            desks.put(List.of(point.account(), point.symbol()), point.equityE8() - point.movedE8());
            long sumE8 = desks.entrySet().stream()
                    .filter(desk -> desk.getKey().getFirst().equals(point.account()))
                    .mapToLong(Map.Entry::getValue)
                    .reduce(0, Math::addExact);
            accounts.computeIfAbsent(point.account(), _ -> new TreeMap<>())
                    .put(TimeUnit.NANOSECONDS.toSeconds(Resolution.D1.openNanos(point.candleNanos())), sumE8);
        }
        var days = new TreeMap<Long, Boolean>();
        accounts.values().forEach(curve -> curve.keySet().forEach(day -> days.put(day, true)));
        ArrayNode seconds = json.putArray("seconds");
        days.keySet().forEach(seconds::add);
        ArrayNode curves = json.putArray("accounts");
        accounts.forEach((account, curve) -> {
            ArrayNode equity = curves.addObject().put("account", account).putArray("equity");
            var byDay = new TreeMap<>(curve);
            for (Long day : days.keySet()) {
                Map.Entry<Long, Long> known = byDay.floorEntry(day);
                equity.add(Values.usd((known == null ? byDay.firstEntry() : known).getValue()));
            }
        });
    }

    private static void putMonths(List<RecordedTrade> trades, ArrayNode json) {
        var months = new TreeMap<YearMonth, Map<String, long[]>>();
        for (RecordedTrade trade : trades) {
            Instant exit = Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(trade.exitNanos()));
            long[] sums = months.computeIfAbsent(YearMonth.from(exit.atOffset(ZoneOffset.UTC)), _ -> new TreeMap<>())
                    .computeIfAbsent(trade.account(), _ -> new long[3]);
            sums[0]++;
            sums[1] += trade.netE8() > 0 ? 1 : 0;
            sums[2] = Math.addExact(sums[2], trade.netE8());
        }
        months.forEach((month, accounts) -> accounts.forEach((account, sums) -> json.addObject()
                .put("month", month.toString())
                .put("account", account)
                .put("trades", sums[0])
                .put("wins", sums[1])
                .put("net", Values.usd(sums[2]))));
    }
}
