package smc.engine.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.execution.desk.Mode;
import smc.journal.JournalException;

/**
 * The configurations that a data folder keeps, read once, by the numbers that the starts in its journal name: what a core is handed, so that it goes
 * through each start by its own settings without reading anything. Immutable.
 */
public final class KeptConfigurations implements LongFunction<CoreSettings> {
    private static final String NAME = "[0-9a-f]{16}\\.json";

    private final DataFolder folder;
    private final Map<Long, Configuration> configurations;
    private final Map<Long, CoreSettings> settings = new TreeMap<>();

    private KeptConfigurations(DataFolder folder, Map<Long, Configuration> configurations) {
        this.folder = folder;
        this.configurations = configurations;
        configurations.forEach((number, each) -> settings.put(number, settings(each)));
    }

    /** Reads them. One that cannot be used is missed by whoever asks for it. */
    public static KeptConfigurations in(Path data) {
        var folder = new DataFolder(data);
        var found = new TreeMap<Long, Configuration>();
        Path kept = folder.configurationFile(0).getParent();
        if (Files.isDirectory(kept)) {
            try (Stream<Path> files = Files.list(kept)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(NAME))
                        .map(name -> Long.parseUnsignedLong(name.substring(0, name.indexOf('.')), 16))
                        .forEach(number -> add(folder, number, found));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new KeptConfigurations(folder, found);
    }

    private static void add(DataFolder folder, long number, Map<Long, Configuration> found) {
        try {
            found.put(number, folder.configuration(number));
        } catch (ConfigException | JournalException _) {
            // Said, with its reason, to whoever needs it.
        }
    }

    /** Whether there is one alone, so that every start was by it. */
    public boolean isOne() {
        return configurations.size() == 1;
    }

    /** The same and one that is not kept yet. */
    public KeptConfigurations and(Configuration configuration) {
        var more = new TreeMap<>(configurations);
        more.put(DataFolder.number(configuration), configuration);
        return new KeptConfigurations(folder, more);
    }

    /**
     * The configuration of a number.
     *
     * @throws ConfigException if it is not there, or not valid
     * @throws JournalException if it is not what it was
     */
    public Configuration configuration(long number) {
        Configuration found = configurations.get(number);
        return found == null ? folder.configuration(number) : found;
    }

    /**
     * What a core of it is told.
     *
     * @throws ConfigException if it is not there, or not valid
     * @throws JournalException if it is not what it was
     */
    @Override
    public CoreSettings apply(long number) {
        CoreSettings found = settings.get(number);
        return found == null ? settings(configuration(number)) : found;
    }

    /** What a core is told that trades all of a configuration, within its limits. */
    public static CoreSettings settings(Configuration configuration) {
        return CoreSettings.of(configuration, configuration.engine().symbols(), EnumSet.allOf(Mode.class), 0)
                .withRisk(configuration.engine().risk());
    }
}
