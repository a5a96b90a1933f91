package smc.engine.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import smc.engine.config.Configuration;
import smc.feed.file.OutputFile;

/**
 * What an engine keeps beside its journal: the configurations it ran by, each under its number.
 *
 * @param path outside of the source tree; made when something is written
 */
public record DataFolder(Path path) {
    private static final int HEX = 16;

    /** The number of a configuration in the journal: the first 64 bits of its hash. */
    public static long number(Configuration configuration) {
        return Long.parseUnsignedLong(configuration.hash().substring(0, HEX), HEX);
    }

    /** Keeps a configuration, whole or not at all. */
    public void keep(Configuration configuration) throws IOException {
        Path file = configurationFile(number(configuration));
        Files.createDirectories(file.getParent());
        OutputFile.write(file, out -> out.append(configuration.text()).append('\n'));
    }

    /**
     * The configuration of a number.
     *
     * @throws smc.engine.config.ConfigException if it is not there, or is not what it was
     */
    public Configuration configuration(long number) {
        return Configuration.loadText(configurationFile(number));
    }

    /** Where it is, or would be. */
    public Path configurationFile(long number) {
        return path.resolve("config").resolve("%016x.json".formatted(number));
    }
}
