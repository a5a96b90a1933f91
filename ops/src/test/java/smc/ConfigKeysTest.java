package smc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.engine.config.Configuration;

/**
 * Whoever sets a key expects that something reads it. Each key of each schema is changed, what of the configuration becomes different by it is
 * looked up, and something outside of the configuration must ask for that; or the schema says that the key has no effect yet, and nothing does.
 */
class ConfigKeysTest {
    private static final String CONFIGURATION = "smc.engine.config";
    private static final String WITHOUT_EFFECT = " Has no effect yet.";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Where no other value of one key alone is valid: what the test writes, and what else must change with it. */
    private static final Map<String, JsonNode> OTHER_VALUES = Map.of(
            "engine symbols", MAPPER.createArrayNode().add("SOLUSD"),
            "engine accounts", MAPPER.createArrayNode().add("account-a.json"),
            "engine api.host", MAPPER.getNodeFactory().textNode("localhost"),
            "engine api.allowedHosts", MAPPER.createArrayNode().add("smc.example.org"),
            "engine risk.dayZone", MAPPER.getNodeFactory().textNode("+05:30"));

    /** Told by none of the schemas' numbers: the only value there is. */
    private static final Set<String> ONLY_VALUE = Set.of("engine timeframeMinutes");

    /** @param path of the key in the file's JSON, and of its rule in the schema */
    record Key(String schema, String file, List<String> path, JsonNode rule) {
        String name() {
            return schema + " " + String.join(".", path);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    @TempDir
    private Path folder;

    private static JavaClasses production;

    @BeforeAll
    static void importClasses() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("smc");
    }

    static Stream<Key> keys() throws IOException {
        return Stream.of(
                        keys("engine", "engine.json", List.of()),
                        keys("symbols", "symbols.json", List.of("SOLUSD")),
                        keys("account", "account-b.json", List.of()))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsReadOrSaysThatItHasNoEffectYet(Key key) throws IOException {
        Set<String> readers = readers(key);

        if (key.rule.path("description").asText().endsWith(WITHOUT_EFFECT)) {
            assertThat(readers)
                    .as("what reads %s, of which the schema says that it has no effect yet", key)
                    .isEmpty();
        } else {
            assertThat(readers).as("what reads %s", key).isNotEmpty();
        }
    }

    @Test
    void theConfigurationNamesTheKeysWithoutEffect() throws IOException {
        Map<String, List<String>> named = Configuration.load(shipped()).keysWithoutEffect();

        List<String> marked = keys().filter(
                        key -> key.rule.path("description").asText().endsWith(WITHOUT_EFFECT))
                .map(key -> key.file + " " + String.join(".", key.path))
                .toList();
        assertThat(named.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("account-a.json"))
                        .flatMap(entry -> entry.getValue().stream().map(key -> entry.getKey() + " " + key)))
                .containsExactlyInAnyOrderElementsOf(marked)
                .isNotEmpty();
        assertThat(named.get("account-a.json")).isEqualTo(named.get("account-b.json"));
    }

    /** Methods outside of the configuration's package that ask for what the key changes. */
    private Set<String> readers(Key key) throws IOException {
        Set<String> accessors = ONLY_VALUE.contains(key.name())
                ? Set.of("smc.engine.config.EngineConfig." + key.path.getLast())
                : differences(Configuration.load(shipped()), changed(key));
        assertThat(accessors).as("what of the configuration %s changes", key).isNotEmpty();
        // A method of the configuration that puts several of its values together asks in the name of whoever calls it.
        Set<String> asked = new TreeSet<>(accessors);
        production.that(resideInAPackage(CONFIGURATION)).stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !accessors.contains(name(method)))
                .filter(method -> method.getAccessesFromSelf().stream()
                        .anyMatch(access ->
                                accessors.contains(access.getTargetOwner().getFullName() + "." + access.getName())))
                .forEach(method -> asked.add(name(method)));
        return production.that(not(resideInAPackage(CONFIGURATION))).stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(access -> asked.contains(access.getTargetOwner().getFullName() + "." + access.getName()))
                .map(access -> access.getOrigin().getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getFullName() + "." + method.getName();
    }

