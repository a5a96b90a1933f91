package smc.exchange.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.exchange.FolderTakenException;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.json.Documents;

/** One exchange a folder, in whatever process, and nothing of its log lost without a word. */
class CommandLogTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    private Path folder;

    /** The second process: takes the log, says so, or why not. */
    public static void main(String[] arguments) throws IOException {
        try (var log = new CommandLog(Path.of(arguments[0]))) {
            System.out.print("taken, " + log.lines().size() + " lines");
        } catch (FolderTakenException e) {
            System.out.print("refused: " + e.getMessage());
        }
    }

    @Test
    void aSecondProcessIsRefusedAndTouchesNothing() throws Exception {
        Path file = folder.resolve(CommandLog.FILE);
        try (var log = new CommandLog(folder)) {
            log.append(header());
            appendElsewhere("{place:1", file); // half a line, as while it is written

            assertThat(secondProcess()).isEqualTo("refused: " + file + ": another exchange runs on this folder");
            assertThat(Files.size(file)).isEqualTo(header().toString().length() + 1 + 8);
        }
        assertThat(secondProcess()).isEqualTo("taken, 1 lines");
    }

    /** A line of the list: {@code 1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 0 EOF}. */
    @Test
    void theSystemKnowsOfTheLockAsLongAsItIsOpen() throws IOException {
        assumeThat(LOCKS).exists();
        Path file = folder.resolve(CommandLog.FILE);
        try (var log = new CommandLog(folder)) {
            assertThat(isLockedByUs(file)).isTrue();
            log.append(header());
            assertThatThrownBy(() -> new CommandLog(folder)).isInstanceOf(FolderTakenException.class);
            assertThatThrownBy(() -> EmbeddedExchange.recordedStart(folder)).isInstanceOf(FolderTakenException.class);
            assertThat(isLockedByUs(file)).isTrue();
        }
        assertThat(isLockedByUs(file)).isFalse();
        try (var again = new CommandLog(folder)) { // which reads what is there
            assertThat(again.lines()).hasSize(1);
            assertThat(isLockedByUs(file)).isTrue();
        }
    }

    @Test
    void aCommandThatIsNotWhatWasWrittenIsDamaged() throws IOException {
        List<String> lines = threeCommands();

        for (int line = 1; line <= 3; line++) {
            var changed = new ArrayList<>(lines);
            changed.set(line, lines.get(line).replace("\"size\":1", "\"size\":9"));
            assertDamaged(changed, line + 1);
            var missing = new ArrayList<>(lines);
            missing.remove(line);
            if (line < 3) {
                assertDamaged(missing, line + 1);
            }
        }
        Files.write(folder.resolve(CommandLog.FILE), lines);
        try (var log = new CommandLog(folder)) {
            assertThat(log.lines().get(1).toString())
                    .isEqualTo("{\"place\":1,\"command\":\"PLACE\",\"body\":{\"size\":11}}");
            log.append(command(4));
        }
        try (var log = new CommandLog(folder)) {
            assertThat(log.lines()).hasSize(5);
        }
    }

    @Test
    void zerosInTheMiddleAreDamagedAndAtTheEndATornTail() throws IOException {
        List<String> lines = threeCommands();
        Path file = folder.resolve(CommandLog.FILE);
        byte[] whole = Files.readAllBytes(file);
        byte[] hole = whole.clone();
        Arrays.fill(hole, lines.getFirst().length() + 10, lines.getFirst().length() + 30, (byte) 0);
        Files.write(file, hole);

        assertThatThrownBy(() -> new CommandLog(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(CommandLog.FILE + ":2: damaged: ")
                .hasMessageContaining("restore " + folder.toAbsolutePath() + " from a copy");
        assertThat(Files.readAllBytes(file)).isEqualTo(hole);

        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        try (var log = new CommandLog(folder)) {
            assertThat(log.lines()).hasSize(4);
            assertThat(log.bytesCutOff()).isEqualTo(100);
        }
    }

    /** As older builds wrote it. */
    @Test
    void aLogWithoutChecksumsIsReadAndGoneOnWith() throws IOException {
        Files.write(
                folder.resolve(CommandLog.FILE),
                List.of(header().toString(), command(1).toString(), "{\"place\":4}"));
        try (var log = new CommandLog(folder)) {
            assertThat(log.lines()).hasSize(3);
            log.append(command(5));
        }
        try (var log = new CommandLog(folder)) {
            assertThat(log.lines()).hasSize(4);
        }
    }

    private void assertDamaged(List<String> lines, int number) throws IOException {
        Files.write(folder.resolve(CommandLog.FILE), lines);
        assertThatThrownBy(() -> new CommandLog(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(CommandLog.FILE + ":" + number + ": damaged: ");
    }

    private List<String> threeCommands() throws IOException {
        try (var log = new CommandLog(folder)) {
            log.append(header());
            for (int i = 1; i <= 3; i++) {
                log.append(command(i));
            }
        }
        return Files.readAllLines(folder.resolve(CommandLog.FILE));
    }

    private static ObjectNode header() {
        return Documents.object().put("market", "of a test").put("start", 7);
    }

    private static ObjectNode command(int place) {
        ObjectNode line = Documents.object().put("place", place).put("command", "PLACE");
        line.set("body", Documents.object().put("size", 10 + place));
        return line;
    }

    private static boolean isLockedByUs(Path file) throws IOException {
        String owner = " " + ProcessHandle.current().pid() + " ";
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(LOCKS).stream().anyMatch(line -> line.contains(owner) && line.contains(inode));
    }

    /** Not here: closing the file would release the lock, which is what this is about. */
    private static void appendElsewhere(String text, Path file) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "printf '%s' '" + text + "' >> '" + file + "'")
                        .start()
                        .waitFor())
                .isZero();
    }

    private String secondProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommandLogTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
