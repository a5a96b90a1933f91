package smc.ops.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import smc.journal.DataLock;

/** Folders that earlier demos have left behind. What no demo has made is never touched. */
final class OldDemos {
    /** In each folder that a demo makes. */
    private static final String MARK = "demo.txt";

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d{6}Z";

    private OldDemos() {}

    /** Makes a folder of a demo. */
    static void mark(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARK), "Made by ./smc demo, which deletes it when there are newer ones.\n");
    }

    /**
     * Deletes all but the newest.
     *
     * @param kept how many stay
     * @return those that were deleted
     */
    static List<Path> clear(Path demos, int kept) throws IOException {
        if (!Files.isDirectory(demos)) {
            return List.of();
        }
        List<Path> old;
        try (Stream<Path> folders = Files.list(demos)) {
            old = folders.filter(OldDemos::isOver)
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .skip(kept)
                    .toList();
        }
        for (Path folder : old) {
            delete(folder);
        }
        return old;
    }

    private static boolean isOver(Path folder) {
        return Files.isDirectory(folder)
                && !Files.isSymbolicLink(folder)
                && folder.getFileName().toString().matches(TIME)
                && Files.isRegularFile(folder.resolve(MARK))
                && DataLock.holder(folder).isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
