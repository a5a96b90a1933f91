package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DataLock;
import smc.journal.DiskFullException;
import smc.journal.DiskLevel;
import smc.journal.DiskLimits;
import smc.journal.DiskSpace;
import smc.journal.FatalListener;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.Frames;
import smc.journal.Journal;
import smc.journal.JournalException;

class ChronicleJournalTest {
    private static final DiskSpace PLENTY = () -> Long.MAX_VALUE;
    private static final FatalListener NEVER = (what, cause) -> {
        throw new AssertionError(what, cause);
    };

    @TempDir
    private Path data;

    private DataLock lock;
    private final Frames frames = new Frames();

    @BeforeEach
    void lock() {
        lock = DataLock.take(data);
    }

    @AfterEach
    void unlock() {
        lock.close();
    }

    private ChronicleJournal open() {
        return open(JournalSettings.DEFAULT);
    }

    private ChronicleJournal open(JournalSettings settings) {
        return ChronicleJournal.open(lock, settings, PLENTY, NEVER);
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
    void anEmptyJournalBeginsWithTheFirstStart() {
        try (var journal = open()) {
            assertThat(journal.cut()).isEqualTo(Cut.FIRST_START);
            assertThat(journal.epoch()).isEqualTo(1);
            assertThat(journal.lastSequence()).isZero();
        }
        assertThat(sequencesFrom(1)).isEmpty();
    }

    @Test
    void whatWasAppendedIsReadInOrderOverAllEpochs() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            try (var journal = open()) {
                assertThat(journal.lastSequence()).isEqualTo((epoch - 1) * 1_000L);
                for (int batch = 0; batch < 100; batch++) {
                    frames.append(journal, 10);
                }
            }
        }

