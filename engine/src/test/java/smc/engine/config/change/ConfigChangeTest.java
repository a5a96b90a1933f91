package smc.engine.config.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.SharedData;
import smc.engine.config.Configuration;

/** What differs between two configurations, and that a start knows of every key what to do. */
class ConfigChangeTest {
    private static final Path SHIPPED = SharedData.root().resolve("config");

    @TempDir
    private Path folder;

    // ---- the table

    @ParameterizedTest
    @CsvSource({"engine, 'liveStageCapUsd'", "account, ''", "symbols, ''"})
    void everyKeyOfASchemaHasAKindAndNoOtherButThoseThatAreGone(String schema, String gone) throws IOException {
        Map<String, ChangeKind> kinds = switch (schema) {
            case "engine" -> ChangeKind.ENGINE;
            case "account" -> ChangeKind.ACCOUNT;
            default -> ChangeKind.SYMBOLS;
        };
        Set<String> keys = new TreeSet<>();
        collect(
                JsonMapper.builder()
                        .build()
                        .readTree(SHIPPED.resolve(schema + ".schema.json").toFile()),
                "",
                keys);
        if (!gone.isEmpty()) {
            assertThat(keys.add(gone)).isTrue();
        }

        assertThat(new TreeSet<>(kinds.keySet())).isEqualTo(keys);
    }

    /** Those without keys of their own. */
    private static void collect(JsonNode rule, String prefix, Set<String> keys) {
        rule.path("properties").properties().forEach(member -> {
            if (member.getValue().has("properties")) {
                collect(member.getValue(), prefix + member.getKey() + ".", keys);
            } else {
                keys.add(prefix + member.getKey());
            }
        });
        rule.path("patternProperties").forEach(member -> collect(member, prefix + "*.", keys));
    }

    // ---- what differs

    private Configuration with(String file, String before, String after) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path each : files.toList()) {
                String text = Files.readString(each);
                if (each.endsWith(file)) {
                    assertThat(text).contains(before);
                    text = text.replace(before, after);
                }
                Files.writeString(folder.resolve(each.getFileName()), text);
            }
        }
        return Configuration.load(folder);
    }

    @Test
    void theSameDiffersInNothing() {
        assertThat(ConfigChange.between(Configuration.load(SHIPPED), Configuration.load(SHIPPED)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            engine.json    | "port": 3000              | "port": 3001              | api.port            | 3000   | 3001        | TOLD
            engine.json    | "positionScope": "symbol" | "positionScope": "mode_symbol" | positionScope  | symbol | mode_symbol | WHEN_FLAT
            engine.json    | "venue": "embedded"       | "venue": "delta-testnet"  | venue               | embedded | delta-testnet | NEW_FOLDER
            account-b.json | "capitalUsdPerSymbol": 100 | "capitalUsdPerSymbol": 20.50 | capitalUsdPerSymbol | 100 | 20.5     | FROM_NOW_ON
            account-a.json | "cooldownCandles": 3      | "cooldownCandles": 4      | cooldownCandles     | 3      | 4           | FROM_NOW_ON
            symbols.json   | "tickSize": 0.0001        | "tickSize": 0.001         | SOLUSD.tickSize     | 0.0001 | 0.001       | WHEN_FLAT
            symbols.json   | "assumed": true           | "assumed": false          | AAVEUSD.assumed     | true   | false       | TOLD
            """)
    void aChangeIsToldByFileKeyValuesAndKind(
            String file, String before, String after, String key, String old, String now, ChangeKind kind)
            throws IOException {
        assertThat(ConfigChange.between(Configuration.load(SHIPPED), with(file, before, after)))
                .containsExactly(new ConfigChange(file, key, old, now, kind));
    }

    @Test
    void aSymbolMoreIsAKeyOfTheEngineAndItsData() throws IOException {
        Configuration one = Configuration.load(SHIPPED).trading(List.of("SOLUSD"));

        assertThat(ConfigChange.between(one, Configuration.load(SHIPPED)))
                .containsExactly(new ConfigChange(
                        "engine.json", "symbols", "[\"SOLUSD\"]", "[\"SOLUSD\",\"AAVEUSD\"]", ChangeKind.NEW_FOLDER));
    }

    @Test
    void dataOfASymbolThatIsNotTradedIsOnlyTold() throws IOException {
        Configuration before = Configuration.load(SHIPPED).trading(List.of("AAVEUSD"));
        Configuration after = with("symbols.json", "\"tickSize\": 0.0001", "\"tickSize\": 0.001")
                .trading(List.of("AAVEUSD"));

        assertThat(ConfigChange.between(before, after))
                .containsExactly(
                        new ConfigChange("symbols.json", "SOLUSD.tickSize", "0.0001", "0.001", ChangeKind.TOLD));
    }

    // ---- keys that are gone

    @Test
    void aConfigurationKeptWithAKeyThatIsGoneIsReadUnderItsOwnHashAndDiffersInThatKeyAlone() throws IOException {
        Configuration shipped = Configuration.load(SHIPPED);
        // As canonical JSON has it: the keys of a file in their order.
        String old = shipped.text().replace("\"positionScope\"", "\"liveStageCapUsd\":20,\"positionScope\"");
        Configuration kept = Configuration.loadText(Files.writeString(folder.resolve("old.json"), old));

        assertThat(kept.text()).isEqualTo(old);
        assertThat(kept.hash()).isNotEqualTo(shipped.hash());
        assertThat(kept.engine()).isEqualTo(shipped.engine());
        assertThat(kept.trading(shipped.engine().symbols()).hash()).isEqualTo(kept.hash());
        assertThat(ConfigChange.between(kept, shipped))
                .containsExactly(new ConfigChange("engine.json", "liveStageCapUsd", "20", "-", ChangeKind.TOLD));
    }
}
