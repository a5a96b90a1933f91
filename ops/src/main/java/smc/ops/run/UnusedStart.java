package smc.ops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a start makes in a data folder until it trades, to be taken away again if it fails before: what it leaves would stand in the way of the next
 * start, which may be of another market. Whatever was there before stays as it is. To be used with the folder's lock held, from the noting to the undoing.
 */
final class UnusedStart {
    /** Its owner has it open, and others may wait for it. */
    private static final String LOCK = "lock";

    private static final String EXCHANGE = "exchange";

    private final Path folder;
    private final boolean isNew;
    private final Set<Path> before = new HashSet<>();

    private UnusedStart(Path folder, boolean isNew) throws IOException {
        this.folder = folder;
        this.isNew = isNew;
        before.addAll(entries(folder));
        before.addAll(entries(folder.resolve(EXCHANGE)));
    }

    /**
     * Notes what there is before anything but the lock is made.
     *
     * @param isNew whether the folder came with the lock
     */
    static UnusedStart in(Path folder, boolean isNew) throws IOException {
        return new UnusedStart(folder, isNew);
    }

    /** Takes away what was made since; of a folder that is new, all of it. */
    void undo() throws IOException {
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
        if (isNew) {
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
