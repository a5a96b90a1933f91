package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.CutReason;
import smc.journal.DataLock;
import smc.journal.DiskLimits;
import smc.journal.Frames;
import smc.journal.JournalException;

/**
 * A process that appends and says what it has appended is killed (SIGKILL) at a random moment, again and again on the same data: not one frame
 * it acknowledged may be missing. {@code -Dsmc.journal.kills=500} kills more often than the 20 times of CI.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("smc.journal.kills", 20);
    private static final int BATCHES_MAX = 1_000;

    /** Of lives in which an hour passes every {@value #BATCHES_AN_HOUR} batches, so that some die in a roll. */
    private static final int ROLLING_KILLS = Math.max(1, KILLS / 4);

    private static final int BATCHES_AN_HOUR = 60;
    private static final int ROLLING_BATCHES_MAX = 300;

    @TempDir
    private Path data;

    /**
     * The process that is killed: appends batches without end and writes the last sequence of each to its output, 8 bytes. Folder, seed, and whether
     * its clock runs.
     */
    public static void main(String[] arguments) throws IOException {
        var frames = new Frames();
        var random = new Random(Long.parseLong(arguments[1]));
        long stepMillis = Boolean.parseBoolean(arguments[2]) ? TimeUnit.HOURS.toMillis(1) / BATCHES_AN_HOUR : 0;
        var millis = new AtomicLong(Instant.parse("2026-03-11T10:00:00Z").toEpochMilli());
        var settings = new JournalSettings(
                JournalSettings.Roll.HOURLY, () -> Instant.ofEpochMilli(millis.get()), DiskLimits.DEFAULT);
        try (var lock = DataLock.take(Path.of(arguments[0]));
                var journal = open(lock, settings);
                var acknowledged = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
            while (true) {
                millis.addAndGet(stepMillis);
                frames.append(journal, 1 + random.nextInt(64));
                if (random.nextInt(10) == 0) {
                    journal.sync();
                }
                acknowledged.writeLong(journal.lastSequence());
            }
        }
    }

    private static ChronicleJournal open(DataLock lock, JournalSettings settings) {
        return ChronicleJournal.open(lock, settings, () -> Long.MAX_VALUE, (_, cause) -> cause.printStackTrace());
    }

    @Test
    void noAcknowledgedFrameIsLost() throws IOException, InterruptedException {
        kill(KILLS, BATCHES_MAX, false);
    }

    @Test
    void noAcknowledgedFrameIsLostWhereFilesAreRolled() throws IOException, InterruptedException {
        kill(ROLLING_KILLS, ROLLING_BATCHES_MAX, true);

        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Epoch::isRollFile)).hasSizeGreaterThan(2 * ROLLING_KILLS);
        }
    }

    private void kill(int kills, int batchesMax, boolean rolls) throws IOException, InterruptedException {
        long last = 0;

        for (long seed = 1; seed <= kills; seed++) {
            long acknowledged = killedAfter(1 + new Random(seed).nextInt(batchesMax), seed, rolls);

            assertThat(acknowledged).as("seed %d", seed).isGreaterThan(last);
            try (var lock = DataLock.take(data);
                    var journal = open(lock, JournalSettings.DEFAULT)) {
                assertThat(journal.cut().lastSequence()).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
                // Of a batch whose header was never completed the whole frames count; the one being copied may have no
                // length yet, or no end.
                assertThat(journal.cut().why())
                        .as("seed %d", seed)
                        .isIn(
                                CutReason.UNCLOSED,
                                CutReason.INCOMPLETE,
                                CutReason.HOLE,
                                CutReason.BAD_LENGTH,
                                CutReason.BAD_CRC);
                last = journal.lastSequence();
            }
        }

        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(new Frames().readAll(reader))
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    /** Runs the process until it has acknowledged so many batches, and kills it; the last sequence it acknowledged. */
    private long killedAfter(int batches, long seed, boolean rolls) throws IOException, InterruptedException {
        Process process = start(seed, rolls);
        long acknowledged = 0;
        try (var in = new DataInputStream(process.getInputStream())) {
            for (int batch = 0; batch < batches; batch++) {
                acknowledged = in.readLong();
            }
            assertThatThrownBy(() -> DataLock.take(data))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + process.pid());
            process.toHandle().destroyForcibly(); // not process.destroyForcibly(), which would close its output unread
            while (true) {
                acknowledged = in.readLong();
            }
        } catch (EOFException _) {
            assertThat(process.waitFor()).as("killed, seed %d", seed).isEqualTo(128 + 9);
            return acknowledged;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(long seed, boolean rolls) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-X"))
                .forEach(command::add);
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(KillTest.class.getName(), data.toString(), Long.toString(seed), Boolean.toString(rolls)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
