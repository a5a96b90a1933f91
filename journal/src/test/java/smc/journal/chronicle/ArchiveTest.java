package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.DataLock;
import smc.journal.Frames;
import smc.journal.JournalException;

class ArchiveTest {
    @TempDir
    private Path data;

    private DataLock lock;
    private final Frames frames = new Frames();

    @BeforeEach
    void writeThreeEpochs() {
        lock = DataLock.take(data);
        for (int epoch = 1; epoch <= 3; epoch++) {
            writeAnEpoch();
        }
    }

    @AfterEach
    void unlock() {
        lock.close();
    }

    private void writeAnEpoch() {
        try (var journal = ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
            throw new AssertionError(what, cause);
        })) {
            for (int batch = 0; batch < 20; batch++) {
                frames.append(journal, 5);
            }
        }
    }

    private List<Long> sequencesFrom(long from) {
        try (var reader = ChronicleReader.open(data, from)) {
            return new Frames().readAll(reader);
        }
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void theEpochsThatAreOverAreArchivedAndStillRead() {
        var archived = Archive.closedEpochs(data);

        assertThat(archived).extracting(Archive.Archived::epoch).containsExactly(1, 2);
        assertThat(archived).allSatisfy(epoch -> {
            assertThat(epoch.archive()).isRegularFile();
            assertThat(epoch.archivedBytes()).isLessThan(epoch.bytes() / 10);
        });
        assertThat(data.resolve("journal/000001")).doesNotExist();
        assertThat(data.resolve("journal/000002")).doesNotExist();
        assertThat(data.resolve("journal/000003")).isDirectory();
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 300));
        assertThat(sequencesFrom(150)).isEqualTo(range(150, 300));
    }

    @Test
    void theJournalGoesOnAfterAnArchivedEpoch() {
        Archive.closedEpochs(data);

        writeAnEpoch();

        assertThat(sequencesFrom(1)).isEqualTo(range(1, 400));
        assertThat(Archive.closedEpochs(data))
                .extracting(Archive.Archived::epoch)
                .containsExactly(3);
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 400));
    }

    @Test
    void anArchivingThatWasInterruptedIsDoneAgain() throws IOException {
        Path archives = Files.createDirectories(data.resolve("journal/archive"));
        Files.writeString(archives.resolve("000001.zip.tmp"), "half of it");
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 300));

        assertThat(Archive.closedEpochs(data)).hasSize(2);

        assertThat(sequencesFrom(1)).isEqualTo(range(1, 300));
        assertThat(archives.resolve("000001.zip.tmp")).doesNotExist();
    }

    /** An old archive may be moved away by its owner; asking for what was in it is refused. */
    @Test
    void whatWasTakenAwayIsNotMissedUntilItIsAskedFor() throws IOException {
        var archived = Archive.closedEpochs(data);
        Files.delete(archived.getFirst().archive());

        assertThat(sequencesFrom(101)).isEqualTo(range(101, 300));
        assertThatThrownBy(() -> sequencesFrom(100))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected sequence 100, but the journal begins with 101");
    }

    @Test
    void aFrameMissingBeforeTheEndOfAnEpochStopsTheReader() throws IOException {
        Path folder = data.resolve("journal/000002");
        Path file;
        try (var files = Files.list(folder)) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = frames.write(151, 1);
        byte[] frame = new byte[length];
        frames.buffer().getBytes(0, frame);
        bytes[placeOf(frame, bytes) + length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> sequencesFrom(1))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected sequence 151 of an epoch that ends with 200, found BAD_CRC in 000002/"
                        + file.getFileName());
    }

    private static int placeOf(byte[] wanted, byte[] bytes) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("the frame is not in the file");
    }
}
