package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A JSON Schema from beside the configuration files. The only class that sees the validator. */
final class ConfigSchema {
    static final ConfigSchema ENGINE = new ConfigSchema("engine.schema.json");
    static final ConfigSchema SYMBOLS = new ConfigSchema("symbols.schema.json");
    static final ConfigSchema ACCOUNT = new ConfigSchema("account.schema.json");

    /** How the description of a key ends that nothing reads. */
    private static final String WITHOUT_EFFECT = " Has no effect yet.";

    private final JsonNode rules;
    private final Schema validator;

    private ConfigSchema(String resource) {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected " + resource + " in the jar, beside " + ConfigSchema.class);
            }
            rules = JsonReader.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(rules);
    }

    /** What the schema forbids in {@code file}, from its top. */
    List<Finding> check(JsonFile file) {
        return validator.validate(file.root()).stream()
                .map(error -> finding(file, error))
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line))
                .toList();
    }

    /** Keys that nothing reads yet, with points between them: of what later versions will do, already in its place. The schema says it of each. */
    List<String> keysWithoutEffect() {
        var keys = new ArrayList<String>();
        collectWithoutEffect(rules, "", keys);
        return List.copyOf(keys);
    }

    private static void collectWithoutEffect(JsonNode object, String prefix, List<String> keys) {
        for (var member : object.path("properties").properties()) {
            if (member.getValue().path("description").asText().endsWith(WITHOUT_EFFECT)) {
                keys.add(prefix + member.getKey());
            }
            collectWithoutEffect(member.getValue(), prefix + member.getKey() + ".", keys);
        }
    }

    private Finding finding(JsonFile file, Error error) {
        JsonPath path = JsonPath.ROOT;
        JsonNode expected = rules;
        NodePath location = error.getInstanceLocation();
        for (int depth = 0; depth < location.getNameCount(); depth++) {
            if (location.getElement(depth) instanceof Integer index) {
                path = path.index(index);
                expected = expected.path("items");
            } else {
                path = path.key(location.getName(depth));
                expected = member(expected, location.getName(depth));
            }
        }
        String key = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> file.finding(path.key(key), unknownKey(key, expected));
            case "required" -> file.missing(path, key, missingKey(member(expected, key)));
            default -> file.finding(path, otherValue(error.getInstanceNode(), expected));
        };
    }

    /** The schema of an object's member: by its name, or the one that all members of the object share. */
    private static JsonNode member(JsonNode object, String key) {
        JsonNode named = object.path("properties").path(key);
        return named.isMissingNode()
                ? object.path("patternProperties").iterator().next()
                : named;
    }

    private static String unknownKey(String key, JsonNode object) {
        if (RetiredKeys.advice(key).isPresent()) {
            return "a key that is not read any more: " + RetiredKeys.advice(key).get();
        }
        return "unknown key " + Expectation.shown(key)
                + suggestion(key, Expectation.names(object.path("properties")))
                + "; expected " + Expectation.keys(object);
    }

    private static String missingKey(JsonNode member) {
        return "missing key: expected " + Expectation.of(member) + Expectation.shipped(member);
    }

    private static String otherValue(JsonNode came, JsonNode expected) {
        List<String> choices =
                expected.path("enum").valueStream().map(JsonNode::asText).toList();
        return "expected " + Expectation.of(expected) + ", was " + Expectation.shown(came)
                + (came.isTextual() ? suggestion(came.textValue(), choices) : "");
    }

    private static String suggestion(String word, List<String> candidates) {
        return Nearest.to(word, candidates)
                .map(nearest -> " (did you mean " + Expectation.shown(nearest) + "?)")
                .orElse("");
    }
}
