package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Nothing that a user can type, and no file that may lie where one is asked for, ends in a stack trace: it ends with a message and an exit code from
 * 1 to 3, or it is taken.
 */
class RubbishTest {
    /**
     * Lines that end by themselves, whatever the argument under test is: with an exchange in the box by a file that is not there, with a run by a
     * folder to write that is a file, but where the rubbish is something to be read.
     */
    private static final Map<String, List<String>> BASE = new LinkedHashMap<>();

    static {
        BASE.put(
                "run",
                List.of(
                        "--config",
                        "{config}",
                        "--data",
                        "{new}",
                        "--history-days",
                        "0",
                        "--for",
                        "1s",
                        "--faults",
                        "{missing}"));
        BASE.put("status", List.of("--config", "{config}", "--data", "{recording}"));
        BASE.put("tail", List.of("--once", "--data", "{recording}"));
        BASE.put("demo", List.of("--no-open"));
        BASE.put("dashboard", List.of("--data", "{missing}"));
        BASE.put("api token new", List.of("phone", "--read-only", "--data", "{new}"));
        BASE.put("api token revoke", List.of("phone", "--data", "{new}"));
        BASE.put("api token list", List.of("--data", "{new}"));
        BASE.put("backtest", List.of("--config", "{config}", "--days", "3", "--no-report", "--out", "{ends}"));
        BASE.put("blocks", List.of("{candles}"));
        BASE.put("record", List.of("--config", "{config}", "--days", "3", "--data", "{ends}"));
        BASE.put("journal stat", List.of("--data", "{recording}"));
        BASE.put("journal dump", List.of("--data", "{recording}", "--to", "3"));
        BASE.put("journal diff", List.of("{recording}", "{recording}"));
        BASE.put("journal verify", List.of("--data", "{recording}"));
        BASE.put("journal archive", List.of("--data", "{recording}"));
        BASE.put("journal results", List.of("--data", "{recording}", "--out", "{new}"));
        BASE.put("at", List.of("5", "--data", "{recording}"));
        BASE.put("data check", List.of("{candles}"));
        BASE.put(
                "data generate",
                List.of("--config", "{config}", "--symbol", "SOLUSD", "--days", "3", "--out", "{new}"));
        BASE.put(
                "exchange",
                List.of("--config", "{config}", "--port", "0", "--history-days", "0", "--accounts", "{missing}"));
        BASE.put("fetch", List.of("--exchange", "nowhere", "--data", "{new}"));
        BASE.put("watch", List.of("SOLUSD", "--exchange", "nowhere"));
        BASE.put("config check", List.of("--config", "{config}"));
        BASE.put("config diff", List.of("--config", "{config}", "--data", "{recording}"));
        BASE.put("snapshot list", List.of("--data", "{recording}"));
        BASE.put("snapshot show", List.of("--data", "{recording}"));
        BASE.put("snapshot make", List.of("--data", "{recording}"));
        BASE.put("snapshot clear", List.of("--data", "{recording}"));
        BASE.put("diff", List.of("5", "9", "--data", "{recording}"));
        // What reads a whole journal, or changes one, is not given any.
        BASE.put("export", List.of("--what", "trades", "--data", "{missing}", "--out", "{new}"));
        BASE.put("what-if", List.of("--data", "{missing}", "--set", "account-a.cooldownCandles=1"));
        BASE.put("parity", List.of("--data", "{missing}"));
        BASE.put("nightly", List.of("--data", "{missing}"));
        BASE.put("bundle", List.of("5", "--data", "{missing}", "--out", "{new}"));
        BASE.put("replay", List.of("{missing}"));
        BASE.put("upgrade check", List.of("--data", "{missing}"));
        BASE.put("capital add", List.of("account-a", "SOLUSD", "1", "--reason", "more", "--data", "{missing}"));
        BASE.put("capital take", List.of("account-a", "SOLUSD", "1", "--reason", "less", "--data", "{missing}"));
        BASE.put("capital list", List.of("--data", "{missing}"));
        for (String state : List.of(
                "pause", "resume", "reduce", "halt", "flatten", "acknowledge", "kill", "stage raise", "stage lower")) {
            BASE.put(state, List.of("--data", "{missing}", "--reason", "to see"));
        }
        BASE.put("stage show", List.of("--data", "{missing}"));
        BASE.put("uptime", List.of("--data", "{missing}"));
        BASE.put("doctor", List.of("--config", "{config}", "--data", "{missing}"));
        BASE.put("telegram test", List.of("--config", "{config}"));
        BASE.put("telegram chat-id", List.of("--base-url", "nowhere"));
        BASE.put("report", List.of("{missing}"));
        BASE.put("why", List.of("1", "--out", "{results}"));
        BASE.put("why-not", List.of("SOLUSD", "--out", "{results}"));
    }

