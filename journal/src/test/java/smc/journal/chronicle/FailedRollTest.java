package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.DataLock;
import smc.journal.DiskLimits;
import smc.journal.Frames;

/** The next roll file cannot be made ready. */
class FailedRollTest {
    @TempDir
    private Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-11T23:58:59Z"));
    private final JournalSettings settings =
            new JournalSettings(JournalSettings.Roll.DAILY, now::get, DiskLimits.DEFAULT);

    /** A full disk is not to be had here; a folder in the way of the name fails what is written aside in the same place. */
    @Test
    void itIsFatalNothingHalfMadeIsLeftAndTheNextStartGoesOn() throws Exception {
        Path folder = data.resolve("journal/000001");
        var frames = new Frames();
        var fatal = new CompletableFuture<String>();
        try (var lock = DataLock.take(data);
                var journal = ChronicleJournal.open(
                        lock, settings, () -> Long.MAX_VALUE, (what, _) -> fatal.complete(what))) {
            frames.append(journal, 5);
            Files.createDirectories(folder.resolve("20260312F.precreated/in the way"));

            now.set(Instant.parse("2026-03-11T23:59:01Z"));

            assertThat(fatal.get(60, TimeUnit.SECONDS)).startsWith("cannot work ahead of the journal in " + folder);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
            }
            frames.append(journal, 5); // what is in hand can still be written down
        }

        assertGoesOnAfter(10);
    }

    private void assertGoesOnAfter(long last) throws IOException {
        try (var lock = DataLock.take(data);
                var journal = ChronicleJournal.open(lock, settings, () -> Long.MAX_VALUE, (what, cause) -> {
                    throw new AssertionError(what, cause);
                })) {
            assertThat(journal.lastSequence()).isEqualTo(last);
        }
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(new Frames().readAll(reader))
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }
}
