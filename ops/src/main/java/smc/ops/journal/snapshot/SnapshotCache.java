package smc.ops.journal.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.ViewFile;
import smc.engine.snapshot.ViewSnapshot;
import smc.journal.DiskLimits;
import smc.journal.DiskSpace;
import smc.strategy.number.StateHash;

/**
 * Where readers keep the snapshots that they make: in {@code cache/snapshots/} of the data folder, or, where nothing may be written there, below the
 * user's own cache folder. Whoever likes may delete them at any time. Several readers may use it at once.
 */
public final class SnapshotCache {
    /** Its name in a data folder. */
    public static final Path NAME = Path.of("cache", SnapshotFolder.NAME);

    /** So many frames fold in a twentieth of a second by the first compiler alone (2026-11-30, a quiet market). */
    private static final long FRAMES_APART = 1 << 16;

    /** Up to so many they stand so far apart; behind, ever wider. */
    private static final long PLACES = 512;

    static final int FILES_MAX = 1_024;
    static final long BYTES_MAX = 256L << 20;

    private static final long UNFINISHED_MILLIS_MAX = TimeUnit.HOURS.toMillis(1);

    /** Of all threads of this process: two that write the same file aside would take it from each other. */
    private static final Object WRITING = new Object();

    private final List<Path> folders;
    private final long framesApart;

    private SnapshotCache(List<Path> folders, long framesApart) {
        this.folders = folders;
        this.framesApart = framesApart;
    }

    /** That of a data folder. */
    public static SnapshotCache of(Path data) {
        return of(data, userCache(System.getenv(), Path.of(System.getProperty("user.home", "."))), FRAMES_APART);
    }

    /**
     * Likewise, for tests.
     *
     * @param user where this user's programs keep what can be made again
     * @param framesApart a power of two
     */
    public static SnapshotCache of(Path data, Path user, long framesApart) {
        Path own = data.resolve(NAME);
        Path users = user.resolve("smc-engine").resolve(identity(data)).resolve(SnapshotFolder.NAME);
        return new SnapshotCache(isWritable(own) ? List.of(own, users) : List.of(users, own), framesApart);
    }

    static Path userCache(Map<String, String> environment, Path home) {
        Path given = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        if (given.isAbsolute()) {
            return given;
        }
        Path ofMac = home.resolve("Library").resolve("Caches");
        return Files.isDirectory(ofMac) ? ofMac : home.resolve(".cache");
    }

    /** Another journal in the same place is another one. */
    private static String identity(Path data) {
        var hash = new StateHash();
        try {
            Path journal = data.resolve("journal").toRealPath();
            for (byte letter : journal.toString().getBytes(StandardCharsets.UTF_8)) {
                hash.add(letter);
            }
            hash.add(Files.readAttributes(journal, BasicFileAttributes.class)
                    .creationTime()
                    .toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "%016x".formatted(hash.take());
    }

    private static boolean isWritable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there);
    }

    /** Where new ones go. */
    public Path folder() {
        return folders.getFirst();
    }

    /** Newest first, those that lie where new ones go before others of the same frame. */
    List<SnapshotFolder.Entry> newestFirst() throws IOException {
        var entries = new ArrayList<SnapshotFolder.Entry>();
        for (Path folder : folders) {
            entries.addAll(new SnapshotFolder(folder).newestFirst());
        }
        entries.sort(Comparator.comparingLong(SnapshotFolder.Entry::sequence).reversed());
        return entries;
    }

    /** How many frames lie between two of them, there in the journal: 131,072 up to sequence 2^25, twice as many up to 2^26, and so on. */
    long framesApart(long sequence) {
        return Math.max(framesApart, Long.highestOneBit(sequence) * 2 / PLACES);
    }

    /** Whether one belongs behind the frame of a sequence. */
    boolean isPlace(long sequence) {
        return sequence % framesApart == 0 && sequence % framesApart(sequence) == 0;
    }

    /**
     * Keeps one, and deletes those that were not used for the longest time while there are more than 512, or more than 256 MiB of them.
     *
     * @throws IOException if it cannot be written, or the disk has so little room that an engine on it would have to stop trading
     */
    void keep(ViewSnapshot snapshot) throws IOException {
        long usableBytes = DiskSpace.of(folder()).usableBytes();
        long wantedBytes = DiskLimits.DEFAULT.haltEntriesBelowBytes() + BYTES_MAX;
        if (usableBytes < wantedBytes) {
            throw new IOException("expected at least %,d MiB of room on the disk of %s, are %,d"
                    .formatted(wantedBytes >> 20, folder(), usableBytes >> 20));
        }
        synchronized (WRITING) {
            ViewFile.write(new SnapshotFolder(folder()).file(snapshot.header().sequence()), snapshot);
            prune(FILES_MAX, BYTES_MAX);
        }
    }

    /** One that was of use is deleted later than others. */
    static void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException _) {
            // Read only, or deleted meanwhile.
        }
    }

    private record Kept(Path file, long bytes, long usedMillis) {}

    void prune(int filesMax, long bytesMax) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (SnapshotFolder.Entry entry : new SnapshotFolder(folder()).newestFirst()) {
            attributes(entry.file())
                    .ifPresent(file -> kept.add(new Kept(
                            entry.file(), file.size(), file.lastModifiedTime().toMillis())));
        }
        long files = kept.size();
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        kept.sort(Comparator.comparingLong(Kept::usedMillis));
        for (Kept one : kept) {
            if (files > filesMax || bytes > bytesMax) {
                Files.deleteIfExists(one.file);
                files--;
                bytes -= one.bytes;
            }
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException _) {
            return Optional.empty(); // another reader was quicker
        }
    }

    /**
     * Deletes all of them, and what readers that were killed had not finished.
     *
     * @return how many snapshots
     * @throws IOException if one cannot be deleted
     */
    public int clear() throws IOException {
        int deleted = 0;
        for (SnapshotFolder.Entry entry : newestFirst()) {
            deleted += Files.deleteIfExists(entry.file()) ? 1 : 0;
        }
        for (Path folder : folders) {
            clearUnfinished(folder);
        }
        return deleted;
    }

    private static void clearUnfinished(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        long beforeMillis = System.currentTimeMillis() - UNFINISHED_MILLIS_MAX;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Optional<BasicFileAttributes> unfinished =
                        file.toString().endsWith(".tmp") ? attributes(file) : Optional.empty();
                if (unfinished.isPresent()
                        && unfinished.get().lastModifiedTime().toMillis() < beforeMillis) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
