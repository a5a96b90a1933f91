package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what a schema allows and what came instead. Knows the keywords our schemas use, and no others. */
final class Expectation {
    private static final int SHOWN_LENGTH_MAX = 60;

    private Expectation() {}

    /** Such as {@code a number from 0.01 to 100 with at most 2 decimals}. */
    static String of(JsonNode rules) {
        JsonNode choices = rules.path("enum");
        if (!choices.isMissingNode()) {
            return (choices.size() == 1 ? "" : "one of ") + listed(choices, ", ");
        }
        return switch (rules.path("type").asText()) {
            case "boolean" -> "true or false";
            case "integer" -> "a whole number" + range(rules);
            case "number" -> "a number" + range(rules) + " with at most " + decimals(rules) + " decimals";
            case "string" -> "text (" + rules.path("description").asText().replaceFirst("\\.$", "") + ")";
            case "array" ->
                "a list of " + rules.path("minItems") + " to " + rules.path("maxItems") + " different entries";
            case "object" -> "an object with " + keys(rules);
            default -> throw new IllegalStateException("a schema rule without words: " + rules);
        };
    }

    /** The keys an object may have. */
    static String keys(JsonNode rules) {
        return rules.has("properties")
                ? "the keys " + String.join(", ", names(rules.path("properties")))
                : "keys matching " + String.join(", ", names(rules.path("patternProperties")));
    }

    /** What the shipped files have for a value, as {@code ; the shipped value is 3}; empty for an object. */
    static String shipped(JsonNode rules) {
        if (rules.has("default")) {
            return "; the shipped value is " + shown(rules.path("default"));
        }
        return rules.has("examples") ? "; for example " + listed(rules.path("examples"), " or ") : "";
    }

    /** Text as JSON has it, in quotes; cut if it is long. */
    static String shown(String text) {
        return shown(TextNode.valueOf(text));
    }

    /** A value as it stands in the file, cut if it is long. */
    static String shown(JsonNode value) {
        String text = value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
        return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "...";
    }

    static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static String range(JsonNode rules) {
        return " from " + shown(rules.path("minimum")) + " to " + shown(rules.path("maximum"));
    }

    private static int decimals(JsonNode rules) {
        return rules.path("multipleOf").decimalValue().scale();
    }

    private static String listed(JsonNode values, String separator) {
        return values.valueStream().map(Expectation::shown).collect(Collectors.joining(separator));
    }
}
