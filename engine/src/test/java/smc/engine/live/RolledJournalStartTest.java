package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineImage;
import smc.journal.DiskLimits;
import smc.journal.Frame;
import smc.journal.chronicle.JournalSettings;

/** A process that is killed at a step of its journal's roll from one file to the next, with its newest snapshot in the file before, or behind the roll. */
class RolledJournalStartTest {
    private static final int HISTORY = 400;
    private static final String OLD = "20260311-10F.cq4";
    private static final String NEW = "20260311-11F.cq4";

    /** What Chronicle has in the header of a document that is being written. */
    private static final int NOT_COMPLETE = 1 << 31;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    private static final Instant OF_OLD = Instant.parse("2026-03-11T10:30:00Z");
    private static final Instant OF_NEW = Instant.parse("2026-03-11T11:00:01Z");
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(OF_OLD);

    @TempDir
    private static Path lives;

    /** The moments around the roll, each with how the engine stood. */
    private static Path beforeRoll;

    private static Path afterRoll;
    private static EngineImage imageBefore;
    private static EngineImage imageAfter;

    /** What a start from the first frame goes on with, behind each. */
    private static List<byte[]> framesBefore;

    private static List<byte[]> framesAfter;

    @TempDir
    private Path folder;

    /** Where a kill may come. */
    enum Step {
        NOT_BEGUN,
        NEXT_FILE_BEING_MADE_READY,
        NEXT_FILE_READY,
        OLD_FILE_ENDED,
        NEW_FILE_EMPTY,
        NEW_FILE_OF_ZEROS,
        NEW_FILE_WITHOUT_A_BATCH,
        FIRST_BATCH_BEGUN,
        DONE
    }

    private static JournalSettings hourly() {
        return new JournalSettings(JournalSettings.Roll.HOURLY, NOW::get, DiskLimits.DEFAULT);
    }

    private static LiveRig open(Path data) throws IOException {
        return LiveRig.open(data, LiveRig.shipped(), hourly());
    }

    /** A candle in the first file, with the snapshot of its close; then a trade, in the next. */
    @BeforeAll
    static void roll() throws Exception {
        NOW.set(OF_OLD);
        Path data = lives.resolve("data");
        try (var rig = open(data).running(HISTORY)) {
            rig.candle();
            awaitSnapshot(data);
            beforeRoll = DataCopy.of(data, lives.resolve("before-roll"));
            imageBefore = rig.engine.view().image();
            NOW.set(OF_NEW);
            long atNanos =
                    LiveRig.openNanos(rig.next()) + Duration.ofSeconds(30).toNanos();
            rig.trade(
                    LiveRig.SOL,
                    atNanos,
                    LiveRig.candle(LiveRig.SOL, rig.next()).openE8());
            rig.step(atNanos);
            afterRoll = DataCopy.of(data, lives.resolve("after-roll"));
            imageAfter = rig.engine.view().image();
        }
        assertThat(rollFiles(beforeRoll)).containsExactly(OLD);
        assertThat(rollFiles(afterRoll)).containsExactly(OLD, NEW);
        assertThat(imageAfter.sequence()).isGreaterThan(imageBefore.sequence());
        framesBefore = fromFirst(beforeRoll, imageBefore);
        framesAfter = fromFirst(afterRoll, imageAfter);
    }

    private static List<byte[]> fromFirst(Path moment, EngineImage stood) throws Exception {
        Path data = DataCopy.withoutSnapshots(DataCopy.ofKilled(moment, Path.of(moment + "-whole")));
        goOn(data, stood, 0);
        return framesOfStart(data, stood);
    }

    /** But for the first, which says how the epoch before has ended. */
    private static List<byte[]> framesOfStart(Path data, EngineImage stood) {
        return JournaledFrames.after(data, stood.sequence() + 1);
    }

    /** It is written by a thread of its own. */
    private static void awaitSnapshot(Path data) throws IOException {
        long untilNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (SnapshotFolder.of(data).newestFirst().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(untilNanos);
            Thread.onSpinWait();
        }
    }

    private static Path epoch(Path data) {
        return data.resolve("journal/000001");
    }

