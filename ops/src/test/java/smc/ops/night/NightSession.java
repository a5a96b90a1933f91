package smc.ops.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import smc.ops.run.SeededSession;

/** Five days of a live engine, with several starts: written once for all classes that read them, and gone at the end. */
final class NightSession implements BeforeAllCallback {
    private static final long SEED = 2;

    private static Path data;

    /** Its data folder, to be read or copied. */
    static Path data() {
        return data;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        data = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(NightSession.class))
                .getOrComputeIfAbsent(Folder.class, _ -> written(), Folder.class)
                .path
                .resolve("data");
    }

    private static Folder written() {
        try {
            var folder = new Folder(Files.createTempDirectory("smc-night-"));
            SeededSession.write(folder.path.resolve("data"), SEED);
            return folder;
        } catch (Exception e) {
            throw new AssertionError("the session cannot be written", e);
        }
    }

    /** JUnit closes it behind the last test. */
    private record Folder(Path path) implements AutoCloseable {
        @Override
        public void close() {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.toList().reversed()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
