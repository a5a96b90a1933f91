package smc.ops.api.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The page as it is now: read when it was built anew, which is looked for at most once a second. Where there is none, the launcher's word on why
 * ({@link PageBuild}). Any thread.
 */
public final class Page {
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private final Path progress;
    private final LongSupplier nanoTime;

    private Optional<FileTime> readTime = Optional.empty();
    private Optional<PageFiles> files = Optional.empty();
    private long lookedNanos;
    private boolean hasLooked;

    /**
     * @param folder where a build puts it
     * @param progress file in which the launcher says how a build stands
     * @param nanoTime as {@link System#nanoTime}
     */
    public Page(Path folder, Path progress, LongSupplier nanoTime) {
        this.folder = folder;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /**
     * That of this installation: the folder that {@code smc.dashboard} names, or what the launcher has built below {@code smc.home}.
     */
    public static Page installed() {
        Path home = Path.of(System.getProperty("smc.home", "."));
        Path built = home.resolve(".build").resolve("dashboard");
        String named = System.getProperty("smc.dashboard", "");
        return new Page(
                named.isEmpty() ? built.resolve("out") : Path.of(named), built.resolve("progress"), System::nanoTime);
    }

    /** Empty while there is none that can be read. */
    public synchronized Optional<PageFiles> files() {
        long now = nanoTime.getAsLong();
        if (!hasLooked || now - lookedNanos >= LOOK_EVERY_NANOS) {
            hasLooked = true;
            lookedNanos = now;
            look();
        }
        return files;
    }

    /** How it stands with a page that is not there. */
    public PageBuild build() {
        return PageBuild.read(progress);
    }

    private void look() {
        try {
            Optional<FileTime> time = Optional.of(Files.getLastModifiedTime(folder.resolve("index.html")));
            if (!time.equals(readTime)) {
                files = Optional.of(PageFiles.read(folder));
                readTime = time;
            }
        } catch (IOException _) {
            // Being replaced, or never built: what was read last is shown on.
        }
    }
}