        assertThat(sequencesFrom(1)).isEqualTo(range(1, 3_000));
        assertThat(sequencesFrom(1_995)).isEqualTo(range(1_995, 3_000));
        assertThat(sequencesFrom(3_001)).isEmpty();
    }

    /** So that whoever reads can begin where a batch begins, as one who kept the writer's places can. */
    @Test
    void aReaderKnowsThePlaceOfEachBatchAsItsWriterDid() {
        var written = new ArrayList<Journal.Place>();
        for (int epoch = 1; epoch <= 2; epoch++) {
            try (var journal = open()) {
                for (int batch = 0; batch < 50; batch++) {
                    frames.append(journal, 1 + batch % 7);
                    written.add(journal.lastBatch());
                }
            }
        }
        var read = new ArrayList<Journal.Place>();
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(reader.lastBatch()).isEmpty();
            while (reader.poll((_, _, _) -> {}) > 0) {
                read.add(reader.lastBatch().orElseThrow());
            }
        }

        // Of a file that was not there yet when it was asked the writer knows the beginning alone.
        for (int batch = 0; batch < written.size(); batch++) {
            Journal.Place place = written.get(batch);
            long at = place.at() == 0 ? read.get(batch).at() : place.at();
            assertThat(read.get(batch))
                    .isEqualTo(new Journal.Place(place.epoch(), place.file(), at, place.afterSequence()));
            assertThat(place.at() == 0).as("batch %d", batch).isIn(false, batch % 50 == 0);
        }
        Journal.Place place = read.get(70);
        try (var reader = ChronicleReader.open(data, place.afterSequence() + 1, place)) {
            assertThat(new Frames().readAll(reader)).startsWith(place.afterSequence() + 1);
        }
    }

    @Test
    void aFrameIsOfTheEpochThatWroteIt() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            try (var journal = open()) {
                frames.append(journal, 10);
            }
        }

        assertThat(LongStream.of(1, 10, 11, 20, 21, 30).mapToObj(sequence -> JournalFolder.epochOf(data, sequence)))
                .extracting(OptionalInt::getAsInt)
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(JournalFolder.epochOf(data, 0)).isEmpty();
    }

    @Test
    void aCleanEndIsCutAsClean() {
        try (var journal = open()) {
            frames.append(journal, 7);
        }

        try (var journal = open()) {
            assertThat(journal.cut().epoch()).isEqualTo(1);
            assertThat(journal.cut().lastSequence()).isEqualTo(7);
            assertThat(journal.cut().why()).isEqualTo(CutReason.CLEAN);
        }
    }

    @Test
    void anEpochWithoutFramesHandsTheCutOn() {
        try (var journal = open()) {
            frames.append(journal, 7);
        }
        open().close();

        try (var journal = open()) {
            assertThat(journal.epoch()).isEqualTo(3);
            assertThat(journal.cut()).isEqualTo(new Cut(2, 7, CutReason.CLEAN, ""));
            frames.append(journal, 1);
        }
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 8));
    }

    @Test
    void aReaderFollowsWhatIsBeingWrittenIntoTheNextEpoch() {
        var reading = new Frames();
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(reading.readAll(reader)).isEmpty();
            try (var journal = open()) {
                assertThat(reading.readAll(reader)).isEmpty();
                for (int batch = 1; batch <= 20; batch++) {
                    frames.append(journal, 3);
                    assertThat(reading.readAll(reader)).isEqualTo(range(1, batch * 3L));
                }
            }
            try (var journal = open()) {
                frames.append(journal, 1);
                assertThat(reading.readAll(reader)).isEqualTo(range(1, 61));
            }
        }
    }

    @Test
    void filesRollWithTheClock() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-03-11T23:00:00Z"));
        var settings = new JournalSettings(JournalSettings.Roll.DAILY, now::get, DiskLimits.DEFAULT);
        var reading = new Frames();

        try (var journal = open(settings);
                var reader = ChronicleReader.open(data, 1)) {
            for (int day = 1; day <= 3; day++) {
                for (int batch = 0; batch < 50; batch++) {
                    frames.append(journal, 2);
                }
                journal.sync();
                assertThat(reading.readAll(reader)).isEqualTo(range(1, day * 100L));
                now.set(now.get().plus(Duration.ofDays(1)));
            }
        }

        assertThat(names(data.resolve("journal/000001"))).contains("20260311F.cq4", "20260312F.cq4", "20260313F.cq4");
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 300));
        assertThat(sequencesFrom(150)).isEqualTo(range(150, 300));
        try (var journal = open(settings)) {
            assertThat(journal.cut().lastSequence()).isEqualTo(300);
        }
    }

    /** A file is made first and gets its length then: who is killed between the two has lost nothing, and nothing is torn. */
    @Test
    void aProcessKilledAsItMadeTheNextFileHasLostNothing() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-03-11T23:00:00Z"));
        var settings = new JournalSettings(JournalSettings.Roll.DAILY, now::get, DiskLimits.DEFAULT);
        Path killed = data.resolve("killed");
        try (var journal = open(settings)) {
            frames.append(journal, 5);
            now.set(Instant.parse("2026-03-12T00:00:00Z"));
            frames.append(journal, 1);
            copyFiles(data.resolve("journal/000001"), killed.resolve("journal/000001"));
        }
        Files.write(killed.resolve("journal/000001/20260312F.cq4"), new byte[0]);

        for (int epoch = 2; epoch <= 3; epoch++) {
            try (var killedLock = DataLock.take(killed);
                    var journal = ChronicleJournal.open(killedLock, settings, PLENTY, NEVER)) {
                if (epoch == 2) {
                    assertThat(journal.cut().why()).isEqualTo(CutReason.UNCLOSED);
                    assertThat(journal.cut().lastSequence()).isEqualTo(5);
                }
                new Frames().append(journal, 1);
            }
        }
        try (var reader = ChronicleReader.open(killed, 1)) {
            assertThat(new Frames().readAll(reader)).isEqualTo(range(1, 7));
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void aClockSetBackOverTheRollIsNoReasonToStop() {
        var now = new AtomicReference<>(Instant.parse("2026-03-12T00:00:01Z"));
        try (var journal = open(new JournalSettings(JournalSettings.Roll.DAILY, now::get, DiskLimits.DEFAULT))) {
            frames.append(journal, 5);
            now.set(Instant.parse("2026-03-12T23:59:59Z"));
            frames.append(journal, 5);
            now.set(Instant.parse("2026-03-13T00:00:01Z"));
            frames.append(journal, 5);
            now.set(Instant.parse("2026-03-12T23:59:59Z"));
            frames.append(journal, 5);
            journal.sync();
        }
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 20));
    }

    /** Chronicle would make a file for that day, before the one that a live reader reads, which would never see it. */
    @Test
    void aClockSetBackToARollWithoutAFileHidesNothingFromALiveReader() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-03-13T00:00:01Z"));
        var reading = new Frames();
        try (var journal = open(new JournalSettings(JournalSettings.Roll.DAILY, now::get, DiskLimits.DEFAULT));
                var reader = ChronicleReader.open(data, 1)) {
            frames.append(journal, 5);
            assertThat(reading.readAll(reader)).isEqualTo(range(1, 5));

            for (String earlier : List.of("2026-03-12T23:59:59Z", "2026-03-10T12:00:00Z", "2026-03-13T00:00:00Z")) {
                now.set(Instant.parse(earlier));
                frames.append(journal, 5);
                journal.sync();
                assertThat(reading.readAll(reader)).isEqualTo(range(1, journal.lastSequence()));
            }
        }
        assertThat(names(data.resolve("journal/000001")).stream().filter(name -> name.endsWith(".cq4")))
                .containsExactly("20260313F.cq4");
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 20));
    }

    /** What is written while somebody looks behind the place he has come to is neither a hole nor damage. */
    @Test
    void aReaderBesideAWriterNeverTakesItForDamaged() throws InterruptedException {
        var now = new AtomicReference<>(Instant.parse("2026-03-11T00:00:00Z"));
        var isWriting = new AtomicBoolean(true);
        var failure = new AtomicReference<Throwable>();
        try (var journal = open(new JournalSettings(JournalSettings.Roll.HOURLY, now::get, DiskLimits.DEFAULT))) {
            frames.append(journal, 1);
            var reader = Thread.ofPlatform().start(() -> {
                try {
                    while (isWriting.get()) {
                        long before = journal.lastSequence(); // seen late at worst
                        List<Long> read = sequencesFrom(1);
                        assertThat(read).isEqualTo(range(1, read.size()));
                        assertThat((long) read.size()).isGreaterThanOrEqualTo(before);
                        assertThat(JournalFolder.end(data).why()).isNotEqualTo(CutReason.POWER_CUT);
                    }
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                }
            });

            for (int batch = 0; batch < 4_000; batch++) {
                if (batch % 1_000 == 999) {
                    now.set(now.get().plus(Duration.ofHours(1)));
                }
                frames.append(journal, 1 + batch % 7);
            }
            isWriting.set(false);
            reader.join();
            assertThat(failure.get()).isNull();
            assertThat(sequencesFrom(1)).isEqualTo(range(1, journal.lastSequence()));
        }
    }

    /** Without walking ahead, five frames take the few pages they are in. */
    @Test
    void thePagesInFrontOfTheAppenderAreOnTheDiskAlready() throws IOException, InterruptedException {
        try (var journal = open()) {
            frames.append(journal, 5);

            while (journal.touchAhead().step()) {
                // a part of the way in each
            }

            Path file;
            try (Stream<Path> files = Files.list(data.resolve("journal/000001"))) {
                file = files.filter(path -> path.toString().endsWith(".cq4"))
                        .findFirst()
                        .orElseThrow();
            }
            Process du = new ProcessBuilder("du", "-k", file.toString()).start();
            long kibibytes = new Scanner(du.getInputStream(), StandardCharsets.US_ASCII).nextLong();
            assertThat(du.waitFor()).isZero();
            assertThat(kibibytes).isGreaterThanOrEqualTo((8 << 10) - 16); // four pages are no step
        }
    }

    /** As long as batches may be, and more of them than fit in one chunk. */
    @Test
    void theLongestBatchesAreTakenAndReadAgain() {
        var buffer = new UnsafeBuffer(new byte[Journal.BATCH_LENGTH_MAX]);
        var checksum = new FrameChecksum();
        long[] sum = new long[1];

        try (var journal = open()) {
            for (int batch = 0; batch < 12; batch++) {
                for (int offset = 0; offset < buffer.capacity(); offset += Frame.LENGTH_MAX) {
                    long sequence = journal.lastSequence() + 1 + offset / Frame.LENGTH_MAX;
                    Frame.header(buffer, offset, sequence, sequence, 1, (short) 1, (short) 0);
                    buffer.putLong(offset + Frame.LENGTH_MAX - Long.BYTES, sequence);
                    checksum.seal(buffer, offset, Frame.LENGTH_MAX);
                }
                journal.append(buffer, 0, buffer.capacity());
            }
            journal.sync();
        }

        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((frame, offset, length) -> sum[0] += frame.getLong(offset + length - Long.BYTES)) > 0) {
                // summed up as they come
            }
            assertThat(reader.lastSequence()).isEqualTo(96);
        }
        assertThat(sum[0]).isEqualTo(96 * 97 / 2);
    }

    @Test
    void withTooLittleRoomToGoOnAStartIsRefusedBeforeAnythingIsMade() {
        DiskSpace little = () -> (512L << 20) - 1;

        assertThatThrownBy(() -> ChronicleJournal.open(lock, JournalSettings.DEFAULT, little, NEVER))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("at least 512 MiB")
                .hasMessageContaining("are 511");
        assertThat(data.resolve("journal")).doesNotExist();
    }

    @Test
    void theNextFileIsMadeReadyAMinuteBeforeTheRollAndThenUsed() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-03-11T23:58:59Z"));
        InstantSource clock = now::get;
        var settings = new JournalSettings(JournalSettings.Roll.DAILY, clock, DiskLimits.DEFAULT);
        Path folder = data.resolve("journal/000001");

        try (var journal = open(settings)) {
            frames.append(journal, 5);
            journal.touchAhead().step();
            assertThat(names(folder)).doesNotContain("20260312F.precreated");

            now.set(Instant.parse("2026-03-11T23:59:01Z"));
            journal.touchAhead().step();
            assertThat(names(folder)).contains("20260312F.precreated");

            now.set(Instant.parse("2026-03-12T00:00:00Z"));
            frames.append(journal, 5);
            assertThat(names(folder)).contains("20260312F.cq4").doesNotContain("20260312F.precreated");
        }
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 10));
    }

    @Test
    void aBatchThatDoesNotFollowIsRefusedAndNothingOfItWritten() {
        try (var journal = open()) {
            frames.append(journal, 3);
            int length = frames.write(5, 1);

            assertThatThrownBy(() -> journal.append(frames.buffer(), 0, length))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("expected sequence 4 after 3, was 5");

            frames.append(journal, 1);
        }
        assertThat(sequencesFrom(1)).isEqualTo(range(1, 4));
    }

    @Test
    void theRoomOnTheDiskIsAValueToPoll() {
        try (var journal = ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> 1 << 30, NEVER)) {
            assertThat(journal.diskLevel()).isEqualTo(DiskLevel.HALT_ENTRIES);
        }
    }

    @Test
    void aFailedSyncIsFatalAndNothingMoreIsAccepted() throws IOException {
        var fatal = new AtomicReference<String>();
        try (var journal =
                ChronicleJournal.open(lock, JournalSettings.DEFAULT, PLENTY, (what, cause) -> fatal.set(what))) {
            frames.append(journal, 3);
            journal.closeFiles(); // a closed file cannot be forced

            assertThatThrownBy(journal::sync)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("sync through sequence 3");

            assertThat(fatal.get()).contains("cannot sync through sequence 3");
            assertThatThrownBy(() -> frames.append(journal, 1)).isInstanceOf(JournalException.class);
            assertThatThrownBy(journal::sync).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void aSecondOwnerIsRefusedAndToldWhoIsThere() {
        assertThatThrownBy(() -> DataLock.take(data))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
    }

    @Test
    void aMissingEpochIsSaidByName() throws IOException {
        for (int epoch = 1; epoch <= 3; epoch++) {
            open().close();
        }
        Path second = data.resolve("journal/000002");
        Files.delete(second.resolve(Epoch.CUT_FILE));

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected cut.txt in " + second);
        Files.move(second, data.resolve("elsewhere"));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected epoch 000002, found 000003");
    }

    /** The least of some equal rounds, as in the detector's AllocationTest: the JVM charges a thread for work of its own now and then. */
    @Test
    void appendingAndSyncingAllocateNothingOnceWarm() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.setThreadAllocatedMemoryEnabled(true);
        long leastBytes = Long.MAX_VALUE;

        try (var journal = open()) {
            for (int round = 0; round < 8; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int batch = 0; batch < 5_000; batch++) {
                    frames.append(journal, 16);
                    if (batch % 50 == 0) {
                        journal.sync();
                    }
                }
                leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
            }
        }

        assertThat(leastBytes).as("bytes allocated in 5000 batches").isZero();
    }

    /** More than a chunk of 64 MiB, so that Chronicle maps the next one, and a sync covers both. */
    @Test
    void aFileGoesOnBeyondOneChunk() {
        long last;
        try (var journal = open()) {
            for (int batch = 0; batch < 12_000; batch++) {
                frames.append(journal, 64);
            }
            journal.sync();
            last = journal.lastSequence();
        }

        try (var journal = open()) {
            assertThat(journal.cut().lastSequence()).isEqualTo(last);
            assertThat(journal.cut().why()).isEqualTo(CutReason.CLEAN);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
