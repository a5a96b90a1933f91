package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.ops.cli.option.ExitCode;

/**
 * Every command that README or a help text shows does what it is said to do: it is taken from there and run, in a folder of its own. What a reader
 * has to put in is put in, and what would go on is bounded; a placeholder that is not known here fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedExamplesTest {
    private static final Pattern CODE = Pattern.compile("`(\\./smc [^`]+)`");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z:|]{2,}(\\.{3})?");

    /** Where the program finds its configuration. */
    private static final String HOME = "smc.home";

    /** What the launcher does itself, or what only shows how a line is written. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("test", "bench");

    /** By command: what it needs to end soon and to stay in the folder. The last option given counts. */
    private static final Map<String, String> BOUNDS = Map.ofEntries(
            Map.entry("run", "--for 1s --no-dashboard"),
            Map.entry("demo", "--for 1s --no-open"),
            Map.entry("backtest", "--days 3 --no-report --out out/backtest"),
            Map.entry("record", "--synthetic LIVELY --days 3 --data out/recording"),
            Map.entry("status", "--data out/none"),
            Map.entry("journal results", "--out out/results-again"),
            Map.entry("data generate", "--symbol SOLUSD --days 3 --out out/made.csv.gz"),
            Map.entry("exchange", "--port 0"),
            Map.entry("dashboard", "--port 0"),
            Map.entry("export", "--out out/rows.csv"),
            Map.entry("bundle", "--out out/bundle.zip"),
            Map.entry("watch", "--trades 3"),
            Map.entry("tail", "--once"),
            Map.entry("flatten", "--yes"),
            Map.entry("kill", ""),
            Map.entry("stage", ""),
            Map.entry("uptime", ""),
            Map.entry("fetch", "--data out/fetched"));

    /** Exit codes other than 0 that are an answer. */
    private static final Map<String, Integer> ANSWERS = Map.of(
            "status", ExitCode.FAILED,
            "uptime", ExitCode.FAILED, // of a recording, which says so
            "stage", ExitCode.USAGE, // of a folder without real money
            "flatten", ExitCode.REFUSED, // where no engine runs
            "kill", ExitCode.USAGE); // of a folder by which no engine was at a venue

    @TempDir
    private static Path folder;

    private String homeBefore;
    private Process exchange;
    private String exchangeAddress;
    private String trade;

    @BeforeAll
    void makeWhatTheExamplesAreAbout() throws Exception {
        homeBefore = System.getProperty(HOME);
        System.setProperty(HOME, MarketFolder.repository().toString());
        run("record", "--synthetic", "LIVELY", "--days", "4", "--data", "out/recorded");
        run("journal", "results", "--data", "out/recorded", "--out", "out/results");
        run("bundle", "40", "--data", "out/recorded", "--out", "out/moment.zip");
        trade = CsvTable.read(folder.resolve("out/results/trades.csv"))
                .column("id")
                .getFirst();
        exchange = start("exchange", "--port", freePorts(), "--speed", "60");
        exchangeAddress =
                awaitLine(exchange, "REST").replaceAll(".*http://", "").replace("/", "");
    }

    @AfterAll
    void stopTheExchange() throws InterruptedException {
        if (homeBefore == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, homeBefore);
        }
        if (exchange != null) {
            exchange.destroy();
            exchange.waitFor();
        }
    }

    /** Read once: asking every command for its help takes a while. */
    private Set<String> examples;

    Set<String> examples() throws IOException {
        if (examples == null) {
            examples = readExamples();
        }
        return examples;
    }

    private static Set<String> readExamples() throws IOException {
        var found = new LinkedHashSet<String>();
        String readme = Files.readString(MarketFolder.repository().resolve("README.md"));
        CODE.matcher(readme).results().forEach(match -> found.add(match.group(1)));
        readme.lines().filter(line -> line.startsWith("./smc ")).forEach(found::add);
        for (List<String> command : commands(List.of())) {
            help(command)
                    .lines()
                    .dropWhile(line -> !line.equals("Examples:"))
                    .map(String::strip)
                    .filter(line -> line.startsWith("./smc "))
                    .forEach(found::add);
        }
        found.removeIf(line -> OF_THE_LAUNCHER.contains(line.split(" ", -1)[1]));
        return found;
    }

    /** All commands by their names, subcommands too, as the help lists them. */
    private static List<List<String>> commands(List<String> parent) {
        var all = new ArrayList<List<String>>(List.of(parent));
        boolean isList = false;
        for (String line : help(parent).lines().toList()) {
            if (line.equals("Commands:") || Main.GROUPS.containsKey(line.replaceFirst(":$", ""))) {
                isList = true;
            } else if (isList && line.matches("  [a-z].*")) {
                var child = new ArrayList<>(parent);
                child.add(line.strip().split(" ", -1)[0]);
                all.addAll(commands(child));
            } else if (isList && !line.startsWith("  ")) {
                isList = false;
            }
        }
        return all;
    }

    private static String help(List<String> command) {
        var arguments = new ArrayList<Object>(command);
        arguments.add("--help");
        return CommandRun.smc(arguments.toArray()).out();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples())
                .hasSizeGreaterThan(25)
                .contains("./smc run", "./smc demo", "./smc run --speed 3600 --data demo/fast")
                .anyMatch(line -> line.startsWith("./smc run --candles "))
                .anyMatch(line -> line.startsWith("./smc exchange --candles "));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleDoesWhatItSays(String example) throws Exception {
        String line = example.replaceAll("\\s+#.*", "").replace("./smc ", "");
        List<String> words = new ArrayList<>(
                Arrays.asList(line.replace("[options]", "").strip().split(" +")));
        String command = BOUNDS.containsKey(words.getFirst()) || words.size() == 1
                ? words.getFirst()
                : words.get(0) + " " + words.get(1);
        words.replaceAll(this::filledIn);
        String bounds = BOUNDS.getOrDefault(command, "");
        for (String bound : bounds.isEmpty() ? new String[0] : bounds.split(" ")) {
            words.add(bound);
        }
        withoutRepeats(words);

        if (command.equals("exchange") || command.equals("dashboard")) {
            Process process = start(words.toArray(String[]::new));
            try {
                awaitLine(process, "Ctrl-C ends it");
            } finally {
                process.destroy();
                process.waitFor();
            }
            return;
        }
        if (command.equals("run") && !words.contains("--data")) {
            words.addAll(List.of("--data", "out/run-" + example.hashCode()));
        }
        // The demo makes its folder where it is started.
        CommandRun run = command.equals("demo")
                ? ended(start(words.toArray(String[]::new)))
                : CommandRun.smc(
                        words.stream().map(DocumentedExamplesTest::placed).toArray());

        if (words.getFirst().equals("telegram")) { // Of who has a bot: without one it says what is missing.
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).containsAnyOf("config/notify.json", "SMC_TELEGRAM_TOKEN");
            return;
        }
        assertThat(run.exitCode())
                .as("%s: %s%s", words, run.out(), run.err())
                .isEqualTo(ANSWERS.getOrDefault(command, 0));
        assertThat(run.out() + run.err()).doesNotContain("\tat ");
    }

    private String filledIn(String word) {
        String filled = word.replace("HOST:PORT", exchangeAddress)
                .replace("TRADE\\|ORDER\\|BLOCK\\|SYMBOL@TIME", "SOLUSD@2025-01-03")
                .replace("TIME|SEQUENCE", "40")
                .replace("TIME\\|SEQUENCE", "40")
                .replace("SYMBOL", "SOLUSD")
                .replace("TEXT", "tired")
                .replace("TRADE", trade)
                .replace("NAME", "phone")
                .replace("EVENTS", "examples/synthetic-walk-15m.events.csv")
                .replace("FILE.zip", "out/moment.zip")
                .replace("FILE...", "examples/synthetic-walk-15m.csv.gz")
                .replace("FILE", "examples/synthetic-walk-15m.csv.gz");
        if (filled.equals("DIR")) {
            return "DIR";
        }
        assertThat(PLACEHOLDER
                        .matcher(filled.replaceAll("SOLUSD|CALM|NORMAL|LIVELY", ""))
                        .find())
                .as("expected a placeholder that this test can fill in, was " + word)
                .isFalse();
        return filled;
    }

    /** A folder is of what the option before it says; of an option given twice the bound counts. */
    private static void withoutRepeats(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("DIR")) {
                words.set(i, words.get(i - 1).equals("--data") ? "out/recorded" : "out/results");
            }
        }
        for (int i = words.size() - 1; i > 0; i--) {
            int first = words.indexOf(words.get(i));
            if (words.get(i).startsWith("--") && first < i) {
                words.remove(first + 1);
                words.remove(first);
                i = words.size();
            }
        }
    }

    private static void run(String... arguments) {
        CommandRun run = CommandRun.smc(
                Arrays.stream(arguments).map(DocumentedExamplesTest::placed).toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** A relative path is one of the repository, or of this test's folder. */
    private static String placed(String word) {
        if (word.matches("(.*=)?examples/.*")) {
            return word.replace("examples/", MarketFolder.repository().resolve("examples") + "/");
        }
        return word.matches("out/.*|demo/.*|walk") ? folder.resolve(word).toString() : word;
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-D" + HOME + "=" + MarketFolder.repository()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Arrays.stream(arguments).map(DocumentedExamplesTest::placed).forEach(command::add);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static CommandRun ended(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new CommandRun(process.exitValue(), out, "");
    }

    /** The first of three in a row, as a client that knows one of them expects. */
    private static String freePorts() throws IOException {
        for (int port = 20_000; port < 60_000; port += 3) {
            try (var rest = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var publicHost = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress());
                    var privateHost = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
                assertThat(rest.isBound() && publicHost.isBound() && privateHost.isBound())
                        .isTrue();
                return Integer.toString(port);
            } catch (BindException _) {
                // Somebody else's: the next ones.
            }
        }
        throw new IOException("expected three free ports, were none");
    }

    private static String awaitLine(Process process, String part) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        var lines = new ArrayList<String>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("expected a line with " + part + ", was " + lines);
    }
}
