package smc.ops.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.ops.text.DurationText;
import smc.ops.text.TextTable;

/**
 * What is otherwise at a later moment than at an earlier one, by the names of {@link EngineImageJson}. What came and went in between is not seen: two
 * moments are compared, not the way from one to the other.
 */
public final class EngineDifference {
    private static final String CHANGE = "change";
    private static final String FROM = "from";
    private static final String TO = "to";

    /** What names an entry of a list. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "symbols", List.of("symbol"),
            "nearestBlocks", List.of("side", "origin"),
            "desks", List.of("account", "mode", "symbol"),
            "orders", List.of("id"),
            "openTrades", List.of("id"));

    private final List<String> accounts;
    private final EngineImage from;
    private final EngineImage to;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    /**
     * Compares.
     *
     * @param configuration of the engine
     * @param from the earlier moment
     */
    public EngineDifference(Configuration configuration, EngineImage from, EngineImage to) {
        accounts = configuration.engine().accountNames();
        this.from = from;
        this.to = to;
        ObjectNode before = EngineImageJson.of(configuration, from, from.atNanos(), false);
        ObjectNode after = EngineImageJson.of(configuration, to, to.atNanos(), false);
        json.set(FROM, place(before));
        json.set(TO, place(after));
        json.set("accounts", after.get("accounts"));
        for (String list : List.of("symbols", "desks", "orders", "openTrades")) {
            json.set(list, entries(list, before.get(list), after.get(list)));
        }
        for (int i = 0; i < to.markets().size(); i++) {
            long candles = to.markets().get(i).candles() - from.markets().get(i).candles();
            if (candles > 0) {
                entry("symbols", to.markets().get(i).symbol()).put("candlesClosed", candles);
            }
        }
    }

    /**
     * {@code from} and {@code to} with their places, and of {@code symbols}, {@code desks}, {@code orders} and {@code openTrades} what differs: an
     * entry has what names it and {@code change}: {@code new} or {@code gone} with all its values, {@code changed} with those that differ, each as
     * {@code from} and {@code to}.
     */
    public ObjectNode json() {
        return json;
    }

    /** The same for people. */
    public void print(PrintWriter out) {
        out.printf("from %s, after sequence %d%n", utc(from.atNanos()), from.sequence());
        out.printf(
                "to   %s, after sequence %d: %,d frames, %s%n",
                utc(to.atNanos()),
                to.sequence(),
                to.sequence() - from.sequence(),
                DurationText.of(Duration.ofNanos(to.atNanos() - from.atNanos())));
        if (from.epoch() != to.epoch()) {
            out.printf("the engine was started again: epoch %d, was %d%n", to.epoch(), from.epoch());
        }
        out.println();
        printMarkets(out);
        printBlocks(out);
        printEntries(out, "trade", "openTrades");
        printEntries(out, "order", "orders");
        printDesks(out);
    }

    private void printMarkets(PrintWriter out) {
        var table = new TextTable(
                        "symbol", "price", "was", "change", "candles closed", "last candle", "may be traded on")
                .alignLeft(5, 6);
        boolean isAny = false;
        for (JsonNode symbol : json.get("symbols")) {
            JsonNode price = symbol.path("price");
            JsonNode trusted = symbol.path("trusted");
            if (price.isMissingNode() && !symbol.has("candlesClosed") && trusted.isMissingNode()) {
                continue;
            }
            isAny = true;
            table.add(
                    symbol.get("symbol").asText(),
                    price.path(TO).asText(),
                    price.path(FROM).asText(),
                    price.isMissingNode() ? "" : change(price),
                    symbol.path("candlesClosed").asLong(),
                    symbol.path("lastCandle").path(TO).asText(),
                    trusted.isMissingNode() ? "" : text(trusted));
        }
        print(out, table, isAny, "no price and no candle changed");
    }

    private void printBlocks(PrintWriter out) {
        var table = new TextTable("symbol", "block", "bottom", "top", "what", "origin").alignLeft(1, 4, 5);
        boolean isAny = false;
        for (JsonNode symbol : json.get("symbols")) {
            for (JsonNode block : symbol.path("nearestBlocks")) {
                isAny = true;
                table.add(
                        symbol.get("symbol").asText(),
                        words(block.get("side").asText()),
                        block.path("bottom").asText(),
                        block.path("top").asText(),
                        what(block),
                        block.get("origin").asText());
            }
        }
        print(out, table, isAny, "no block changed");
    }

    /** A block that is there only later may have been broken already; one that is gone was so last. */
    private static String what(JsonNode block) {
        String state = block.path("state").asText();
        return switch (block.get(CHANGE).asText()) {
            case "new" -> state.equals("FRESH") ? "born" : "born, and broken since";
            case "gone" -> "dead, was " + words(state);
            default -> "broken: " + text(block.get("state"));
        };
    }

