package smc.ops.api.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.Reading;
import smc.ops.story.ResultFiles;

/** {@code /api/backtests}: result folders, whatever the moment. */
public final class BacktestsDocument implements Document {
    private final Path results;

    /** @param results where {@code ./smc backtest} writes its folders; it need not be there */
    public BacktestsDocument(Path results) {
        this.results = results;
    }

    private record Folder(Path path, Instant modified) {
        String name() {
            return path.getFileName().toString();
        }
    }

    @Override
    public String path() {
        return "/api/backtests";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Page.LIMIT, Page.AFTER);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        return Page.of(reading, query, folders(), _ -> true, (_, folder, json) -> put(folder, json));
    }

    /** Oldest first; what cannot be looked at is left out. */
    private List<Folder> folders() {
        var found = new ArrayList<Folder>();
        if (!Files.isDirectory(results)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(results)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry) && ResultFiles.areIn(entry)) {
                    found.add(new Folder(entry, Files.getLastModifiedTime(entry).toInstant()));
                }
            }
        } catch (IOException _) {
            return found;
        }
        found.sort(Comparator.comparing(Folder::modified).thenComparing(Folder::name));
        return found;
    }

    private static void put(Folder folder, ObjectNode json) {
        json.put("name", folder.name()).put("modified", folder.modified().toString());
        var files = new ResultFiles(folder.path());
        try {
            JsonNode summary = files.summary();
            JsonNode total = summary.path("total");
            json.putNull("problem");
            ArrayNode symbols = json.putArray("symbols");
            long first = Long.MAX_VALUE;
            long last = 0;
            for (var symbol : summary.path("data").properties()) {
                symbols.add(symbol.getKey());
                first = Math.min(first, symbol.getValue().path("first").asLong());
                last = Math.max(last, symbol.getValue().path("last").asLong());
            }
            json.put("first", last == 0 ? null : Instant.ofEpochSecond(first).toString())
                    .put("last", last == 0 ? null : Instant.ofEpochSecond(last).toString())
                    .put("trades", total.path("trades").asLong())
                    .put("net", decimal(total.path("net")))
                    .put("winRatePct", decimal(total.path("win_rate")))
                    .put("profitFactorNet", decimal(total.path("profit_factor_net")))
                    .put("maxDrawdownPct", decimal(total.path("max_drawdown_pct")));
        } catch (IOException e) {
            json.put("problem", folder.name() + ": its summary.json cannot be read");
            json.putArray("symbols");
            for (String each :
                    List.of("first", "last", "trades", "net", "winRatePct", "profitFactorNet", "maxDrawdownPct")) {
                json.putNull(each);
            }
        }
    }

    static String decimal(JsonNode number) {
        BigDecimal value = number.isNumber() ? number.decimalValue() : null;
        return Values.decimal(value);
    }
}
