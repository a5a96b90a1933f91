package smc.ops.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import smc.SharedData;

/** What the page reads of each document, {@code contract.ts}, is what the engine says, {@code openapi.yaml}: by name, and by what may be missing or null. */
class PageContractTest {
    private static final Pattern INTERFACE = Pattern.compile(
            "^export interface (\\w+)(?:<\\w+>)?(?: extends (\\w+)(?:<(\\w+)>)?)? \\{\\n(.*?)^\\}",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^ {2}readonly (\\w+)(\\?)?: ([^\\n]*);$", Pattern.MULTILINE);

    private record Field(boolean isOptional, String type) {
        /** At the end of it: what is null within it is of something else. */
        private boolean isNullable() {
            return type.endsWith(" | null");
        }
    }

    private final Map<String, Map<String, Field>> interfaces = interfaces();
    private final JsonNode schemas = schemas();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> compared = new TreeSet<>();

    private static Map<String, Map<String, Field>> interfaces() {
        try {
            String text = Files.readString(SharedData.root().resolve("ops/dashboard/data/contract.ts"));
            Map<String, Map<String, Field>> all = new LinkedHashMap<>();
            Matcher found = INTERFACE.matcher(text);
            while (found.find()) {
                Map<String, Field> fields = new LinkedHashMap<>();
                if (found.group(2) != null) {
                    all.get(found.group(2))
                            .forEach((name, field) -> fields.put(
                                    name,
                                    found.group(3) == null
                                            ? field
                                            : new Field(
                                                    field.isOptional(),
                                                    field.type().replace(" T[]", " " + found.group(3) + "[]"))));
                }
                Matcher field = FIELD.matcher(found.group(4));
                while (field.find()) {
                    fields.put(field.group(1), new Field(field.group(2) != null, field.group(3)));
                }
                all.put(found.group(1), fields);
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode schemas() {
        Path file = SharedData.root().resolve("ops/src/main/resources/smc/ops/api/openapi.yaml");
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return new ObjectMapper().valueToTree(tree).path("components").path("schemas");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode one = schema;
        while (one.has("$ref")) {
            String name = one.path("$ref").asText().replaceFirst(".*/", "");
            one = schemas.path(name);
        }
        return one;
    }

    private boolean mayBeNull(JsonNode schema) {
        JsonNode one = resolved(schema);
        for (String choices : List.of("oneOf", "anyOf")) {
            for (JsonNode choice : one.path(choices)) {
                if (mayBeNull(choice)) {
                    return true;
                }
            }
        }
        return has(one.path("type"), "null") || hasNull(one.path("enum"));
    }

    private static boolean has(JsonNode type, String name) {
        boolean isFound = type.asText().equals(name);
        for (JsonNode each : type) {
            isFound |= each.asText().equals(name);
        }
        return isFound;
    }

    private static boolean hasNull(JsonNode values) {
        boolean isFound = false;
        for (JsonNode each : values) {
            isFound |= each.isNull();
        }
        return isFound;
    }

    /** The object in it: of a list its items, of a choice the one that is an object, of a map its values. */
    private JsonNode object(JsonNode schema) {
        JsonNode one = resolved(schema);
        for (String choices : List.of("oneOf", "anyOf")) {
            for (JsonNode choice : one.path(choices)) {
                JsonNode found = object(choice);
                if (found.has("properties")) {
                    return found;
                }
            }
        }
        if (one.has("items")) {
            return object(one.path("items"));
        }
        return one.has("properties") || !one.path("additionalProperties").isObject()
                ? one
                : object(one.path("additionalProperties"));
    }

    private void compare(String name, String where, JsonNode schema) {
        JsonNode object = object(schema);
        compared.add(name);
        interfaces.get(name).forEach((key, field) -> {
            String at = where + "." + key;
            JsonNode property = object.path("properties").path(key);
            boolean isRequired = hasText(object.path("required"), key);
            if (property.isMissingNode()) {
                wrong.add(at + " is not said");
                return;
            }
            if (!isRequired && !field.isOptional()) {
                wrong.add(at + " may be missing");
            }
            if (mayBeNull(property) && !field.isNullable()) {
                wrong.add(at + " may be null");
            }
            String type = field.type().replaceAll("readonly |\\[\\]| \\| null|Readonly<Record<\\w+, |>", "");
            if (interfaces.containsKey(type)) {
                compare(type, at, property);
            }
        });
    }

    private static boolean hasText(JsonNode list, String text) {
        boolean isFound = false;
        for (JsonNode each : list) {
            isFound |= each.asText().equals(text);
        }
        return isFound;
    }

    @Test
    void whatThePageReadsIsSaidAndIsMissingOrNullOnlyWhereItKnows() {
        interfaces.keySet().stream()
                .filter(name -> !schemas.path(name).isMissingNode())
                .forEach(name -> compare(name, name, schemas.path(name)));
        compare("CandleColumns", "Candles", schemas.path("Candles")); // of the document as it is asked for in columns

        assertThat(wrong).isEmpty();
        assertThat(interfaces).hasSizeGreaterThan(30);
        // Items and Stamp are what others are made of.
        assertThat(interfaces.keySet()).containsExactlyInAnyOrderElementsOf(with(compared, "Items", "Stamp"));
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
