package smc.engine.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole configuration, valid and consistent. Immutable.
 *
 * @param symbols all of {@code symbols.json} by name, traded or not
 * @param accounts in the order of {@code engine.json}
 * @param text all files in one JSON object, a member a file, in one spelling
 * @param hash SHA-256 as 64 lower-case hex digits over the values of all files: white space, the order of keys and the spelling of a
 *     number do not change it, any value does
 */
public record Configuration(
        EngineConfig engine,
        SortedMap<String, SymbolConfig> symbols,
        List<AccountConfig> accounts,
        String text,
        String hash) {

    /** Copies the collections. */
    public Configuration {
        symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
        accounts = List.copyOf(accounts);
    }

    /**
     * Reads {@code engine.json}, {@code symbols.json} and the account files it names, and checks each against its schema and against the
     * others. No value has a silent default. Secrets are not looked at.
     *
     * @throws ConfigException with every finding of every file. Two values are compared only if the files they are in are valid by
     *     themselves, and the account files cannot be known if {@code engine.json} is not JSON
     */
    public static Configuration load(Path directory) {
        return ConfigurationLoader.load(directory);
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @throws ConfigException as {@link #load}
     */
    public static Configuration loadText(Path file) {
        return ConfigurationLoader.loadText(file);
    }

    /**
     * Keys that nothing reads yet, by the name of the file they are in, with points between them, as {@code api.host}. In the order of the files, and
     * of the schemas, which say it of each.
     */
    public Map<String, List<String>> keysWithoutEffect() {
        var keys = new LinkedHashMap<String, List<String>>();
        keys.put(ConfigurationLoader.ENGINE_FILE, ConfigSchema.ENGINE.keysWithoutEffect());
        keys.put(ConfigurationLoader.SYMBOLS_FILE, ConfigSchema.SYMBOLS.keysWithoutEffect());
        engine.accountFiles().forEach(file -> keys.put(file, ConfigSchema.ACCOUNT.keysWithoutEffect()));
        keys.values().removeIf(List::isEmpty);
        return keys;
    }

    /**
     * The same, but trading these symbols.
     *
     * @throws ConfigException if one of them has no data
     */
    public Configuration trading(List<String> symbols) {
        return ConfigurationLoader.trading(text, symbols);
    }

    /** The same, but with nothing that holds entries back: the rules alone. */
    public Configuration withoutRisk() {
        return ConfigurationLoader.withoutRisk(text);
    }

    /**
     * The same, but with other values of some keys.
     *
     * @param values by address: the file without its ending, a point, then the keys with points between them, as {@code account-a.fresh.leverage}.
     *     A value is what the file would have; what is no JSON is a text
     * @param origin as findings name the place these values came from
     * @throws ConfigException if an address is none, with the one nearest to it, or as {@link #load} if a value cannot be
     */
    public Configuration with(Map<String, String> values, String origin) {
        return ChangedConfiguration.of(this, values, origin);
    }
}
