package smc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process a data folder, and the system agrees. */
class DataLockTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    private Path data;

    /** The second process: takes the folder, says so, or why not. */
    public static void main(String[] arguments) {
        try (var lock = DataLock.take(Path.of(arguments[0]))) {
            System.out.print("taken: " + lock.dataFolder());
        } catch (RefusedStartException e) {
            System.out.print("refused: " + e.getMessage());
        }
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstLetsGo() throws Exception {
        Path folder = data.toRealPath();
        try (var lock = DataLock.take(data)) {
            assertThat(DataLock.holder(data)).hasValue(ProcessHandle.current().pid());
            assertThatThrownBy(() -> DataLock.take(data)).isInstanceOf(RefusedStartException.class);

            assertThat(secondProcess())
                    .startsWith("refused: expected nobody at work in " + lock.dataFolder())
                    .contains("process " + ProcessHandle.current().pid() + " holds ");
        }
        assertThat(DataLock.holder(data)).isEmpty();
        assertThat(secondProcess()).isEqualTo("taken: " + folder);
    }

    /** A line of the list: {@code 1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 0 EOF}. */
    @Test
    void theSystemKnowsOfTheLockAsLongAsItIsHeld() throws IOException {
        assumeThat(LOCKS).exists();
        Path file = data.resolve(DataLock.FILE);
        try (var lock = DataLock.take(data)) {
            assertThat(isLockedByUs(file)).isTrue();
            assertThatThrownBy(() -> DataLock.take(data)).isInstanceOf(RefusedStartException.class);
            assertThat(DataLock.holder(data)).isPresent();
            assertThat(isLockedByUs(file)).isTrue();
            assertThat(lock.dataFolder()).isEqualTo(data.toRealPath());
        }
        assertThat(isLockedByUs(file)).isFalse();
    }

    @Test
    void whoHasEndedWithoutAWordHoldsNothing() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(data.resolve(DataLock.FILE), ended.pid() + "\n");

        assertThat(DataLock.holder(data)).isEmpty();
        assertThat(DataLock.holder(data.resolve("nowhere"))).isEmpty();
    }

    private static boolean isLockedByUs(Path file) throws IOException {
        String owner = " " + ProcessHandle.current().pid() + " ";
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(LOCKS).stream().anyMatch(line -> line.contains(owner) && line.contains(inode));
    }

    private String secondProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataLockTest.class.getName(),
                        data.toString())
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
