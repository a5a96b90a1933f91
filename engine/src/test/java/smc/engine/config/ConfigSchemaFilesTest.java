package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.engine.config.AccountConfig.OddLot;
import smc.execution.desk.Mode;

/** The schemas as documents: complete, in step with the shipped files and with the code, and the ones the product uses. */
class ConfigSchemaFilesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A schema and the shipped files it describes. */
    record Described(String schema, List<String> files) {}

    static Stream<Described> schemas() {
        return Stream.of(
                new Described("engine.schema.json", List.of("engine.json")),
                new Described("symbols.schema.json", List.of("symbols.json")),
                new Described("account.schema.json", List.of("account-a.json", "account-b.json")));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theProductHasTheVeryFile(Described described) throws IOException {
        try (InputStream bundled = Configuration.class.getResourceAsStream(described.schema)) {
            assertThat(bundled)
                    .hasBinaryContent(Files.readAllBytes(ConfigFolder.shipped().resolve(described.schema)));
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isAValidSchemaOf2020(Described described) {
        JsonNode schema = json(described.schema);

        assertThat(schema.path("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(schema.path("$schema").textValue()))
                        .validate(schema))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyRuleHasADescriptionAndLimits(Described described) {
        rules(described).forEach((path, rule) -> {
            assertThat(rule.path("description").asText())
                    .as(path)
                    .hasSizeGreaterThan(10)
                    .endsWith(".");
            if (rule.has("enum")) {
                return;
            }
            switch (rule.path("type").asText()) {
                case "object" ->
                    assertThat(rule.path("additionalProperties").asText())
                            .as(path)
                            .isEqualTo("false");
                case "array" ->
                    assertThat(fields(rule)).as(path).contains("minItems", "maxItems", "uniqueItems", "items");
                case "string" -> assertThat(fields(rule)).as(path).contains("pattern");
                case "integer" -> assertThat(fields(rule)).as(path).contains("minimum", "maximum");
                case "number" -> {
                    assertThat(fields(rule)).as(path).contains("minimum", "maximum");
                    assertThat(rule.path("multipleOf").decimalValue().unscaledValue())
                            .as(path)
                            .isOne();
                }
                case "boolean" -> {}
                default -> throw new AssertionError(path + " has an unexpected type: " + rule);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void descriptionsTellTheRange(Described described) {
        rules(described).forEach((path, rule) -> {
            if (rule.has("minimum")) {
                assertThat(rule.path("description").textValue())
                        .as(path)
                        .contains(rule.path("minimum").decimalValue().toPlainString() + " to "
                                + rule.path("maximum").decimalValue().toPlainString());
            }
            if (rule.has("multipleOf")) {
                assertThat(rule.path("description").textValue())
                        .as(path)
                        .contains("at most "
                                + rule.path("multipleOf").decimalValue().scale() + " decimals");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void hasEveryKeyOfTheShippedFilesAndNoOther(Described described) {
        Set<String> shipped = new TreeSet<>();
        for (String file : described.files) {
            shipped.addAll(keys(json(file), "$"));
        }

        assertThat(rules(described).keySet()).isEqualTo(shipped);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void requiresEveryKeyButTheLimitsTheNamesOfTheApiAndTheMarkOfAssumedValues(Described described) {
        rules(described).forEach((path, rule) -> {
            if (rule.has("properties")) {
                Set<String> optional = new TreeSet<>(fields(rule.path("properties")));
                rule.path("required").forEach(key -> optional.remove(key.textValue()));
                assertThat(optional).as(path).isSubsetOf("assumed", "risk", "allowedHosts");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void defaultsAndExamplesAreTheShippedValues(Described described) {
        rules(described).forEach((path, rule) -> {
            List<JsonNode> shipped = described.files.stream()
                    .flatMap(file -> values(json(file), path.substring(1)))
                    .toList();
            if (rule.has("default")) {
                assertThat(shipped).as(path).isNotEmpty().containsOnly(rule.path("default"));
            } else if (rule.has("examples")) {
                assertThat(rule.path("examples")).as(path).containsAll(shipped);
            } else {
                assertThat(List.of("object", "string"))
                        .as(path)
                        .contains(rule.path("type").asText());
            }
        });
    }

    @Test
    void choicesAreTheOnesTheCodeKnows() {
        JsonNode engine = json("engine.schema.json").path("properties");
        JsonNode account = json("account.schema.json").path("properties");
        Map<JsonNode, Enum<?>[]> known = Map.of(
                engine.path("venue"), EngineConfig.Venue.values(),
                engine.path("positionScope"), EngineConfig.PositionScope.values(),
                engine.at("/journal/properties/sync"), EngineConfig.Journal.Sync.values(),
                engine.at("/ring/properties/waitStrategy"), EngineConfig.Ring.WaitStrategy.values(),
                account.path("mode"), Mode.values(),
                account.path("oddLot"), OddLot.values());

        known.forEach((rule, constants) -> assertThat(rule.path("enum")
                        .valueStream()
                        .map(choice ->
                                choice.textValue().toUpperCase(Locale.ROOT).replace('-', '_')))
                .containsExactlyElementsOf(
                        Arrays.stream(constants).map(Enum::name).toList()));
    }

    /** Every rule by the path it holds for; a symbol's name and a list's index are {@code *}. The file itself is {@code $}. */
    private static SortedMap<String, JsonNode> rules(Described described) {
        SortedMap<String, JsonNode> rules = new TreeMap<>();
        collectRules(json(described.schema), "$", rules);
        return rules;
    }

    private static void collectRules(JsonNode rule, String path, SortedMap<String, JsonNode> rules) {
        rules.put(path, rule);
        rule.path("properties")
                .propertyStream()
                .forEach(member -> collectRules(member.getValue(), path + "/" + member.getKey(), rules));
        rule.path("patternProperties").forEach(member -> collectRules(member, path + "/*", rules));
        if (rule.has("items")) {
            collectRules(rule.path("items"), path + "/*", rules);
        }
    }

    /** The same paths for a file. */
    private static Set<String> keys(JsonNode node, String path) {
        Set<String> keys = new TreeSet<>(Set.of(path));
        node.propertyStream()
                .forEach(member -> keys.addAll(
                        keys(member.getValue(), path + "/" + (isSymbol(member.getKey()) ? "*" : member.getKey()))));
        node.valueStream().filter(_ -> node.isArray()).forEach(entry -> keys.addAll(keys(entry, path + "/*")));
        return keys;
    }

    private static boolean isSymbol(String key) {
        return key.endsWith("USD");
    }

    /** All values of a file at a path of rules. */
    private static Stream<JsonNode> values(JsonNode node, String path) {
        if (path.isEmpty()) {
            return Stream.of(node);
        }
        String step = path.substring(1).replaceFirst("/.*", "");
        String rest = path.substring(1 + step.length());
        Stream<JsonNode> members = step.equals("*") ? node.valueStream() : Stream.of(node.path(step));
        return members.filter(member -> !member.isMissingNode()).flatMap(member -> values(member, rest));
    }

    private static List<String> fields(JsonNode rule) {
        return rule.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode json(String name) {
        try {
            return MAPPER.readTree(
                    Path.of(ConfigFolder.shipped().toString(), name).toFile());
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
