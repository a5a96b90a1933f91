package smc.ops.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.engine.config.Configuration;
import smc.exchange.matching.VenueSettings;
import smc.feed.file.OutputFile;
import smc.feed.market.MarketOrigin;
import smc.feed.text.DataFileException;
import smc.ops.result.BacktestResult.Fills;

/**
 * Which market was recorded, and how the venue treated orders: what the journal, which only knows what the engine saw, cannot say.
 *
 * @param symbols by instrument id
 */
public record RecordedMarket(List<MarketOrigin> symbols, Fills fills, VenueSettings venue) {
    /** Its name in the data folder. */
    public static final String FILE = "market.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public RecordedMarket {
        symbols = List.copyOf(symbols);
    }

    /** Writes it into a data folder. */
    public void writeInto(Path data) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("fills", fills.name().toLowerCase(Locale.ROOT))
                .put("slippage_bps", venue.slippageBps())
                .put("limit_through_ticks", venue.limitThroughTicks())
                .put("latency_ms", TimeUnit.NANOSECONDS.toMillis(venue.latencyNanos()));
        if (venue.fillsOnTick()) {
            json.put("fills_on_tick", true);
        }
        ObjectNode all = json.putObject("symbols");
        for (MarketOrigin symbol : symbols) {
            all.putObject(symbol.symbol())
                    .put("file", symbol.file())
                    .put("sha256", symbol.sha256())
                    .put("synthetic", symbol.isSynthetic());
        }
        OutputFile.write(
                data.resolve(FILE),
                out -> out.append(MAPPER.writeValueAsString(json)).append('\n'));
    }

    /**
     * That of a data folder, whoever wrote the journal in it.
     *
     * @throws DataFileException if it is not as {@link #writeInto} writes it, or is not there beside a recording
     */
    public static RecordedMarket of(Path data, Configuration configuration) throws IOException {
        boolean isDescribed = !isLive(data) || Files.exists(data.resolve(FILE));
        return isDescribed ? in(data) : unknown(configuration.engine().symbols());
    }

    /** Whether the journal is a live engine's, and not one of ./smc record. */
    public static boolean isLive(Path data) {
        return Starts.liveFromNanos(data) != 0;
    }

    /** That of a live engine whose first start was never done: nothing is written down of it yet. */
    private static RecordedMarket unknown(List<String> symbols) {
        return new RecordedMarket(
                symbols.stream()
                        .map(symbol -> new MarketOrigin(symbol, "not written down", "", false))
                        .toList(),
                Fills.TRADES,
                VenueSettings.DEFAULTS);
    }

    /** @throws DataFileException if it is not there, or not as {@link #writeInto} writes it */
    public static RecordedMarket in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            throw new DataFileException(file, "expected the market that ./smc record keeps, no such file");
        }
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new DataFileException(file, "expected JSON: " + e.getOriginalMessage());
        }
        var symbols = new ArrayList<MarketOrigin>();
        for (var symbol : member(json, "symbols", file).properties()) {
            symbols.add(new MarketOrigin(
                    symbol.getKey(),
                    member(symbol.getValue(), "file", file).asText(),
                    member(symbol.getValue(), "sha256", file).asText(),
                    member(symbol.getValue(), "synthetic", file).asBoolean()));
        }
        String fills = member(json, "fills", file).asText();
        return new RecordedMarket(
                symbols,
                Stream.of(Fills.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(fills))
                        .findFirst()
                        .orElseThrow(() ->
                                new DataFileException(file, "fills: expected rows_as_trades or trades, was " + fills)),
                new VenueSettings(
                        member(json, "slippage_bps", file).asInt(),
                        member(json, "limit_through_ticks", file).asInt(),
                        TimeUnit.MILLISECONDS.toNanos(
                                member(json, "latency_ms", file).asLong()),
                        false,
                        json.path("fills_on_tick").asBoolean()));
    }

    private static JsonNode member(JsonNode json, String key, Path file) throws DataFileException {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new DataFileException(file, "expected the key " + key);
        }
        return value;
    }
}