    private void printEntries(PrintWriter out, String name, String list) {
        var table = new TextTable(name, "account", "symbol", "what").alignLeft(1, 2, 3);
        for (JsonNode entry : json.get(list)) {
            String what = switch (entry.get(CHANGE).asText()) {
                case "new" -> (name.equals("trade") ? "opened: " : "works: ") + values(entry);
                case "gone" -> name.equals("trade") ? "closed" : "over";
                default -> changes(entry);
            };
            table.add(
                    entry.get("id").asText(),
                    accounts.get(entry.get("account").asInt()),
                    entry.get("symbol").asText(),
                    what);
        }
        print(
                out,
                table,
                !json.get(list).isEmpty(),
                "no %s changed".formatted(name.equals("trade") ? "open trade" : "working order"));
    }

    private void printDesks(PrintWriter out) {
        var table = new TextTable("account", "symbol", "what").alignLeft(1, 2);
        for (JsonNode desk : json.get("desks")) {
            table.add(
                    accounts.get(desk.get("account").asInt()),
                    desk.get("symbol").asText(),
                    changes(desk));
        }
        if (json.get("desks").isEmpty()) {
            out.println("no capital, cool-down or switch changed");
        } else {
            table.print(out);
        }
    }

    private static void print(PrintWriter out, TextTable table, boolean isAny, String none) {
        if (isAny) {
            table.print(out);
        } else {
            out.println(none);
        }
        out.println();
    }

    private static String change(JsonNode price) {
        BigDecimal change = new BigDecimal(price.get(TO).asText())
                .subtract(new BigDecimal(price.get(FROM).asText()));
        return (change.signum() > 0 ? "+" : "") + change.toPlainString();
    }

    private static String values(JsonNode entry) {
        return entry.properties().stream()
                .filter(field -> !Set.of("id", "account", "symbol", CHANGE).contains(field.getKey()))
                .map(field -> words(field.getKey()) + " " + value(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String changes(JsonNode entry) {
        return entry.properties().stream()
                .filter(field -> field.getValue().isObject())
                .map(field -> words(field.getKey()) + " " + text(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(JsonNode change) {
        return value(change.get(FROM)) + " -> " + value(change.get(TO));
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" and ", value.isEmpty() ? "none" : "", ""));
        }
        return value.isNull() ? "none" : value.asText().matches("[A-Z_]+") ? words(value.asText()) : value.asText();
    }

    /** {@code trades closed} of {@code tradesClosed}, {@code fresh} of {@code FRESH}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("cooldown", "cool-down");
    }

    private ObjectNode entry(String list, String name) {
        for (JsonNode entry : json.get(list)) {
            if (entry.path(KEYS.get(list).getFirst()).asText().equals(name)) {
                return (ObjectNode) entry;
            }
        }
        return ((ArrayNode) json.get(list))
                .addObject()
                .put(KEYS.get(list).getFirst(), name)
                .put(CHANGE, "changed");
    }

    private static ObjectNode place(ObjectNode moment) {
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("time", "epoch", "sequence")) {
            place.set(name, moment.get(name));
        }
        return place;
    }

    private static ArrayNode entries(String list, JsonNode before, JsonNode after) {
        Map<List<String>, ObjectNode> earlier = byName(list, before);
        Map<List<String>, ObjectNode> later = byName(list, after);
        Set<List<String>> names = new LinkedHashSet<>(earlier.keySet());
        names.addAll(later.keySet());
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (List<String> name : names) {
            if (!later.containsKey(name)) {
                entries.add(earlier.get(name).put(CHANGE, "gone"));
            } else if (!earlier.containsKey(name)) {
                entries.add(later.get(name).put(CHANGE, "new"));
            } else if (!earlier.get(name).equals(later.get(name))) {
                ObjectNode changed = changed(list, earlier.get(name), later.get(name));
                if (changed.size() > identity(list, changed).size() + 1) {
                    entries.add(changed);
                }
            }
        }
        return entries;
    }

    private static Map<List<String>, ObjectNode> byName(String list, JsonNode entries) {
        var named = new LinkedHashMap<List<String>, ObjectNode>();
        for (JsonNode entry : entries) {
            named.put(
                    KEYS.get(list).stream().map(key -> entry.path(key).asText()).toList(), (ObjectNode) entry);
        }
        return named;
    }

    /** The fields that say which entry it is: its key, and what a person needs to know it by. */
    private static List<String> identity(String list, ObjectNode entry) {
        var fields = new ArrayList<>(KEYS.get(list));
        switch (list) {
            case "nearestBlocks" -> fields.addAll(List.of("top", "bottom"));
            case "orders", "openTrades" -> fields.addAll(List.of("account", "symbol"));
            default -> {
                // Its key says it all.
            }
        }
        fields.removeIf(field -> !entry.has(field));
        return fields;
    }

    private static ObjectNode changed(String list, ObjectNode before, ObjectNode after) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        List<String> identity = identity(list, after);
        identity.forEach(field -> changed.set(field, after.get(field)));
        changed.put(CHANGE, "changed");
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            String name = field.getKey();
            JsonNode was = before.path(name);
            if (identity.contains(name) || was.equals(field.getValue())) {
                continue;
            }
            if (KEYS.containsKey(name)) {
                ArrayNode inner = entries(name, was, field.getValue());
                if (!inner.isEmpty()) {
                    changed.set(name, inner);
                }
            } else {
                changed.putObject(name).<ObjectNode>set(FROM, was).set(TO, field.getValue());
            }
        }
        return changed;
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
