package smc.engine.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import smc.engine.config.Configuration;
import smc.engine.snapshot.SnapshotFolder;
import smc.feed.file.OutputFile;
import smc.journal.JournalException;

/**
 * What an engine keeps beside its journal: the configurations it ran by, each under its number.
 *
 * @param path outside of the source tree; made when something is written
 */
public record DataFolder(Path path) {
    private static final int HEX = 16;

    /** Folders in which an engine writes its files aside. */
    private static final List<String> WRITTEN_ASIDE =
            List.of("config", "history", SnapshotFolder.NAME, "state", "outbox");

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
     * Takes away what processes were writing when they were killed. Of whoever holds the folder's lock.
     *
     * @return how many files
     */
    public int removeUnfinished() throws IOException {
        int removed = 0;
        for (String each : WRITTEN_ASIDE) {
            Path folder = path.resolve(each);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(OutputFile::isUnfinished).toList()) {
                        Files.deleteIfExists(file);
                        removed++;
                    }
                }
            }
        }
        return removed;
    }

    /**
     * The configuration of a number.
     *
     * @throws smc.engine.config.ConfigException if it is not there, or not valid
     * @throws JournalException if it is not what it was
     */
    public Configuration configuration(long number) {
        Path file = configurationFile(number);
        Configuration configuration = Configuration.loadText(file);
        if (number(configuration) != number) {
            throw new JournalException("expected configuration %016x in %s, was %016x: it has been changed"
                    .formatted(number, file, number(configuration)));
        }
        return configuration;
    }

    /** Where it is, or would be. */
    public Path configurationFile(long number) {
        return path.resolve("config").resolve("%016x.json".formatted(number));
    }
}
