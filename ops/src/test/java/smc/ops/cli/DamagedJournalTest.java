package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.codec.EventSchema;
import smc.journal.Frame;

/** One bit in the middle of a journal: whoever is asked says so, and nobody goes on as if it ended there. */
class DamagedJournalTest {
    @TempDir
    private static Path folder;

    private static Recording recording;
    private static Path file;
    private static long bit;
    private static long last;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void record() throws IOException {
        recording = Recording.in(folder);
        last = Recording.sequence(recording.dump().getLast());
        file = JournalCommandTest.rollFile(recording.data());
        bit = JournalCommandTest.offsetOfFrame(file, 1_000) + Frame.HEADER_LENGTH + 3;
    }

    /** Nobody closed it, as after a kill: the frames behind alone say that it is no end. */
    private static void damaged(boolean wasClosed, Check check) throws IOException {
        Path closed = file.resolveSibling("closed.txt");
        Path aside = folder.resolve("closed.txt");
        JournalCommandTest.flip(file, bit);
        if (!wasClosed) {
            Files.move(closed, aside);
        }
        try {
            check.run();
        } finally {
            JournalCommandTest.flip(file, bit);
            if (!wasClosed) {
                Files.move(aside, closed);
            }
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private String damage() {
        return "smc: damaged: expected sequence 1000 or the end of epoch 1, found BAD_CRC in 000001/%s at byte %d; %,d sound frames lie behind it, 1001 to %d%n"
                .formatted(file.getFileName(), bit - 3 - Frame.HEADER_LENGTH - Integer.BYTES, last - 1_000, last);
    }

    @Test
    void everyReaderSaysDamaged() throws IOException {
        Path data = recording.data();
        Map<String, CommandRun> runs = new TreeMap<>();
        damaged(false, () -> {
            runs.put("stat", smc("journal", "stat", "--data", data));
            runs.put("dump", smc("journal", "dump", "--data", data));
            runs.put("dump --from", smc("journal", "dump", "--data", data, "--from", 2_000));
            runs.put("dump --follow", smc("journal", "dump", "--data", data, "--follow"));
            runs.put("verify", smc("journal", "verify", "--data", data));
            runs.put("verify --replay", smc("journal", "verify", "--replay", "--data", data));
            runs.put("results", smc("journal", "results", "--data", data, "--out", scratch.resolve("results")));
            runs.put("at", smc("at", "2025-01-06", "--data", data));
            runs.put("why", smc("why", 1, "--data", data));
            runs.put("why-not", smc("why-not", "SOLUSD", "--data", data));
        });

        assertThat(runs).allSatisfy((command, run) -> {
            assertThat(run.err()).as(command).isEqualTo(damage());
            assertThat(run.exitCode()).as(command).isEqualTo(1);
        });
        assertThat(runs.get("stat").outWithoutLayout())
                .containsPattern("\n1 1 999 999 .* folder DAMAGED\n")
                .contains("\nonEngineStarted 1 ");
        assertThat(runs.get("dump").out().lines().toList().getLast()).startsWith("999 ");
        assertThat(runs.get("results").out()).isEmpty();
        assertThat(scratch.resolve("results")).doesNotExist();
    }

    @Test
    void whatLiesBeforeTheDamageIsToldAsBefore() throws IOException {
        CommandRun before = smc("at", 500, "--data", recording.data());

        damaged(false, () -> {
            assertThat(smc("at", 500, "--data", recording.data())).isEqualTo(before);
            assertThat(smc("at", 999, "--data", recording.data()).exitCode()).isEqualTo(1);
        });

        assertThat(before.exitCode()).isZero();
        assertThat(before.err()).isEmpty();
    }

    @Test
    void aStartIsRefusedBeforeAnythingIsBegun() throws IOException {
        for (boolean wasClosed : new boolean[] {true, false}) {
            damaged(wasClosed, () -> {
                CommandRun run = run(recording.data(), "--for", "1s");

                assertThat(run.exitCode()).isEqualTo(3);
                assertThat(run.out()).isEmpty();
                assertThat(run.err())
                        .startsWith("smc: refused: damaged: expected sequence 1000 ")
                        .contains("; restore " + recording.data()
                                + " from a copy, or give up what lies behind by hand with --accept-loss-after 999");
            });
        }
        assertThat(recording.data().resolve("exchange")).doesNotExist();
        assertThat(recording.data().resolve("journal/000002")).doesNotExist();
    }

    @Test
    void aLossIsAcceptedOnlyAfterTheRightFrame() throws IOException {
        damaged(false, () -> {
            CommandRun run = run(recording.data(), "--for", "1s", "--accept-loss-after", 1_000);

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("expected a loss to be accepted after sequence 999, the last sound one before the damage")
                    .contains("was 1000");
        });
        CommandRun run = run(recording.data(), "--for", "1s", "--accept-loss-after", 999);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("the journal is sound");
    }

    @Test
    void anEpochWithoutACloseIsSoundAndSaidToBeOne() throws IOException {
        Path closed = file.resolveSibling("closed.txt");
        Path aside = scratch.resolve("closed.txt");
        Files.move(closed, aside);
        try {
            CommandRun verify = smc("journal", "verify", "--data", recording.data());
            assertThat(verify.exitCode()).isZero();
            assertThat(verify.out())
                    .contains("the journal ends here: epoch 1 ended without a close, after sequence " + last);
            assertThat(smc("journal", "stat", "--data", recording.data()).outWithoutLayout())
                    .contains(" folder without a close so far\n");
        } finally {
            Files.move(aside, closed);
        }
    }

    @Test
    void aDamagedEpochIsNotArchivedAndADamagedArchiveIsSaid() throws IOException {
        Path data = scratch.resolve("data");
        copy(recording.data(), data);
        JournalCommandTest.startOnceMore(data);
        Path copied = JournalCommandTest.rollFile(data);
        JournalCommandTest.flip(copied, bit);

        CommandRun refused = smc("journal", "archive", "--data", data);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("damaged: expected sequence 1000 of an epoch that ends with " + last);
        assertThat(copied).isRegularFile();

        JournalCommandTest.flip(copied, bit);
        assertThat(smc("journal", "archive", "--data", data).exitCode()).isZero();
        assertThat(smc("journal", "verify", "--data", data).exitCode()).isZero();
        Path archive = data.resolve("journal/archive/000001.zip");
        try (var zip = new RandomAccessFile(archive.toFile(), "rw")) {
            zip.seek(zip.length() / 2);
            int before = zip.read();
            zip.seek(zip.length() / 2);
            zip.write(before ^ 16);
        }
        for (Object[] command : new Object[][] {
            {"journal", "verify", "--data", data},
            {"journal", "stat", "--data", data},
            {"at", "2025-01-08", "--data", data},
            {"journal", "results", "--data", data, "--out", scratch.resolve("results")}
        }) {
            CommandRun run = smc(command);
            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.err()).contains("damaged: ");
        }
    }

    /** A live engine, killed, one bit flipped, gone on with by hand. */
    @Test
    void aLossAcceptedByHandIsToldAndReadThrough() throws IOException {
        Path data = scratch.resolve("data");
        assertThat(live(data).exitCode()).isZero();
        Path written = JournalCommandTest.rollFile(data);
        Files.delete(written.resolveSibling("closed.txt"));
        removeSnapshots(data); // else nobody reads what lies before the one of the stop
        List<String> frames =
                smc("journal", "dump", "--data", data).out().lines().toList();
        long damagedAt = Recording.sequence(frames.getLast()) - 50;
        JournalCommandTest.flip(written, offsetOf(written, damagedAt) + Frame.HEADER_LENGTH + 1);

        CommandRun refused = live(data);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("--accept-loss-after " + (damagedAt - 1));
        CommandRun accepted = live(data, "--accept-loss-after", damagedAt - 1);

        assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
        assertThat(accepted.out())
                .contains(
                        "ALARM  what lay behind sequence %d of epoch 1 was given up by hand: damaged: expected sequence %d "
                                .formatted(damagedAt - 1, damagedAt));
        assertThat(accepted.err())
                .contains("epoch 2, what lay behind sequence %d was given up by hand".formatted(damagedAt - 1));
        assertThat(smc("journal", "dump", "--data", data, "--type", "onEngineStarted")
                        .out())
                .contains("epoch=2 ")
                .contains("keptSequence=%d cutReason=10".formatted(damagedAt - 1));
        CommandRun verify = smc("journal", "verify", "--replay", "--data", data);
        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(smc("journal", "stat", "--data", data).outWithoutLayout()).contains(" ACCEPTED_LOSS in damaged: ");
        assertThat(live(data).exitCode()).isZero();
    }

    private static void removeSnapshots(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static CommandRun live(Path data, Object... arguments) {
        return run(
                data,
                Stream.concat(Stream.of("--for", "2s", "--speed", 900, "--history-days", 4), Stream.of(arguments))
                        .toArray());
    }

    private static CommandRun run(Path data, Object... arguments) {
        return smc(Stream.concat(
                        Stream.of("run", "--config", recording.folder().path().resolve("config"), "--data", data),
                        Stream.of(arguments))
                .toArray());
    }

    /** Of a frame of a live journal, whose sequences lie behind the history's. */
    private static long offsetOf(Path rollFile, long sequence) throws IOException {
        byte[] bytes = new byte[8 << 20];
        try (var opened = new RandomAccessFile(rollFile.toFile(), "r")) {
            opened.readFully(bytes);
        }
        var buffer = new UnsafeBuffer(bytes);
        for (int at = 0; at + Frame.HEADER_LENGTH < bytes.length; at += 4) {
            if (Frame.sequence(buffer, at) == sequence
                    && Frame.length(buffer, at) >= Frame.HEADER_LENGTH
                    && Frame.length(buffer, at) < 10_000
                    && Frame.schemaVersion(buffer, at) == EventSchema.VERSION) {
                return at;
            }
        }
        throw new AssertionError("no frame " + sequence + " in " + rollFile);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.sorted().toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)));
        }
    }
}
