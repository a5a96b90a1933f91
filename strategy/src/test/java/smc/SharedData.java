package smc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opentest4j.TestAbortedException;

/**
 * Finds the recorded candles and golden files the tests are held against. They may not be published, so they lie outside the repository:
 * in the folder named by the environment variable {@code SMC_SHARED}, otherwise in {@code shared} beside the repository root. Where they
 * are missing, a test that asks for them is skipped, and says so.
 */
public final class SharedData {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private SharedData() {}

    /**
     * A file or folder of the shared development data.
     *
     * @param relative such as {@code data/candles}
     * @throws TestAbortedException if it is not there: the running test is skipped
     */
    public static Path file(String relative) {
        var path = folder().resolve(relative);
        if (!Files.exists(path)) {
            throw missing(path.toString());
        }
        return path;
    }

    /**
     * The files of a folder of the shared development data, by name.
     *
     * @param glob such as {@code *-15m-*.csv.gz}
     * @throws TestAbortedException if there is none: the running test is skipped
     */
    public static List<Path> files(String relativeFolder, String glob) {
        var folder = file(relativeFolder);
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.isEmpty()) {
            throw missing(folder.resolve(glob).toString());
        }
        found.sort(null);
        return List.copyOf(found);
    }

    /**
     * The repository's root: the nearest folder from the working directory upwards that holds {@code .mvn}.
     *
     * @throws IllegalStateException if there is none
     */
    public static Path root() {
        var start = Path.of("").toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("expected a folder that holds .mvn, from " + start + " upwards");
    }

    private static Path folder() {
        String named = System.getenv("SMC_SHARED");
        return named == null || named.isBlank()
                ? root().resolveSibling("shared")
                : Path.of(named).toAbsolutePath();
    }

    private static TestAbortedException missing(String lookedFor) {
        String message = "SKIPPED: needs the shared development data, looked for " + lookedFor
                + " (set SMC_SHARED to the folder that holds data/ and golden/)";
        if (SAID.compareAndSet(false, true)) {
            System.err.println();
            System.err.println("*".repeat(message.length()));
            System.err.println(message);
            System.err.println("*".repeat(message.length()));
        }
        return new TestAbortedException(message);
    }
}