    private Configuration changed(Key key) throws IOException {
        for (String name : List.of("engine.json", "symbols.json", "account-a.json", "account-b.json")) {
            Files.copy(shipped().resolve(name), folder.resolve(name));
        }
        JsonNode root = MAPPER.readTree(folder.resolve(key.file).toFile());
        ObjectNode parent = (ObjectNode) root;
        for (String step : key.path.subList(0, key.path.size() - 1)) {
            parent = (ObjectNode) parent.path(step);
        }
        String last = key.path.getLast();
        JsonNode other = OTHER_VALUES.containsKey(key.name())
                ? OTHER_VALUES.get(key.name())
                : other(key.rule, parent.path(last));
        parent.set(last, other);
        if (key.name().equals("account mode")) {
            swapMode(folder.resolve("account-a.json"));
        }
        Files.writeString(folder.resolve(key.file), root.toPrettyString());
        return Configuration.load(folder);
    }

    /** No two accounts may have one mode. */
    private static void swapMode(Path file) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.replace("candle_close", "limit"));
    }

    /** Another value that the rule allows: the next choice, one step up or down, one letter more. */
    private static JsonNode other(JsonNode rule, JsonNode value) {
        if (rule.has("enum")) {
            return rule.path("enum")
                    .valueStream()
                    .filter(choice -> !choice.equals(value))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (rule.path("type").asText()) {
            case "boolean" -> JsonNodeFactory.instance.booleanNode(!value.booleanValue());
            case "string" -> JsonNodeFactory.instance.textNode(value.textValue() + "X");
            case "integer", "number" -> {
                BigDecimal step =
                        rule.has("multipleOf") ? rule.path("multipleOf").decimalValue() : BigDecimal.ONE;
                BigDecimal less = value.decimalValue().subtract(step);
                yield JsonNodeFactory.instance.numberNode(
                        less.compareTo(rule.path("minimum").decimalValue()) >= 0
                                ? less
                                : value.decimalValue().add(step));
            }
            default -> throw new AssertionError("no other value for " + rule);
        };
    }

    /** Names of the record components by which two configurations differ, at the innermost record. */
    private static Set<String> differences(Configuration one, Configuration other) {
        var differences = new TreeSet<String>();
        compare(one.engine(), other.engine(), differences);
        one.symbols().forEach((name, symbol) -> compare(symbol, other.symbols().get(name), differences));
        // In the order of the files; where there is one account less nobody else is compared.
        for (int i = 0; i < Math.min(one.accounts().size(), other.accounts().size()); i++) {
            compare(one.accounts().get(i), other.accounts().get(i), differences);
        }
        if (one.accounts().size() != other.accounts().size()) {
            differences.add(Configuration.class.getName() + ".accounts");
        }
        return differences;
    }

    private static void compare(Record one, Record other, Set<String> differences) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Object before = value(component, one);
            Object after = value(component, other);
            if (Objects.equals(before, after)) {
                continue;
            }
            if (before instanceof Record inner
                    && inner.getClass().getPackageName().equals(CONFIGURATION)) {
                compare(inner, (Record) after, differences);
            } else {
                differences.add(one.getClass().getName() + "." + component.getName());
            }
        }
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static List<Key> keys(String schema, String file, List<String> prefix) throws IOException {
        JsonNode rules =
                MAPPER.readTree(shipped().resolve(schema + ".schema.json").toFile());
        var keys = new ArrayList<Key>();
        collect(
                schema,
                file,
                prefix,
                prefix.isEmpty()
                        ? rules
                        : rules.path("patternProperties").iterator().next(),
                keys);
        return keys;
    }

    private static void collect(String schema, String file, List<String> prefix, JsonNode object, List<Key> keys) {
        object.path("properties").properties().forEach(member -> {
            var path = new ArrayList<>(prefix);
            path.add(member.getKey());
            if (member.getValue().has("properties")) {
                collect(schema, file, path, member.getValue(), keys);
            } else {
                keys.add(new Key(schema, file, List.copyOf(path), member.getValue()));
            }
        });
    }

    /** Tests run in the folder of their module, or in the repository itself. */
    private static Path shipped() {
        Path here = Path.of("").toAbsolutePath();
        return (Files.exists(here.resolve("mvnw")) ? here : here.getParent()).resolve("config");
    }
}
