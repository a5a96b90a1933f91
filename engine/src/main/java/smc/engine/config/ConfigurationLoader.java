package smc.engine.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import smc.strategy.number.FixedPoint;

/** One reading of a configuration: each file by itself, then one against the other. */
final class ConfigurationLoader {
    static final String ENGINE_FILE = "engine.json";
    static final String SYMBOLS_FILE = "symbols.json";

    private final ConfigSource source;
    private final List<Finding> findings = new ArrayList<>();

    /** Read so far, by file name, also those that are not valid. */
    private final SortedMap<String, JsonFile> files = new TreeMap<>();

    ConfigurationLoader(ConfigSource source) {
        this.source = source;
    }

    static Configuration load(Path directory) {
        if (!Files.isDirectory(directory)) {
            String was = Files.exists(directory) ? "a file" : "nothing";
            throw new ConfigException(List.of(new Finding(
                    directory.toString(),
                    0,
                    JsonPath.ROOT.text(),
                    "expected a folder, was " + was + "; name the folder of the configuration with --config")));
        }
        return new ConfigurationLoader(new ConfigSource.Folder(directory)).load();
    }

    static Configuration loadText(Path file) {
        List<Finding> findings = new ArrayList<>();
        Optional<JsonFile> text = JsonReader.read(file, findings);
        if (text.isEmpty() || !findings.isEmpty()) {
            throw new ConfigException(findings);
        }
        return new ConfigurationLoader(new ConfigSource.Text(text.get())).load();
    }

