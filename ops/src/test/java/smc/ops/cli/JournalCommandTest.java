package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.codec.FrameMessage;
import smc.engine.event.text.FrameText;
import smc.feed.market.MadeMarket;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;

class JournalCommandTest {
    private static final int CANDLES = 6 * 24 * 4;

    @TempDir
    private static Path folder;

    private static Recording recording;
    private static List<String> everything;

    @TempDir
    private Path empty;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
        everything = recording.dump();
    }

    @Test
    void statCountsFramesAndMessages() {
        CommandRun stat = journal("stat");

        long frames = Recording.sequence(everything.getLast());
        assertThat(stat.exitCode()).isZero();
        assertThat(stat.outWithoutLayout())
                .containsPattern(
                        "\n1 1 %,d %,d [\\d,]+ 2025-01-01T00:00:01Z 2025-01-07T00:00:00.500Z 1 [\\d,]+ folder clean so far\n"
                                .formatted(frames, frames))
                .contains("\nonEngineStarted 1 ")
                .contains("\nonTrade %,d ".formatted(2 * 4 * CANDLES))
                .contains("\ncandleClosed %,d ".formatted(2 * CANDLES))
                .contains("\ntradeClosed %d "
                        .formatted(everything.stream()
                                .filter(line -> line.contains("  tradeClosed "))
                                .count()));
    }

    @Test
    void dumpShowsEachFrameFromTheStartOfTheEngineOn() {
        assertThat(everything.getFirst())
                .matches("1  2025-01-01T00:00:01Z  onEngineStarted epoch=1 configHash=[0-9a-f]{16} .*");
        assertThat(everything.stream().map(Recording::sequence).distinct().toList())
                .isEqualTo(Stream.iterate(1L, next -> next + 1)
                        .limit(Recording.sequence(everything.getLast()))
                        .toList());
    }

    @Test
    void dumpTakesSequencesWithTheLastLeftOut() {
        assertThat(recording.dump("--from", 3, "--to", 5)).isEqualTo(everything.subList(2, 4));
        assertThat(recording.dump("--from", 5, "--to", 5)).isEmpty();
    }

    @Test
    void dumpTakesTimesWithTheLastLeftOut() {
        List<String> expected = everything.stream()
                .filter(line -> line.contains("  2025-01-02T"))
                .toList();

        assertThat(expected).isNotEmpty();
        assertThat(recording.dump("--from", "2025-01-02", "--to", "2025-01-03T00:00:00Z"))
                .isEqualTo(expected);
    }

    @Test
    void dumpShowsOnlyMessagesOfATypeAskedFor() {
        assertThat(recording.dump("--type", "tradeOpened", "--type", "tradeClosed"))
                .isNotEmpty()
                .isEqualTo(everything.stream()
                        .filter(line -> line.contains("  tradeOpened ") || line.contains("  tradeClosed "))
                        .toList());
    }

    @Test
    void dumpShowsWholeFramesOfASymbolOnly() {
        List<String> shown = recording.dump("--symbol", "AAVEUSD");

        List<Long> about = everything.stream()
                .filter(line -> line.contains(" instrument=1 "))
                .map(Recording::sequence)
                .distinct()
                .toList();
        assertThat(shown).noneMatch(line -> line.contains(" instrument=0 "));
        assertThat(shown.stream().map(Recording::sequence).distinct().toList()).isEqualTo(about);
        assertThat(shown).anyMatch(line -> line.contains("  tradeEntered "));
    }

    @Test
    void dumpAsJsonHasTheSameFramesOneALine() throws IOException {
        List<String> lines = recording.dump("--json", "--type", "candleClosed");

        var mapper = new ObjectMapper();
        assertThat(lines).hasSize(2 * CANDLES);
        for (String line : lines) {
            JsonNode frame = mapper.readTree(line);
            assertThat(frame.get("sequence").isTextual()).isTrue();
            assertThat(frame.at("/messages/0/message").asText()).isEqualTo("candleClosed");
        }
        assertThat(mapper.readTree(lines.getFirst()).at("/messages/0/candle").asText())
                .isEqualTo("2025-01-01T00:00:00.000000000Z");
    }

    @Test
    void dumpFollowsUntilItsEnd() {
        assertThat(recording.dump("--follow", "--to", 4)).isEqualTo(everything.subList(0, 3));
    }

    @Test
    void unixSecondsAreATime() {
        List<String> byTime = recording.dump("--from", "2025-01-02T00:00:00Z", "--to", "2025-01-02T01:00:00Z");

        assertThat(byTime).isNotEmpty();
        assertThat(recording.dump("--from", "1735776000", "--to", "1735779600")).isEqualTo(byTime);
    }

    @Test
    void aSequenceBehindTheLastIsRefusedAndTheLastNamed() {
        long last = Recording.sequence(everything.getLast());

        assertThat(recording.dump("--from", last, "--to", last + 1)).isNotEmpty();
        assertThat(journal("dump", "--from", last + 1))
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "smc: %s: --from: expected a sequence up to %d, the last, was %d%n"
                                .formatted(recording.data(), last, last + 1)));
        CommandRun beyond = journal("dump", "--from", last, "--to", last + 2);
        assertThat(beyond.exitCode()).isEqualTo(1);
        assertThat(beyond.out()).isNotEmpty();
        assertThat(beyond.err())
                .isEqualTo("smc: %s: --to: expected a sequence up to %d, the last, was %d%n"
                        .formatted(recording.data(), last, last + 2));
    }

    @Test
    void dumpRefusesWhatItDoesNotKnow() {
        assertUsage(journal("dump", "--type", "tradeClosd"), "was tradeClosd");
        assertUsage(journal("dump", "--symbol", "BTCUSD"), "--symbol: expected one of SOLUSD, AAVEUSD, was BTCUSD");
        assertUsage(journal("dump", "--from", "yesterday"), "expected a sequence, a day such as 2025-01-31");
        assertUsage(journal("dump", "--to", "#9223372036854775808"), "expected a sequence from 1 to below 2^63");
        assertUsage(journal("dump", "--to", "12345678901"), "expected unix seconds of 10 digits");
        assertUsage(journal("dump", "--from", "7", "--to", "6"), "--from sequence 7 is after --to sequence 6");
        assertUsage(
                journal("dump", "--from", "2025-01-02", "--to", "1735689600"),
                "--from 2025-01-02T00:00:00Z is after --to 2025-01-01T00:00:00Z");
        assertUsage(
                journal("dump", "--to", "2262-04-12T00:00:00Z"), "expected a time from 1970-01-01T00:00:00Z to 2262");
    }

    @Test
    void verifyFindsARecordingSoundAndReplaysIt() {
        CommandRun verify = journal("verify", "--replay");

        assertThat(verify.err()).isEmpty();
        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out())
                .contains("sound: %,d frames".formatted(Recording.sequence(everything.getLast())))
                .contains("byte-identical");
    }

    @Test
    void verifyNamesTheFrameAndThePlaceOfAFlippedByte() throws IOException {
        Path file = rollFile(recording.data());
        long frame = offsetOfFrame(file, 1_000);
        long last = Recording.sequence(everything.getLast());
        flip(file, frame + Frame.HEADER_LENGTH + 3);
        try {
            CommandRun verify = journal("verify");

            assertThat(verify)
                    .isEqualTo(new CommandRun(
                            1,
                            "",
                            "smc: damaged: expected sequence 1000 of epoch 1, which was closed after sequence %d, found BAD_CRC in 000001/%s at byte %d; %,d sound frames lie behind it, 1001 to %d%n"
                                    .formatted(last, file.getFileName(), frame - Integer.BYTES, last - 1_000, last)));
        } finally {
            flip(file, frame + Frame.HEADER_LENGTH + 3);
        }
    }

    /** One number of one effect is another: the checksum is right, and the core says something else. */
    @Test
    void replayShowsTheFirstDifferenceSideBySide() throws IOException {
        Path data = empty.resolve("data");
        String changed = copyWithOneEquityChanged(data);

        CommandRun verify = smc("journal", "verify", "--replay", "--data", data);

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.outWithoutLayout())
                .contains("sound: ")
                .contains("sequence " + Recording.sequence(changed) + " at ")
                .contains("message candleClosed candleClosed\n")
                .contains("message equity equity differs\n")
                .contains(" unrealised=0.00000123 unrealised=" + Recording.value(changed, "unrealised") + " differs\n");
    }

    @Test
    void aConfigurationThatWasChangedIsNotReplayedBy() throws IOException {
        Path data = empty.resolve("data");
        copyWithOneEquityChanged(data);
        Path file = onlyFileIn(data.resolve("config"));
        Files.writeString(file, Files.readString(file).replaceFirst("\"cooldownCandles\":3", "\"cooldownCandles\":4"));

        CommandRun verify = smc("journal", "verify", "--replay", "--data", data);

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.err()).contains("it has been changed").contains(file.toString());
    }

    @Test
    void aJournalIsEqualToItself() {
        assertThat(smc("journal", "diff", recording.data(), recording.data()))
                .isEqualTo(new CommandRun(
                        0, "equal: %,d frames%n".formatted(Recording.sequence(everything.getLast())), ""));
    }

    /** The copy is shorter too, but what differs before that is what it is about. */
    @Test
    void diffShowsTheFirstFrameThatDiffersAsADumpDoes() throws IOException {
        Path data = empty.resolve("data");
        String changed = copyWithOneEquityChanged(data);
        long sequence = Recording.sequence(changed);
        String otherLine =
                changed.replace("unrealised=" + Recording.value(changed, "unrealised"), "unrealised=0.00000123");

        CommandRun diff = smc("journal", "diff", recording.data(), data);

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out()).isEqualTo("""
                        the first frame that differs is sequence %d at %s, after %,d frames that are equal

                        %s
                        %s
                        %s
                        %s
                        """.formatted(
                        sequence,
                        changed.split(" +", 3)[1],
                        sequence - 1,
                        recording.data(),
                        marked(recording.dump("--from", sequence, "--to", sequence + 1), changed),
                        "\n" + data,
                        marked(
                                new Recording(recording.folder(), data).dump("--from", sequence, "--to", sequence + 1),
                                otherLine)));
    }

    @Test
    void diffSaysWhichJournalGoesOnAndFromWhere() throws IOException {
        Path data = empty.resolve("data");
        copy(data, 1_000, Integer.MAX_VALUE, (_, _) -> {});
        long last = Recording.sequence(everything.getLast());
        String lastOfCopy = everything.stream()
                .filter(line -> Recording.sequence(line) == 1_000)
                .findFirst()
                .orElseThrow();
        String next = everything.stream()
                .filter(line -> Recording.sequence(line) == 1_001)
                .findFirst()
                .orElseThrow();
        String expected = """
                equal up to the end of %s: 1,000 frames, the last of sequence 1000 at %s
                %s goes on: %,d frames more, from sequence 1001 at %s on
                """.formatted(
                        data, lastOfCopy.split(" +", 3)[1], recording.data(), last - 1_000, next.split(" +", 3)[1]);

        assertThat(smc("journal", "diff", data, recording.data())).isEqualTo(new CommandRun(1, expected, ""));
        assertThat(smc("journal", "diff", recording.data(), data)).isEqualTo(new CommandRun(1, expected, ""));
    }

    /** A build is no part of what happened: two builds are compared to find what they conclude otherwise. */
    @Test
    void diffCountsFramesOfOtherBuildsAsEqual() throws IOException {
        Path data = empty.resolve("data");
        Path other = empty.resolve("other");
        copy(data, 10, Integer.MAX_VALUE, (_, _) -> {});
        copy(
                other,
                10,
                4,
                (frame, length) -> changeHeader(frame, length, Frame.build(frame, 0) + 1, Frame.flags(frame, 0)));

        assertThat(smc("journal", "diff", data, other))
                .isEqualTo(new CommandRun(
                        0, "equal: 10 frames\n1 frame alike but for the number of the build that wrote them\n", ""));
    }

    /** A dump does not show whether a frame asks for a sync. */
    @Test
    void diffShowsTheHeadsWhereTheDumpsAreTheSame() throws IOException {
        Path data = empty.resolve("data");
        Path other = empty.resolve("other");
        copy(data, 10, Integer.MAX_VALUE, (_, _) -> {});
        copy(
                other,
                10,
                4,
                (frame, length) -> changeHeader(
                        frame, length, Frame.build(frame, 0), (short) (Frame.flags(frame, 0) ^ Frame.FLAG_SYNC)));

        CommandRun diff = smc("journal", "diff", data, other);

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out())
                .startsWith("the first frame that differs is sequence 4 at ")
                .contains(", after 3 frames that are equal\n")
                .containsPattern("\\* [\\d,]+ bytes, schema version \\d+, flags 0\n")
                .containsPattern("\\* [\\d,]+ bytes, schema version \\d+, flags 1\n");
    }

    @Test
    void diffNamesTheDamagedJournalOfTheTwo() throws IOException {
        Path data = empty.resolve("data");
        copy(data, 2_000, Integer.MAX_VALUE, (_, _) -> {});
        Path file = rollFile(data);
        flip(file, offsetOfFrame(file, 1_000) + Frame.HEADER_LENGTH + 3);

        CommandRun diff = smc("journal", "diff", recording.data(), data);

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out()).isEmpty();
        assertThat(diff.err()).startsWith("smc: " + data + ": damaged: expected sequence 1000 of epoch 1");
    }

    @Test
    void diffNamesTheFolderThatHasNoJournal() throws IOException {
        Path foreign = Files.createDirectory(empty.resolve("foreign"));
        Path bare = Files.createDirectories(empty.resolve("bare/journal")).getParent();

        assertUsage(
                smc("journal", "diff", recording.data(), foreign),
                "expected a data folder with a journal in it, was " + foreign);
        assertUsage(
                smc("journal", "diff", empty.resolve("missing"), recording.data()),
                "no such folder: " + empty.resolve("missing"));
        assertUsage(smc("journal", "diff", recording.data()), "Missing required parameter");
        assertThat(smc("journal", "diff", bare, bare))
                .isEqualTo(new CommandRun(
                        1, "", "smc: %s: expected an epoch in the journal, there is none%n".formatted(bare)));
    }

    @Test
    void archiveCompressesClosedEpochsAndTheyAreReadAsBefore() throws IOException {
        Path data = empty.resolve("data");
        copyWithOneEquityChanged(data);
        var copy = new Recording(recording.folder(), data);
        List<String> before = copy.dump();
        assertThat(smc("journal", "archive", "--data", data).out()).startsWith("nothing to do");
        startOnceMore(data);

        CommandRun archive = smc("journal", "archive", "--data", data);

        assertThat(archive.exitCode()).isZero();
        assertThat(archive.outWithoutLayout())
                .containsPattern("\n1 [\\d,]+ [\\d,]+ " + data + "/journal/archive/000001.zip\n");
        assertThat(copy.dump()).isEqualTo(before);
        assertThat(smc("journal", "stat", "--data", data).outWithoutLayout())
                .contains(" archive clean\n")
                .contains("\n2 0 0 0 0 ");
        assertThat(smc("journal", "verify", "--data", data).exitCode()).isZero();
    }

    @Test
    void whatIsNoJournalIsAUsageError() throws IOException {
        Path missing = empty.resolve("missing");
        Path foreign = Files.createDirectory(empty.resolve("foreign"));
        Path file = Files.createFile(empty.resolve("file"));

        for (String command : List.of("stat", "dump", "verify", "archive")) {
            assertUsage(smc("journal", command, "--data", missing), "no such folder: " + missing);
            assertUsage(
                    smc("journal", command, "--data", foreign),
                    "expected a data folder with a journal in it, was " + foreign);
            assertUsage(smc("journal", command, "--data", file), "expected a folder, is a file: " + file);
            assertUsage(smc("journal", command), "Missing required option: '--data=DIR'");
        }
        assertUsage(smc("journal"), "Which command?");
    }

    @Test
    void anEmptyJournalIsSaidToBeEmpty() throws IOException {
        Files.createDirectories(empty.resolve("journal"));

        for (String command : List.of("stat", "verify")) {
            CommandRun run = smc("journal", command, "--data", empty);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("smc: expected an epoch in " + empty.resolve("journal") + ", there is none"
                            + System.lineSeparator());
        }
    }

    @Test
    void resultsAreNotWrittenOverSomething() throws IOException {
        Files.createFile(empty.resolve("file"));

        assertUsage(journal("results", "--out", empty), "--out: the folder exists and is not empty: " + empty);
    }

    private static CommandRun journal(String command, Object... arguments) {
        return smc(Stream.concat(Stream.of("journal", command, "--data", recording.data()), Stream.of(arguments))
                .toArray());
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc journal").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    static Path rollFile(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal/000001"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().orElseThrow();
        }
    }

    /** Where the file has a sequence, and behind it a time of the recording's first month. */
    static long offsetOfFrame(Path file, long sequence) throws IOException {
        var start = new byte[1 << 20];
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.readFully(start);
        }
        ByteBuffer buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        long fromNanos = TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond());
        for (int at = 8; at < start.length - 16; at += 4) {
            long sinceStart = buffer.getLong(at + 8) - fromNanos;
            if (buffer.getLong(at) == sequence && sinceStart > 0 && sinceStart < TimeUnit.DAYS.toNanos(31)) {
                return at - 8L;
            }
        }
        throw new AssertionError("no sequence " + sequence + " in the first MiB of " + file);
    }

    static void flip(Path file, long position) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int before = bytes.read();
            bytes.seek(position);
            bytes.write(before ^ 1);
        }
    }

    static void startOnceMore(Path data) throws IOException {
        try (DataLock lock = DataLock.take(data)) {
            open(lock).close();
        }
    }

    private static ChronicleJournal open(DataLock lock) throws IOException {
        return ChronicleJournal.open(lock, JournalSettings.DEFAULT, DiskSpace.of(lock.dataFolder()), (what, cause) -> {
            throw new AssertionError(what, cause);
        });
    }

    /** The first two days of the recording as a journal of its own. Returns the line of the message that was changed, as it was. */
    private static String copyWithOneEquityChanged(Path data) throws IOException {
        String changed = everything.stream()
                .filter(line -> line.contains("  2025-01-02T") && line.contains("  equity "))
                .findFirst()
                .orElseThrow();
        copy(
                data,
                Recording.sequence(everything.getLast()) / 3,
                Recording.sequence(changed),
                JournalCommandTest::changeFirstEquity);
        return changed;
    }

    /** The beginning of the recording as a journal of its own, with one frame changed. */
    private static void copy(Path data, long frames, long sequence, ObjIntConsumer<UnsafeBuffer> change)
            throws IOException {
        Files.createDirectories(data.resolve("config"));
        Path config = onlyFileIn(recording.data().resolve("config"));
        Files.copy(config, data.resolve("config").resolve(config.getFileName()));
        try (DataLock lock = DataLock.take(data);
                var journal = open(lock);
                var reader = ChronicleReader.open(recording.data(), 1)) {
            while (journal.lastSequence() < frames) {
                reader.poll((buffer, offset, length) -> {
                    if (journal.lastSequence() == frames) {
                        return;
                    }
                    var frame = new UnsafeBuffer(new byte[length]);
                    frame.putBytes(0, buffer, offset, length);
                    if (Frame.sequence(frame, 0) == sequence) {
                        change.accept(frame, length);
                    }
                    journal.append(frame, 0, length);
                });
            }
        }
    }

    /** Lines as they are shown of a frame of two. */
    private static String marked(List<String> dump, String different) {
        assertThat(dump).contains(different);
        return dump.stream()
                .map(line -> (line.equals(different) ? "* " : "  ") + line)
                .collect(Collectors.joining("\n"));
    }

    private static void changeHeader(UnsafeBuffer frame, int length, int build, short flags) {
        Frame.header(
                frame,
                0,
                Frame.sequence(frame, 0),
                Frame.atNanos(frame, 0),
                build,
                Frame.schemaVersion(frame, 0),
                flags);
        new FrameChecksum().seal(frame, 0, length);
    }

    /** The unrealised result is its last field. */
    private static void changeFirstEquity(UnsafeBuffer frame, int length) {
        var text = new FrameText();
        var message = new FrameMessage();
        int at = Frame.HEADER_LENGTH;
        do {
            at = message.read(frame, at, length);
        } while (!text.name(message.templateId()).equals("equity"));
        DirectBuffer fields = message.buffer();
        assertThat(fields).isSameAs(frame);
        frame.putLong(message.offset() + message.blockLength() - Long.BYTES, 123, ByteOrder.LITTLE_ENDIAN);
        new FrameChecksum().seal(frame, 0, length);
    }
}
