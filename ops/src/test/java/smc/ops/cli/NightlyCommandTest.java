package smc.ops.cli;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.DataLock;
import smc.journal.Frame;
import smc.journal.RewrittenFrames;
import smc.ops.night.FolderCopy;

/** What the command says, writes and exits with; what is done is NightTest's and RetentionTest's. */
class NightlyCommandTest {
    @TempDir
    private static Path made;

    private static Recording sound;

    @TempDir
    private Path folder;

    private Recording recording;

    @BeforeAll
    static void record() {
        sound = Recording.in(made);
    }

    @BeforeEach
    void copy() throws IOException {
        recording = new Recording(sound.folder(), FolderCopy.of(sound.data(), folder.resolve("data")));
    }

    private CommandRun nightly(Object... more) {
        var arguments = new ArrayList<Object>(List.of("nightly", "--data", recording.data()));
        arguments.addAll(List.of(more));
        return smc(arguments.toArray());
    }

    private Path result() {
        return recording.data().resolve("state/nightly.json");
    }

    private CommandRun status(Object... more) throws IOException {
        Files.writeString(
                recording.data().resolve("state/status.json"),
                "{\"pid\": %d, \"written\": \"%s\"}"
                        .formatted(ProcessHandle.current().pid(), Instant.now()));
        var arguments = new ArrayList<Object>(List.of("status", "--data", recording.data()));
        arguments.addAll(List.of(more));
        return smc(arguments.toArray());
    }

    /** Of the frame that closes the first trade, the first effect has one bit of its first number another. */
    private String changeATrade() throws IOException {
        String line = recording.dump("--type", "tradeClosed").getFirst();
        long sequence = Recording.sequence(line);
        RewrittenFrames.in(recording.data(), frame -> {
            if (Frame.sequence(frame, 0) == sequence) {
                int effects = Frame.HEADER_LENGTH + Integer.BYTES + frame.getInt(Frame.HEADER_LENGTH, LITTLE_ENDIAN);
                int fields = effects + Integer.BYTES + 8; // behind the message's length and SBE's header
                frame.putByte(fields, (byte) (frame.getByte(fields) ^ 1));
            }
        });
        return line.replaceAll(".*?(\\d{4}-\\d\\d-\\d\\d)T.*", "$1");
    }

    @Test
    void aGoodNightExitsWithZeroAndStandsInTheStateAndInTheStatus() throws IOException {
        CommandRun run = nightly("--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("good").asBoolean()).isTrue();
        assertThat(new ObjectMapper().readTree(Files.readString(result()))).isEqualTo(json);
        assertThat(recording
                        .data()
                        .resolve("state/nightly/" + json.path("night").asText() + ".json"))
                .hasSameTextualContentAs(result());
        assertThat(status().out())
                .contains("night %s: day %s, nothing to look at"
                        .formatted(json.path("night").asText(), json.path("day").asText()));
        assertThat(new ObjectMapper()
                        .readTree(status("--json").out())
                        .path("nightly")
                        .path("day"))
                .isEqualTo(json.path("day"));
    }

    @Test
    void aDayThatIsAskedForIsLookedAtAndNothingIsWritten() throws IOException {
        String day = changeATrade();
        var before = MarketFolder.files(recording.data());

        CommandRun run = nightly("--day", day);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("the replay concludes something else", "LOOK AT: replay: sequence ")
                .startsWith("day " + day);
        assertThat(MarketFolder.files(recording.data())).isEqualTo(before);
    }

    @Test
    void whatIsWrongIsInTheStatus() throws IOException {
        Files.createDirectories(result().getParent());
        Files.writeString(result(), """
                {"night": "2025-01-07", "day": "2025-01-06", "good": false, "wrong": ["one thing", "another"]}
                """);

        assertThat(status().out())
                .contains("night 2025-01-07: LOOK AT: one thing", "night 2025-01-07: LOOK AT: another");

        Files.writeString(result(), "{");
        CommandRun broken = status();
        assertThat(broken.exitCode()).isZero();
        assertThat(broken.out()).contains("LOOK AT: " + result() + ": expected JSON");
    }

    @Test
    void whatCannotBeAskedForIsUsageAndChangesNothing() {
        var before = MarketFolder.files(recording.data());

        assertUsage(nightly("--keep-days", 31), "--keep-days: expected 32 to 36500, was 31");
        assertUsage(nightly("--keep-days", 40, "--day", "2025-01-02"), "nothing is deleted with --day");
        assertUsage(nightly("--day", "2024-01-01"), "--day: the journal has no frame of 2024-01-01");
        assertUsage(nightly("--day", "yesterday"), "expected a day such as 2025-01-31, was yesterday");
        assertUsage(smc("run", "--keep-days", 31, "--data", folder.resolve("new")), "--keep-days: expected 32 to");
        assertUsage(smc("nightly", "--data", folder), "expected a data folder with a journal in it, was " + folder);
        assertThat(MarketFolder.files(recording.data())).isEqualTo(before);
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void neverTwoAtOnce() {
        try (var _ = DataLock.take(recording.data().resolve("state/nightly"))) {
            CommandRun run = nightly();

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("expected nobody at work in ");
        }
        assertThat(result()).doesNotExist();
    }
}
