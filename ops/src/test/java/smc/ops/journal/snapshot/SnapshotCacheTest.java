package smc.ops.journal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFolder;

/** Where readers keep snapshots, how many, and how far apart. */
class SnapshotCacheTest {
    private static final long FRAMES_APART = 1 << 18;

    @TempDir
    private Path folder;

    private SnapshotCache cache;

    @BeforeEach
    void makeADataFolder() throws IOException {
        Files.createDirectories(folder.resolve("data").resolve("journal"));
        cache = SnapshotCache.of(folder.resolve("data"), folder.resolve("user"), FRAMES_APART);
    }

    /** Of as many bytes as asked for, last used so many milliseconds after 1970. */
    private void put(long sequence, int bytes, long usedMillis) throws IOException {
        Path file = new SnapshotFolder(cache.folder()).file(sequence);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(usedMillis));
    }

    private LongStream kept() throws IOException {
        return cache.newestFirst().stream().mapToLong(SnapshotFolder.Entry::sequence);
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirstWhereThereAreTooMany() throws IOException {
        put(1, 10, 4_000);
        put(2, 10, 1_000);
        put(3, 10, 3_000);
        put(4, 10, 2_000);

        cache.prune(2, 1_000);

        assertThat(kept()).containsExactly(3L, 1L);
    }

    @Test
    void likewiseWhereTheyAreTooLong() throws IOException {
        put(1, 40, 3_000);
        put(2, 40, 1_000);
        put(3, 40, 2_000);

        cache.prune(10, 80);

        assertThat(kept()).containsExactly(3L, 1L);
    }

    /** 2^27 frames are 512 times 262,144; each doubling beyond adds 256 places. */
    @Test
    void inALongJournalTheyStandWiderApart() {
        assertThat(cache.framesApart(1)).isEqualTo(1 << 18);
        assertThat(cache.framesApart((1L << 27) - 1)).isEqualTo(1 << 18);
        assertThat(cache.framesApart(1L << 27)).isEqualTo(1 << 19);
        assertThat(cache.framesApart(1L << 30)).isEqualTo(1 << 22);
        long places = LongStream.iterate(FRAMES_APART, at -> at < 1L << 29, at -> at + FRAMES_APART)
                .filter(cache::isPlace)
                .count();
        assertThat(places).isEqualTo(511 + 256 + 256);
        assertThat(places).isLessThanOrEqualTo(SnapshotCache.FILES_MAX);
    }

    @Test
    void theUsersCacheIsWhereTheSystemHasIt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));

        assertThat(SnapshotCache.userCache(Map.of("XDG_CACHE_HOME", "/var/caches"), home))
                .isEqualTo(Path.of("/var/caches"));
        assertThat(SnapshotCache.userCache(Map.of("XDG_CACHE_HOME", "not/absolute"), home))
                .isEqualTo(home.resolve(".cache"));
        Files.createDirectories(home.resolve("Library").resolve("Caches"));
        assertThat(SnapshotCache.userCache(Map.of(), home))
                .isEqualTo(home.resolve("Library").resolve("Caches"));
    }

    /** Root may write anywhere: a file in the place of a folder is what stops it too. */
    @Test
    void whereNothingMayBeWrittenTheUsersCacheTakesThem() throws IOException {
        Files.createFile(folder.resolve("data").resolve("cache"));

        SnapshotCache elsewhere = SnapshotCache.of(folder.resolve("data"), folder.resolve("user"), FRAMES_APART);

        assertThat(elsewhere.folder()).startsWithRaw(folder.resolve("user").resolve("smc-engine"));
        assertThat(elsewhere.newestFirst()).isEmpty();
    }

    @Test
    void clearingTakesNothingButSnapshots() throws IOException {
        put(7, 10, 1_000);
        Path other = Files.createFile(cache.folder().resolve("notes.txt"));
        Path old = Files.createFile(cache.folder().resolve(".8.json.77.tmp"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        Path underWay = Files.createFile(cache.folder().resolve(".9.json.78.tmp"));

        assertThat(cache.clear()).isEqualTo(1);

        try (Stream<Path> left = Files.list(cache.folder())) {
            assertThat(left).containsExactlyInAnyOrder(other, underWay);
        }
    }
}