    private static List<String> rollFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.list(epoch(data))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    private Path killedAt(Step step) throws IOException {
        boolean hasEnded = step.compareTo(Step.OLD_FILE_ENDED) >= 0;
        Path data = DataCopy.ofKilled(hasEnded ? afterRoll : beforeRoll, folder.resolve("killed"));
        Path epoch = epoch(data);
        Path next = epoch.resolve(NEW);
        switch (step) {
            case NEXT_FILE_BEING_MADE_READY -> Files.write(epoch.resolve("20260311-11F.precreated.tmp"), new byte[100]);
            case NEXT_FILE_READY -> Files.write(epoch.resolve("20260311-11F.precreated"), new byte[1 << 20]);
            case OLD_FILE_ENDED -> Files.delete(next);
            case NEW_FILE_EMPTY -> Files.write(next, new byte[0]);
            case NEW_FILE_OF_ZEROS -> Files.write(next, new byte[1 << 20]);
            case NEW_FILE_WITHOUT_A_BATCH -> zeroFrom(next, firstBatch(next));
            case FIRST_BATCH_BEGUN -> {
                long at = firstBatch(next);
                zeroFrom(next, at + Integer.BYTES);
                write(
                        next,
                        at,
                        ByteBuffer.allocate(Integer.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(0, NOT_COMPLETE));
            }
            case NOT_BEGUN, DONE -> {
                // As it lies there.
            }
        }
        return data;
    }

    /** Where the document of the first batch begins: before the frame behind the last one of the old file. */
    private long firstBatch(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = Integer.BYTES; at < bytes.length - Frame.HEADER_LENGTH; at += Integer.BYTES) {
            boolean isFrame = buffer.getLong(at + 8) == imageBefore.sequence() + 1
                    && buffer.getInt(at) >= Frame.HEADER_LENGTH
                    && buffer.getInt(at) <= Frame.LENGTH_MAX
                    && buffer.getInt(at - Integer.BYTES) >= buffer.getInt(at);
            if (isFrame) {
                return (long) at - Integer.BYTES;
            }
        }
        throw new AssertionError("expected frame " + (imageBefore.sequence() + 1) + " in " + file);
    }

    private static void zeroFrom(Path file, long at) throws IOException {
        long size = Files.size(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    private static void write(Path file, long at, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, at);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedAtAnyStepTheNextStartStandsWhereItStoodAndGoesOnFromTheFileBefore(Step step) throws Exception {
        EngineImage stood = step == Step.DONE ? imageAfter : imageBefore;
        NOW.set(OF_NEW);
        Path data = killedAt(step);
        SnapshotFolder.Entry snapshot = SnapshotFolder.of(data).newestFirst().getFirst();
        assertThat(SnapshotFile.header(snapshot.file()).place().file()).isEqualTo(OLD);

        goOn(data, stood, snapshot.sequence());

        assertThat(framesOfStart(data, stood))
                .hasSizeGreaterThan(10)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(step == Step.DONE ? framesAfter : framesBefore);
    }

    /** @param snapshot 0 for none */
    private static void goOn(Path data, EngineImage stood, long snapshot) throws Exception {
        try (var rig = open(data)) {
            assertThat(rig.engine.snapshot().orElse(0)).isEqualTo(snapshot);
            assertThat(rig.engine.view().image()).isEqualTo(stood);
            assertThat(rig.alarms).isEmpty();
            rig.running(HISTORY + 1).candle();
        }
    }

    @Test
    void aSnapshotOfTheFileBehindARollIsGoneOnFrom() throws Exception {
        Path data = folder.resolve("behind");
        EngineImage stood;
        NOW.set(OF_OLD);
        try (var rig = open(data).running(HISTORY)) {
            rig.candle();
            awaitSnapshot(data); // a stop does not wait long for one that is being written
            NOW.set(OF_NEW);
            rig.engine.stopTrading(Duration.ZERO);
            stood = rig.engine.view().image();
        }
        SnapshotFolder.Entry snapshot = SnapshotFolder.of(data).newestFirst().getFirst();
        assertThat(SnapshotFile.header(snapshot.file()).place().file()).isEqualTo(NEW);

        goOn(DataCopy.ofKilled(data, folder.resolve("killed")), stood, snapshot.sequence());
    }
}