    /** The configuration of a text, but trading these symbols. */
    static Configuration trading(String text, List<String> symbols) {
        try {
            JsonNode root = JsonReader.MAPPER.readTree(text);
            ArrayNode names = ((ObjectNode) root.path(ENGINE_FILE)).putArray("symbols");
            symbols.forEach(names::add);
            return loadRoot("configuration", root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reading what was written", e);
        }
    }

    /** The configuration of a text, but without limits. */
    static Configuration withoutRisk(String text) {
        try {
            JsonNode root = JsonReader.MAPPER.readTree(text);
            ((ObjectNode) root.path(ENGINE_FILE)).remove("risk");
            return loadRoot("configuration", root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reading what was written", e);
        }
    }

    /** Of one object with a member for each file; {@code name} as findings show it. */
    static Configuration loadRoot(String name, JsonNode root) {
        return new ConfigurationLoader(new ConfigSource.Text(new JsonFile(name, root, Map.of()))).load();
    }

    private Configuration load() {
        Optional<EngineConfig> engine = read(ENGINE_FILE, ConfigSchema.ENGINE).map(EngineConfig::of);
        Optional<SortedMap<String, SymbolConfig>> symbols =
                read(SYMBOLS_FILE, ConfigSchema.SYMBOLS).map(SymbolConfig::allOf);
        Map<String, AccountConfig> accounts = new LinkedHashMap<>();
        for (String name : accountFiles()) {
            read(name, ConfigSchema.ACCOUNT).map(AccountConfig::of).ifPresent(account -> accounts.put(name, account));
        }

        engine.ifPresent(this::checkTimes);
        engine.ifPresent(_ -> checkDayZone());
        engine.ifPresent(this::checkApi);
        checkUnshared("mode", accounts, AccountConfig::mode);
        checkUnshared("credentials", accounts, AccountConfig::credentials);
        if (engine.isPresent() && symbols.isPresent()) {
            checkSymbols(engine.get(), symbols.get(), accounts);
        }
        if (!findings.isEmpty()) {
            throw new ConfigException(findings);
        }
        String text = CanonicalJson.text(files);
        return new Configuration(
                engine.orElseThrow(),
                symbols.orElseThrow(),
                List.copyOf(accounts.values()),
                text,
                CanonicalJson.hash(text));
    }

    /** Empty if anything is wrong with the file. */
    private Optional<JsonObject> read(String name, ConfigSchema schema) {
        int before = findings.size();
        Optional<JsonFile> found = source.read(name, findings);
        found.ifPresent(readable -> files.put(name, readable));
        Optional<JsonFile> file = source.isKept() ? found.map(RetiredKeys::without) : found;
        file.ifPresent(readable -> findings.addAll(schema.check(readable)));
        return findings.size() == before ? file.map(valid -> new JsonObject(valid.root())) : Optional.empty();
    }

    /** The account files to read. Taken from the raw JSON, so that a mistake elsewhere in {@code engine.json} does not hide theirs. */
    private Set<String> accountFiles() {
        Set<String> names = new LinkedHashSet<>();
        JsonFile engine = files.get(ENGINE_FILE);
        JsonNode listed =
                engine == null ? JsonReader.MAPPER.missingNode() : engine.root().path("accounts");
        for (int index = 0; listed.isArray() && index < listed.size(); index++) {
            JsonPath path = JsonPath.ROOT.key("accounts").index(index);
            if (findings.stream().anyMatch(finding -> finding.path().equals(path.text()))) {
                continue;
            }
            String name = listed.get(index).textValue();
            if (source.has(name)) {
                names.add(name);
            } else {
                add(
                        ENGINE_FILE,
                        path,
                        "expected a file in " + source.place() + ", there is no " + Expectation.shown(name));
            }
        }
        return names;
    }

    private void checkTimes(EngineConfig engine) {
        if (engine.closeGraceMillis() >= engine.entryDeadlineMillis()) {
            add(
                    ENGINE_FILE,
                    JsonPath.ROOT.key("closeGraceMillis"),
                    "expected less than entryDeadlineMillis, " + engine.entryDeadlineMillis() + ", was "
                            + engine.closeGraceMillis()
                            + ": every entry would be late; lower it, or raise entryDeadlineMillis");
        }
    }

    private void checkDayZone() {
        JsonNode zone = files.get(ENGINE_FILE).root().path("risk").path("dayZone");
        if (zone.isTextual()
                && EngineConfig.Risk.dayOffsetNanos(zone.textValue()).isEmpty()) {
            add(
                    ENGINE_FILE,
                    JsonPath.ROOT.key("risk").key("dayZone"),
                    "expected UTC, an offset such as +05:30, or a zone without summer time, was "
                            + Expectation.shown(zone));
        }
    }

    private void checkApi(EngineConfig engine) {
        if (!EngineConfig.Api.isLoopback(engine.api().host()) && !engine.api().hasNames()) {
            add(
                    ENGINE_FILE,
                    JsonPath.ROOT.key("api").key("host"),
                    "expected 127.0.0.1, ::1 or localhost where api.allowedHosts names no other host, was "
                            + Expectation.shown(engine.api().host())
                            + ": name there what a browser is to ask for (docs/api.md)");
        }
    }

    private void checkUnshared(String key, Map<String, AccountConfig> accounts, Function<AccountConfig, Object> value) {
        Map<Object, String> fileByValue = new HashMap<>();
        accounts.forEach((name, account) -> {
            String before = fileByValue.putIfAbsent(value.apply(account), name);
            if (before != null) {
                JsonNode came = files.get(name).root().path(key);
                add(
                        name,
                        JsonPath.ROOT.key(key),
                        "expected a value no other account has, " + Expectation.shown(came) + " is also in " + before);
            }
        });
    }

    private void checkSymbols(
            EngineConfig engine, Map<String, SymbolConfig> symbols, Map<String, AccountConfig> accounts) {
        for (int index = 0; index < engine.symbols().size(); index++) {
            String name = engine.symbols().get(index);
            SymbolConfig symbol = symbols.get(name);
            if (symbol == null) {
                add(
                        ENGINE_FILE,
                        JsonPath.ROOT.key("symbols").index(index),
                        "expected a symbol of " + SYMBOLS_FILE + ", which has " + String.join(", ", symbols.keySet())
                                + ", was " + Expectation.shown(name));
                continue;
            }
            accounts.forEach((file, account) -> {
                checkLiquidation(file, "fresh", account.fresh(), symbol);
                checkLiquidation(file, "breaker", account.breaker(), symbol);
            });
        }
    }

    /** The way to liquidation, 1 / leverage - maintenance rate, must not be empty (docs/rules.md, section 21). */
    private void checkLiquidation(String file, String key, ZoneConfig zone, SymbolConfig symbol) {
        if (zone.leverage() * symbol.maintenanceRateE8() >= FixedPoint.ONE_E8) {
            add(
                    file,
                    JsonPath.ROOT.key(key).key("leverage"),
                    "expected leverage x maintenancePct below 100, was " + zone.leverage() + " x "
                            + FixedPoint.formatE8(symbol.maintenanceRateE8() * 100) + " for " + symbol.name() + " in "
                            + SYMBOLS_FILE + ": liquidated at the entry; lower the leverage");
        }
    }

    private void add(String file, JsonPath path, String message) {
        findings.add(files.get(file).finding(path, message));
    }
}
