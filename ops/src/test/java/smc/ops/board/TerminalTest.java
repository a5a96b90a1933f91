package smc.ops.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./smc run} at a pseudo-terminal, which {@code script} of util-linux gives it; what it sends is put on the screen of a terminal that JLine
 * emulates. With {@code -Dsmc.transcript.write=true} the screens are written into docs/first-hour.md.
 */
class TerminalTest {
    private static final int ROWS = 40;
    private static final String MAIN = "smc.ops.cli.Main";

    /** Takes eight rows away; what came before is the board whole. */
    private static final String ERASE = "\r\u001b[7A\u001b[J";

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private static final List<String> BOARD = List.of(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  next close in \\d\\d:\\d\\d  feed on  (all|\\d of 4) trade",
            "SOLUSD  \\d+\\.\\d{4}  (bullish|bearish) (fresh|breaker) block \\d.*",
            "  A  (flat|long|short).*",
            "  B  (flat|long|short).*",
            "AAVEUSD \\d+\\.\\d{3}  (bullish|bearish) (fresh|breaker) block \\d.*",
            "  A  (flat|long|short).*",
            "  B  (flat|long|short).*",
            "equity  A [0-9.,]+ \\(.*, today .*\\)  B [0-9.,]+ \\(.*, today .*\\)");

    @TempDir
    private Path folder;

    private String run(int columns, String... more) throws Exception {
        Path sent = folder.resolve("sent");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of("run", "--speed", "3600", "--for", "8s", "--no-dashboard"));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(List.of("--config", root().resolve("config").toString()));
        command.addAll(List.of(more));
        String line = "stty cols %d rows %d; exec %s"
                .formatted(
                        columns,
                        ROWS,
                        command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")));
        var builder = new ProcessBuilder("script", "-qefc", line, sent.toString())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("copy").toFile());
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NO_COLOR"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String all = Files.readString(sent);
        assertThat(process.exitValue()).as(all).isZero();
        return all.substring(all.indexOf('\n') + 1, all.lastIndexOf("\nScript done"));
    }

    private static void requireScript() throws IOException, InterruptedException {
        Path script = Path.of("/usr/bin/script");
        boolean isUtilLinux = Files.isExecutable(script)
                && new String(
                                new ProcessBuilder(script.toString(), "--version")
                                        .redirectErrorStream(true)
                                        .start()
                                        .getInputStream()
                                        .readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .contains("util-linux");
        if (!isUtilLinux) {
            System.err.println("SKIPPED: the board at a terminal needs script of util-linux");
        }
        assumeTrue(isUtilLinux, "script of util-linux");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    }

    /** Lines of the screen that it comes to, without blank ones at its end. */
    private static List<String> screen(String sent, int columns) {
        var terminal = new ScreenTerminal(columns, ROWS);
        terminal.write(sent);
        var lines = new ArrayList<>(
                terminal.toString().lines().map(String::stripTrailing).toList());
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void theBoardStandsAtTheFootOnceAndWhatHappensAboveIt(int columns) throws Exception {
        requireScript();
        String sent = run(columns);
        List<String> during = screen(sent.substring(0, sent.lastIndexOf(ERASE)), columns);
        List<String> after = screen(sent, columns);

        List<String> board = during.subList(during.size() - BOARD.size(), during.size());
        for (int row = 0; row < BOARD.size(); row++) {
            assertThat(board.get(row)).matches(BOARD.get(row));
        }
        List<String> above = during.subList(0, during.size() - BOARD.size());
        assertThat(above)
                .isNotEmpty()
                .noneMatch(line -> line.contains("next close in") || line.startsWith("equity  A"));
        assertThat(after).noneMatch(line -> line.contains("next close in"));
        assertThat(sent).contains("this run: ", "stopped: nothing rests, protective stops stand", "report.html");

        if (Boolean.getBoolean("smc.transcript.write")) {
            write(columns, during, after);
        }
        List<String> documented = documented(columns);
        assertThat(documented).isNotEmpty().allMatch(line -> line.length() <= columns);
        BOARD.forEach(row -> assertThat(documented).anyMatch(line -> line.matches(row)));
    }

    @Test
    void coloursAreLeftOutWhereTheyAreNotWanted() throws Exception {
        requireScript();
        String coloured = run(80);
        assertThat(COLOUR.matcher(coloured).find()).isTrue();

        folder = Files.createDirectory(folder.resolve("plain"));
        assertThat(COLOUR.matcher(run(80, "--no-color")).find()).isFalse();
    }

    private static Path page() {
        return root().resolve("docs/first-hour.md");
    }

    /** The lines of the two screens of that width. */
    private static List<String> documented(int columns) throws IOException {
        String text = Files.readString(page());
        String begin = "<!-- screens of %d columns -->".formatted(columns);
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf("<!-- end -->", from)).lines().toList();
    }

    private void write(int columns, List<String> during, List<String> after) throws IOException {
        String text = Files.readString(page());
        String begin = "<!-- screens of %d columns -->".formatted(columns);
        int from = text.indexOf(begin) + begin.length();
        int end = text.indexOf("<!-- end -->", from);
        String screens = "\n```text\n%s\n```\n\n```text\n%s\n```\n".formatted(joined(during), joined(after));
        Files.writeString(page(), text.substring(0, from) + screens + text.substring(end));
    }

    private String joined(List<String> lines) {
        return String.join("\n", lines).replace(folder.resolve("data").toString(), "demo/fast");
    }
}
