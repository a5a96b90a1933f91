package smc.ops.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import smc.journal.DataLock;
import smc.journal.JournalException;

/**
 * What a start makes in a data folder until it trades, to be taken away again if it fails before: what it leaves would stand in the way of the next
 * start, which may be of another market. Whatever was there before stays as it is.
 */
final class UnusedStart {
    /** Never taken away: whoever waits for the lock has it open. */
    private static final String LOCK = "lock";

    private static final String EXCHANGE = "exchange";

    /** Made by an engine that trades. */
    private static final String STATE = "state";

    private final Path folder;
    private final boolean hasFolder;
    private final Set<Path> before = new HashSet<>();

    private UnusedStart(Path folder) throws IOException {
        this.folder = folder;
        hasFolder = Files.exists(folder);
        before.addAll(entries(folder));
        before.addAll(entries(folder.resolve(EXCHANGE)));
    }

    /** Notes what there is before anything is made. */
    static UnusedStart in(Path folder) throws IOException {
        return new UnusedStart(folder);
    }

    /** Takes away what was made since. Does nothing if somebody else is at work in the folder. */
    void undo() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (Files.exists(folder.resolve(STATE)) && !before.contains(folder.resolve(STATE))) {
            return; // It ran meanwhile.
        }
        try (DataLock _ = DataLock.take(folder)) {
            for (Path made : entries(folder)) {
                if (!before.contains(made) && !made.endsWith(LOCK)) {
                    remove(made);
                }
            }
            for (Path made : entries(folder.resolve(EXCHANGE))) {
                if (!before.contains(made)) {
                    remove(made);
                }
            }
        } catch (JournalException _) {
            return;
        }
        if (!hasFolder) {
            removeIfOnlyLock();
        }
    }

    /** The folder was made by this start, so nobody can have known of it for longer than that took. */
    private void removeIfOnlyLock() throws IOException {
        List<Path> left = entries(folder);
        if (left.stream().allMatch(path -> path.endsWith(LOCK))) {
            remove(folder);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.toList().reversed()) {
                Files.delete(each);
            }
        }
    }
}