    /** Of these a run is to read what they name. */
    private static final List<String> READ = List.of("--candles", "--trades");

    /** Any name will do for these, and would be made in the folder the tests run in. */
    private static final List<String> MADE = List.of("--data", "--out");

    /** What is fine where it is put, or would go on for ever. */
    private static final List<String> NOT_TRIED = List.of("--help", "--version", "--follow", "--no-open");

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static Path config;
    private static Path recording;
    private static Path results;
    private static Path candles;
    private static int made;

    @BeforeAll
    static void makeWhatIsSound() throws IOException {
        config = MarketFolder.in(folder.resolve("market")).path().resolve("config");
        recording = folder.resolve("recording");
        results = folder.resolve("results");
        candles = folder.resolve("candles.csv");
        StringBuilder trades = new StringBuilder("time_us,price,size,side\n");
        for (int minute = 0; minute < 40; minute++) {
            trades.append(1_735_689_600_000_000L + minute * 60_000_000L)
                    .append(",15")
                    .append(minute % 7)
                    .append(",1,buy\n");
        }
        Path few = Files.writeString(folder.resolve("trades.csv"), trades);
        assertThat(smc("record", "--config", config, "--trades", "SOLUSD=" + few, "--data", recording)
                        .exitCode())
                .isZero();
        assertThat(smc("backtest", "--config", config, "--days", 4, "--no-report", "--out", results)
                        .exitCode())
                .isZero();
        assertThat(smc("data", "generate", "--config", config, "--symbol", "SOLUSD", "--days", 3, "--out", candles)
                        .exitCode())
                .isZero();
    }

    static Stream<String> commands() {
        return BASE.keySet().stream();
    }

