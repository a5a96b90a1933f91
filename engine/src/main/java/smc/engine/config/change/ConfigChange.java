package smc.engine.config.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smc.engine.config.Configuration;
import smc.engine.config.Finding;

/**
 * A key that two configurations have otherwise.
 *
 * @param file as the later one names it
 * @param key with points, such as {@code fresh.leverage} or {@code SOLUSD.tickSize}
 * @param before {@code -} where there is none
 * @param after likewise
 */
public record ConfigChange(String file, String key, String before, String after, ChangeKind kind) {
    private static final String NONE = "-";
    private static final String ENGINE_FILE = "engine.json";
    private static final String SYMBOLS_FILE = "symbols.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Every key that differs: those of {@code engine.json}, of the accounts by their places, and of {@code symbols.json}. */
    public static List<ConfigChange> between(Configuration before, Configuration after) {
        JsonNode old = tree(before);
        JsonNode now = tree(after);
        var changes = new ArrayList<ConfigChange>();
        collect(ENGINE_FILE, "", old.path(ENGINE_FILE), now.path(ENGINE_FILE), ChangeKind.ENGINE, changes);
        List<String> oldFiles = before.engine().accountFiles();
        List<String> files = after.engine().accountFiles();
        for (int account = 0; account < Math.min(oldFiles.size(), files.size()); account++) {
            collect(
                    files.get(account),
                    "",
                    old.path(oldFiles.get(account)),
                    now.path(files.get(account)),
                    ChangeKind.ACCOUNT,
                    changes);
        }
        collectSymbols(before, after, old, now, changes);
        return List.copyOf(changes);
    }

    /** Data of a symbol that is traded neither before nor after has no effect. */
    private static void collectSymbols(
            Configuration before, Configuration after, JsonNode old, JsonNode now, List<ConfigChange> changes) {
        for (String symbol : names(old.path(SYMBOLS_FILE), now.path(SYMBOLS_FILE))) {
            boolean isTraded = before.engine().symbols().contains(symbol)
                    || after.engine().symbols().contains(symbol);
            var found = new ArrayList<ConfigChange>();
            collect(
                    SYMBOLS_FILE,
                    symbol + ".",
                    old.path(SYMBOLS_FILE).path(symbol),
                    now.path(SYMBOLS_FILE).path(symbol),
                    ChangeKind.SYMBOLS,
                    found);
            found.forEach(change -> changes.add(isTraded ? change : change.as(ChangeKind.TOLD)));
        }
    }

    private static void collect(
            String file,
            String prefix,
            JsonNode before,
            JsonNode after,
            Map<String, ChangeKind> kinds,
            List<ConfigChange> changes) {
        for (String name : names(before, after)) {
            JsonNode old = before.path(name);
            JsonNode now = after.path(name);
            if (old instanceof ObjectNode || now instanceof ObjectNode) {
                collect(file, prefix + name + ".", old, now, kinds, changes);
            } else if (!old.equals(now)) {
                String key = prefix + name;
                changes.add(new ConfigChange(file, key, shown(old), shown(now), kind(kinds, key)));
            }
        }
    }

    /** A key that nobody has thought of is not let through; a test finds it before. */
    private static ChangeKind kind(Map<String, ChangeKind> kinds, String key) {
        String ofAnySymbol = key.replaceFirst("^[^.]*", "*");
        return kinds.getOrDefault(key, kinds.getOrDefault(ofAnySymbol, ChangeKind.NEW_FOLDER));
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        var names = new LinkedHashSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return NONE;
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static JsonNode tree(Configuration configuration) {
        try {
            return MAPPER.readTree(configuration.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reading what was written", e);
        }
    }

    private ConfigChange as(ChangeKind other) {
        return new ConfigChange(file, key, before, after, other);
    }

    /** Says that it cannot be taken. */
    public Finding refused(String why) {
        return new Finding(file, 0, key, before + " -> " + after + ": " + why);
    }
}
