package smc.ops.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;

/**
 * {@code state/blocks.json}, {@code positions.json}, {@code orders.json} and {@code capital.json} of a data folder, for people and other programs
 * (docs/formats.md, section 15). Each is replaced only when what it says has changed, and stays when the engine stops. Nothing in them moves with every
 * tick. One owner.
 */
public final class StateFiles {
    private final Path folder;
    private final Configuration configuration;

    /** What each file says, without when. */
    private final Map<String, ObjectNode> written = new HashMap<>();

    /** Nothing is known to be written yet. */
    public StateFiles(Path data, Configuration configuration) {
        folder = data.resolve("state");
        this.configuration = configuration;
    }

    /**
     * Writes what has changed since the last time.
     *
     * @throws IOException if a file cannot be written: what it was to say is tried again the next time
     */
    public void write(EngineImage image) throws IOException {
        ObjectNode all = EngineImageJson.of(configuration, image, image.atNanos(), false);
        write("blocks", blocks(all), all);
        write("positions", positions(all), all);
        write("orders", orders(all), all);
        write("capital", capital(all), all);
    }

    private void write(String name, ObjectNode content, ObjectNode all) throws IOException {
        if (content.equals(written.get(name))) {
            return;
        }
        ObjectNode json = object();
        json.set("asOf", all.get("time"));
        json.set("epoch", all.get("epoch"));
        json.set("sequence", all.get("sequence"));
        json.setAll(content);
        replace(name + ".json", json.toPrettyString() + "\n");
        written.put(name, content);
    }

    /** Renamed and not synced: after a power cut it is made again, and a sync would be paid for by the journal's. */
    private void replace(String file, String text) throws IOException {
        Files.createDirectories(folder);
        Path aside = folder.resolve("." + file + ".tmp");
        try {
            Files.writeString(aside, text);
            Files.move(aside, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** In the order of their origin, which does not change with the price. */
    private static ObjectNode blocks(ObjectNode all) {
        ObjectNode json = object();
        ArrayNode symbols = json.putArray("symbols");
        for (JsonNode symbol : all.get("symbols")) {
            ObjectNode one = symbols.addObject();
            String name = symbol.get("symbol").asText();
            one.put("symbol", name);
            ArrayNode blocks = one.putArray("blocks");
            StreamSupport.stream(symbol.get("nearestBlocks").spliterator(), false)
                    .map(block -> named(name, block))
                    .sorted(Comparator.comparing(block ->
                            block.get("origin").asText() + block.get("side").asText()))
                    .forEach(blocks::add);
        }
        return json;
    }

    /** With the name by which {@code ./smc why} knows it. */
    private static ObjectNode named(String symbol, JsonNode block) {
        ObjectNode named = object();
        named.put(
                "name",
                "%s:%s:%s"
                        .formatted(
                                symbol,
                                block.get("side").asText().toLowerCase(Locale.ROOT),
                                block.get("origin").asText()));
        named.setAll((ObjectNode) block);
        return named;
    }

    /** Without the open result, which moves with every tick. */
    private static ObjectNode positions(ObjectNode all) {
        ObjectNode json = object();
        json.set("accounts", all.get("accounts"));
        json.set(
                "desks",
                parts(all.get("desks"), List.of("account", "mode", "symbol", "position", "entry", "stop", "target")));
        json.set(
                "openTrades",
                parts(
                        all.get("openTrades"),
                        List.of("id", "account", "symbol", "direction", "contracts", "entry", "stops", "targets")));
        return json;
    }

    private static ObjectNode orders(ObjectNode all) {
        ObjectNode json = object();
        json.set("accounts", all.get("accounts"));
        json.set("orders", all.get("orders"));
        return json;
    }

    private static ObjectNode capital(ObjectNode all) {
        ObjectNode json = object();
        json.set("accounts", all.get("accounts"));
        json.set(
                "desks",
                parts(
                        all.get("desks"),
                        List.of(
                                "account",
                                "mode",
                                "symbol",
                                "tradingOn",
                                "capital",
                                "equity",
                                "tradesClosed",
                                "longCooldown",
                                "shortCooldown")));
        return json;
    }

    private static ArrayNode parts(JsonNode entries, List<String> fields) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : entries) {
            ObjectNode part = parts.addObject();
            fields.forEach(field -> part.set(field, entry.get(field)));
        }
        return parts;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