    @Test
    void everyCommandIsTried() {
        var leaves = new TreeSet<String>();
        collectLeaves(Main.commandLine(), leaves);
        leaves.remove("generate-completion");

        assertThat(BASE.keySet()).containsExactlyInAnyOrderElementsOf(leaves);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noArgumentEndsInAStackTrace(String command) throws Exception {
        CommandLine at = Main.commandLine();
        for (String name : command.split(" ", -1)) {
            at = at.getSubcommands().get(name);
        }
        var softly = new SoftAssertions();
        for (ArgSpec argument : at.getCommandSpec().args()) {
            String name = argument instanceof OptionSpec option ? option.longestName() : "";
            if (NOT_TRIED.contains(name)) {
                continue;
            }
            List<String> tried = argument.arity().max() == 0 ? List.of("") : rubbish();
            if (MADE.contains(name)) {
                tried = tried.stream()
                        .filter(text -> text.isBlank() || text.startsWith("/") || text.length() > 1_000)
                        .toList();
            }
            for (String rubbish : tried) {
                check(softly, line(command, argument, name, rubbish));
            }
        }
        check(
                softly,
                Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--nonsense", "a", "b", "c"))
                        .toList());
        softly.assertAll();
    }

    /** Hosts and ports that there cannot be; nobody is called. */
    @ParameterizedTest
    @MethodSource("addresses")
    void noAddressEndsInAStackTrace(String address) throws Exception {
        var softly = new SoftAssertions();
        check(softly, List.of("fetch", "--exchange", address, "--data", fresh()));
        check(softly, List.of("watch", "SOLUSD", "--exchange", address));
        check(
                softly,
                List.of(
                        "run",
                        "--config",
                        config.toString(),
                        "--data",
                        fresh(),
                        "--for",
                        "1s",
                        "--paper",
                        "--exchange",
                        address));
        softly.assertAll();
    }

    static Stream<String> addresses() {
        return Stream.of(
                "",
                ":",
                "host",
                "host:",
                ":1",
                "127.0.0.1:0",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                "127.0.0.1:99999999999",
                "a b:1",
                "http://127.0.0.1:1",
                "[::1]",
                "127.0.0.1:1/x",
                "%:1");
    }

    /** A file of a result folder that is not what a backtest wrote, one at a time. */
    @Test
    void noFileOfAResultFolderEndsInAStackTrace() throws Exception {
        var softly = new SoftAssertions();
        for (String name : names(results)) {
            for (byte[] content : contents(Files.readAllBytes(results.resolve(name)))) {
                Path broken = copy(results);
                Files.write(broken.resolve(name), content);
                check(softly, List.of("why", "1", "--out", broken.toString()), name + " of " + shown(content));
                check(softly, List.of("why-not", "SOLUSD", "--out", broken.toString()), name + " of " + shown(content));
                check(softly, List.of("report", broken.toString()), name + " of " + shown(content));
            }
        }
        softly.assertAll();
    }

    /** Likewise of a data folder; its journal is damaged elsewhere. */
    @Test
    void noFileOfADataFolderEndsInAStackTrace() throws Exception {
        var softly = new SoftAssertions();
        for (String name : names(recording).stream()
                .filter(name -> name.equals("market.json") || name.startsWith("config/"))
                .toList()) {
            for (byte[] content : contents(Files.readAllBytes(recording.resolve(name)))) {
                String broken = broken(name, content);
                String what = name + " of " + shown(content);
                check(softly, List.of("at", "5", "--data", broken), what);
                check(softly, List.of("journal", "dump", "--symbol", "SOLUSD", "--to", "5", "--data", broken), what);
                check(softly, List.of("journal", "verify", "--replay", "--data", broken), what);
            }
        }
        for (byte[] content :
                contents("{\"pid\":1,\"written\":\"2025-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8))) {
            String broken = broken("state/status.json", content);
            check(softly, List.of("status", "--data", broken), shown(content));
            check(softly, List.of("status", "--json", "--data", broken), shown(content));
        }
        softly.assertAll();
    }

    private static String broken(String name, byte[] content) throws IOException {
        Path copy = copy(recording);
        Files.createDirectories(copy.resolve(name).getParent());
        Files.write(copy.resolve(name), content);
        return copy.toString();
    }

    /** What is kept beside the exchange, and what is handed to it. */
    @Test
    void noFileOfAccountsOrFaultsEndsInAStackTrace() throws Exception {
        byte[] accounts = "[{\"userId\":1,\"name\":\"A\",\"apiKey\":\"k\",\"apiSecret\":\"s\",\"depositUsd\":\"1000\"}]"
                .getBytes(StandardCharsets.UTF_8);
        var softly = new SoftAssertions();
        for (byte[] content : contents(accounts)) {
            Path file = folder.resolve("file-" + made++);
            Files.write(file, content);
            String what = shown(content);
            // The faults are read after the accounts, and are not there.
            check(
                    softly,
                    List.of(
                            "exchange",
                            "--config",
                            config.toString(),
                            "--port",
                            "0",
                            "--history-days",
                            "0",
                            "--accounts",
                            file.toString(),
                            "--faults",
                            "missing"),
                    what);
            if (!what.startsWith("[]")) {
                check(
                        softly,
                        List.of(
                                "run",
                                "--config",
                                config.toString(),
                                "--data",
                                fresh(),
                                "--for",
                                "1s",
                                "--history-days",
                                "0",
                                "--candles",
                                "SOLUSD=" + candles,
                                "--faults",
                                file.toString()),
                        what);
            }
        }
        softly.assertAll();
    }

    private static void check(SoftAssertions softly, List<String> line) throws Exception {
        check(softly, line, "");
    }

    private static void check(SoftAssertions softly, List<String> line, String about) throws Exception {
        String as =
                "smc " + String.join(" ", line.stream().map(RubbishTest::cut).toList()) + " " + about;
        var stderr = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
        CommandRun run;
        try {
            var ended = new CompletableFuture<CommandRun>();
            // A thread that is left behind, should it not end, must not keep the tests from ending.
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    ended.complete(smc(line.toArray()));
                } catch (RuntimeException | Error e) {
                    ended.completeExceptionally(e);
                }
            });
            run = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(as + " did not end", e);
        } catch (ExecutionException e) {
            softly.fail(as + " threw " + e.getCause(), e.getCause());
            return;
        } finally {
            System.setErr(before);
        }
        String told = run.out() + run.err() + stderr.toString(StandardCharsets.UTF_8);
        softly.assertThat(run.exitCode()).as(as).isBetween(0, 3);
        softly.assertThat(told.lines()
                        .filter(text -> text.startsWith("\tat ")
                                || text.contains("a defect of the program")
                                || text.contains("Exception in thread"))
                        .limit(6))
                .as(as + "\n" + cut(told))
                .isEmpty();
        if (run.exitCode() != 0) {
            softly.assertThat(told).as(as).isNotBlank();
        }
    }

    /** The base line with the argument in the place of its own, if it is there, or behind it. */
    private static List<String> line(String command, ArgSpec argument, String name, String rubbish) {
        var line = new ArrayList<>(List.of(command.split(" ", -1)));
        List<String> base = BASE.get(command);
        boolean isPlaced = false;
        for (int i = 0; i < base.size(); i++) {
            String part = base.get(i);
            if (part.startsWith("--")) {
                boolean isFlag = i + 1 == base.size() || base.get(i + 1).startsWith("--");
                if (part.equals(name)) {
                    line.add(argument.arity().max() == 0 ? part : part + "=" + rubbish);
                    isPlaced = true;
                } else {
                    line.add(isFlag ? part : part + "=" + filled(base.get(i + 1), name));
                }
                i += isFlag ? 0 : 1;
            } else if (name.isEmpty()) {
                line.add(rubbish);
                isPlaced = true;
            } else {
                line.add(filled(part, name));
            }
        }
        if (!isPlaced) {
            if (name.isEmpty()) {
                line.add(rubbish);
            } else {
                line.add(argument.arity().max() == 0 ? name : name + "=" + rubbish);
            }
        }
        return line;
    }

    private static String filled(String part, String name) {
        return switch (part) {
            case "{ends}" -> READ.contains(name) ? fresh() : candles.toString();
            case "{config}" -> config.toString();
            case "{recording}" -> recording.toString();
            case "{results}" -> results.toString();
            case "{candles}" -> candles.toString();
            case "{missing}" -> folder.resolve("missing").toString();
            case "{new}" -> fresh();
            default -> part;
        };
    }

    private static String fresh() {
        return folder.resolve("new-" + made++).toString();
    }

    private static List<String> rubbish() throws IOException {
        Path binary = folder.resolve("binary");
        if (!Files.exists(binary)) {
            var bytes = new byte[1_000];
            new Random(1).nextBytes(bytes);
            Files.write(binary, bytes);
            Files.createFile(folder.resolve("empty"));
            Files.createDirectory(folder.resolve("bare"));
        }
        return List.of(
                "",
                " ",
                "-1",
                "0",
                "NaN",
                "1e99",
                "2147483647",
                "2147483648",
                "9223372036854775807",
                "99999999999999999999",
                "\u00ff\u20ac\uD834\uDD1E",
                "x".repeat(5_000),
                "=",
                "SOLUSD=",
                "SOLUSD=" + folder.resolve("bare"),
                "SOLUSD=" + binary,
                "SOLUSD=" + folder.resolve("empty"),
                "SOLUSD=/dev/null",
                folder.resolve("bare").toString(),
                folder.resolve("empty").toString(),
                binary.toString(),
                binary + "/below",
                candles.toString(),
                "/dev/null",
                "/dev/zero");
    }

    private static List<byte[]> contents(byte[] whole) {
        var random = new byte[500];
        new Random(2).nextBytes(random);
        var contents = new ArrayList<byte[]>();
        contents.add(new byte[0]);
        contents.add(random);
        contents.add(java.util.Arrays.copyOf(whole, whole.length / 2));
        for (String text : List.of("null", "{}", "[]", "[null]", "[1]", "{\"a\":", "\"text\"", "a,b\n1,2\n", "\n\n")) {
            contents.add(text.getBytes(StandardCharsets.UTF_8));
        }
        // Each number another one, each text no text.
        String text = new String(whole, StandardCharsets.UTF_8);
        contents.add(text.replaceAll("[0-9]+", "-99999999999999999999").getBytes(StandardCharsets.UTF_8));
        contents.add(text.replaceAll("[0-9]+", "x").getBytes(StandardCharsets.UTF_8));
        contents.add(text.replaceAll("[0-9]+", "0").getBytes(StandardCharsets.UTF_8));
        return contents;
    }

    private static String shown(byte[] content) {
        return cut(new String(content, StandardCharsets.ISO_8859_1));
    }

    private static String cut(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + "...";
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> paths = Files.walk(of)) {
            return paths.filter(Files::isRegularFile)
                    .map(file -> of.relativize(file).toString())
                    .filter(name -> !name.endsWith(".html") && !name.endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    private static Path copy(Path of) throws IOException {
        Path copy = Path.of(fresh());
        try (Stream<Path> paths = Files.walk(of)) {
            for (Path path : paths.toList()) {
                Path to = copy.resolve(of.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
        }
        return copy;
    }

    private static void collectLeaves(CommandLine command, Set<String> leaves) {
        if (command.getSubcommands().isEmpty()) {
            leaves.add(command.getCommandSpec().qualifiedName().substring("smc ".length()));
        }
        command.getSubcommands().values().forEach(sub -> collectLeaves(sub, leaves));
    }
}
