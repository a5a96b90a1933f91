package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.file.CandleFile;
import smc.ops.cli.option.ExitCode;

/** What only a process of its own can show: its exit code, a limit set on it, where its output goes. */
class MainProcessTest {
    @TempDir
    private Path folder;

    private Path candles;

    @BeforeEach
    void writeTheCandles() throws IOException {
        assumeThat(Path.of("/bin/sh")).exists();
        var lines = new ArrayList<>(SevenEvents.candles());
        lines.addFirst(CandleFile.HEADER);
        candles = Files.write(folder.resolve("candles.csv"), lines);
    }

    @Test
    void theExitCodeReachesTheShell() throws Exception {
        assertThat(shell("exec \"$@\"", "blocks", candles.toString()).exitCode())
                .isEqualTo(ExitCode.GOOD);
        assertThat(shell("exec \"$@\"", "data", "check", write("bad.csv", "oops"))
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(shell("exec \"$@\"", "blocks").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void withoutRoomTheOldOutputStandsAndNothingIsLeftBesideIt() throws Exception {
        Path out = Path.of(write("blocks.csv", "old"));

        CommandRun run = shell("ulimit -f 0; exec \"$@\"", "blocks", candles.toString(), "--out", out.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("smc: " + out + ": cannot be written: File too large\n");
        assertThat(out).hasContent("old");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(candles, out);
        }
    }

    /** The first of its files still fits into the two blocks of 512 bytes, the ones after it do not. */
    @Test
    void withoutRoomABacktestLeavesNothingBehind() throws Exception {
        MarketFolder market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        Path out = folder.resolve("out");

        CommandRun run = shell(
                "ulimit -f 2; exec \"$@\"",
                "backtest",
                "--config",
                market.path().resolve("config").toString(),
                "--candles",
                "SOLUSD=" + candles,
                "--out",
                out.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).endsWith("cannot be written: File too large\n").startsWith("smc: ");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(candles, market.path());
        }
    }

    @Test
    void failsIfItsOwnOutputCannotBeWritten() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();

        CommandRun run = shell("exec \"$@\" > /dev/full", "blocks", candles.toString());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        ExitCode.FAILED,
                        "",
                        "smc: the output could not be written: is the disk full, or has who reads it gone?\n"));
    }

    @Test
    void printsNumbersTheSameWayInEveryLanguage() throws Exception {
        CommandRun run = shell("JDK_JAVA_OPTIONS=-Duser.language=de exec \"$@\"", "blocks", candles.toString());

        assertThat(run.out()).endsWith("most alive: 1 of 1,024\n");
    }

    /** Runs {@code script} with the program and its arguments as {@code "$@"}. */
    private static CommandRun shell(String script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        // Without its file of counters, which a limit on file sizes would hit first.
        command.add("-XX:-UsePerfData");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        // Each of them would be announced on standard error.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("LC_ALL", "C");

        Process process = builder.start();

        // Little is printed: neither pipe fills while the other one is read.
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandRun(process.waitFor(), out, err);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
