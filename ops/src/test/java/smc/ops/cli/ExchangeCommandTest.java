package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.file.CandleFile;
import smc.ops.cli.option.ExitCode;

/** {@code smc exchange} in a process of its own where it runs until it is stopped; on free ports, standing still. */
class ExchangeCommandTest {
    private static final long BOUND_SECONDS = 60;

    @TempDir
    private Path folder;

    private MarketFolder market;
    private Process process;
    private List<String> printed = List.of();

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void stoppedItNotesItsPlaceAndTheNextStartGoesOnThere() throws Exception {
        Path data = folder.resolve("data");
        URI rest = start("--market", "CALM", "--history-days", "1", "--data", data.toString());
        String keys = Files.readString(data.resolve("accounts.json"));
        send(rest, "POST", "/sim/advance", "{\"trades\":5}");

        // What Ctrl-C does too; but a shell that runs these tests in the background has them ignore that one.
        process.destroy();

        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.GOOD);
        assertThat(Files.readAllLines(data.resolve("commands.log")).getLast()).isEqualTo("{\"place\":5}");

        URI again = start("--market", "CALM", "--history-days", "1", "--data", data.toString());

        assertThat(send(again, "GET", "/sim", "")).contains("\"place\":5");
        assertThat(Files.readString(data.resolve("accounts.json"))).isEqualTo(keys);
    }

    @Test
    void aSecondExchangeOnTheFolderIsRefusedWhileTheFirstRuns() throws Exception {
        Path data = folder.resolve("data");
        URI rest = start("--market", "CALM", "--history-days", "1", "--data", data.toString());

        CommandRun second = CommandRun.smc(
                "exchange",
                "--config",
                market.path().resolve("config"),
                "--market",
                "CALM",
                "--history-days",
                "1",
                "--port",
                "0",
                "--data",
                data);

        assertThat(second.err())
                .isEqualTo("smc: refused: %s: another exchange runs on this folder%n"
                        .formatted(data.resolve("commands.log")));
        assertThat(second.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(send(rest, "POST", "/sim/advance", "{\"trades\":5}")).contains("\"place\":5");
    }

    @Test
    void itPlaysRecordedCandlesWithSomeOfThemBehindIt() throws Exception {
        URI rest = start("--candles", "SOLUSD=" + candles(), "--history-days", "1");

        assertThat(send(rest, "GET", "/v2/tickers/SOLUSD", "")).contains("\"mark_price\":\"100\"");
        String history = send(
                rest,
                "GET",
                "/v2/history/candles?resolution=15m&symbol=SOLUSD&start=%d&end=%d"
                        .formatted(SevenEvents.START, SevenEvents.START + 86_399),
                "");
        assertThat(history.split("\"time\"", -1)).hasSize(96 + 1);
    }

    @Test
    void itPlaysRecordedTradesWithThoseOfTheFirstDaysBehindIt() throws Exception {
        Path trades = market.write("sol.csv", """
                time_us,price,size,side
                1700000100000000,100,1,buy
                1700000130000000,101.5,2,sell
                1700000170000000,99,3,buy
                1700086500000000,102,4,sell
                1700086500500000,103,5,buy
                """);
        Path others = market.write("aave.csv", """
                time_us,price,size,side
                1700086500250000,201,1,unknown
                """);

        URI rest = start("--trades", "SOLUSD=" + trades, "--trades", "AAVEUSD=" + others, "--history-days", "1");

        assertThat(send(
                        rest,
                        "GET",
                        "/v2/history/candles?resolution=1m&symbol=SOLUSD&start=1700000100&end=1700000219",
                        ""))
                .containsPattern("\"time\":1700000160,\"open\":99,\"high\":99,\"low\":99,\"close\":99")
                .containsPattern("\"time\":1700000100,\"open\":100,\"high\":101.5,\"low\":100,\"close\":101.5");
        assertThat(send(rest, "GET", "/sim", "")).contains("\"place\":0", "\"market_time\":1700086500000000");
        send(rest, "POST", "/sim/advance", "{\"trades\":2}");
        assertThat(send(rest, "GET", "/v2/tickers/SOLUSD", "")).contains("\"mark_price\":\"102\"");
        assertThat(send(rest, "GET", "/v2/tickers/AAVEUSD", "")).contains("\"mark_price\":\"201\"");
        assertThat(send(rest, "POST", "/sim/advance", "{\"trades\":2}"))
                .contains("\"delivered\":1", "\"has_ended\":true", "\"market_time\":1700086500500000");
    }

    @Test
    void aLineThatIsNoTradeIsSaidWithItsPlace() throws IOException {
        Path trades = market.write("sol.csv", "time_us,price,size,side\n1700000100000000,none,1,buy\n");

        assertFails(exchange("--trades", "SOLUSD=" + trades), trades + ":2: price: ");
    }

    @Test
    void itServesTheAccountsOfAFile() throws Exception {
        Path accounts = market.write(
                "accounts.json",
                "[{\"userId\":7,\"name\":\"mine\",\"apiKey\":\"key-7\",\"apiSecret\":\"secret-7\",\"depositUsd\":\"250\"}]");

        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));

        URI rest = start("--candles", "SOLUSD=" + candles(), "--accounts", accounts.toString());

        assertThat(printed).contains("accounts of " + accounts, "  mine key key-7");
        assertThat(printed).noneMatch(line -> line.contains("secret-7"));
        assertThat(send(rest, "GET", "/v2/wallet/balances", "")).contains("invalid_api_key");
    }

    @Test
    void aFileThatIsMissingIsSaid() throws IOException {
        Path missing = folder.resolve("missing");

        assertThat(exchange("--candles", "SOLUSD=" + missing))
                .isEqualTo(new CommandRun(ExitCode.FAILED, "", "smc: " + missing + ": no such file\n"));
        assertFails(exchange("--trades", "SOLUSD=" + missing), missing + ": no such file");
        assertFails(exchange("--candles", "SOLUSD=" + candles(), "--accounts", missing), missing + ": expected a list");
        assertFails(exchange("--candles", "SOLUSD=" + candles(), "--faults", missing), missing.toString());
    }

    @Test
    void aFileOfFaultsThatIsNoneIsSaid() throws IOException {
        Path faults = market.write("faults.json", "[{\"kind\":\"earthquake\"}]");

        CommandRun run = exchange("--candles", "SOLUSD=" + candles(), "--faults", faults);

        assertFails(run, faults + ": expected a JSON list of faults, ");
        assertThat(run.err()).contains("kind");
    }

    @Test
    void anAccountsFileWithoutAccountsIsSaid() throws IOException {
        Path accounts = market.write("accounts.json", "[]");
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));

        assertFails(
                exchange("--candles", "SOLUSD=" + candles(), "--accounts", accounts),
                accounts + ": expected a list of accounts, there are none");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = exchange("--candles", "SOLUSD=" + candles(), "--port", taken.getLocalPort());

            assertFails(run, "port " + taken.getLocalPort() + " of the exchange: ");
        }
    }

    @Test
    void aDataFolderOfAnotherMarketIsRefused() throws Exception {
        Path data = folder.resolve("data");
        start("--market", "CALM", "--history-days", "1", "--data", data.toString());
        process.destroy();
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

        CommandRun run = exchange("--market", "LIVELY", "--history-days", 1, "--data", data);

        assertFails(run, "expected this exchange");
    }

    @Test
    void whatIsNoNumberOrBeyondItsRangeIsACommandLineError() {
        assertThat(exchange("--speed", "fast").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(exchange("--speed", 1_000_001).err()).contains("expected a speed of 0 to 1000000, was 1000001");
        assertThat(exchange("--port", 65_534).err()).contains("expected a port of 0 to 65533, was 65534");
        assertThat(exchange("--history-days", 1_001).err()).contains("--history-days: expected 0 to 1000, was 1001");
        assertThat(exchange("--candles", "NOPE=x").err()).contains("expected a symbol of symbols.json");
        assertThat(exchange("--trades", "SOLUSD=x", "--candles", "SOLUSD=x").err())
                .contains("expected --candles or --trades, were both");
        assertThat(exchange("--trades", "SOLUSD=x", "--trades", "SOLUSD=y").err())
                .contains("expected each symbol once, were SOLUSD, SOLUSD");
    }

    /** Until it says that it runs; its REST address. */
    private URI start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "exchange"));
        command.addAll(List.of("--config", market.path().resolve("config").toString(), "--port", "0", "--speed", "0"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        var lines = new ArrayList<String>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("Ctrl-C")) {
                printed = lines;
                return URI.create(lines.stream()
                        .filter(each -> each.contains("REST"))
                        .findFirst()
                        .orElseThrow()
                        .replace("REST", "")
                        .strip());
            }
        }
        throw new AssertionError("expected it to run, was " + lines);
    }

    /** Where it is to end at once. */
    private CommandRun exchange(Object... arguments) {
        return smc(
                Stream.concat(Stream.of("exchange", "--config", market.path().resolve("config")), Stream.of(arguments))
                        .toArray());
    }

    private static void assertFails(CommandRun run, String expected) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("smc: ").contains(expected);
    }

    private Path candles() throws IOException {
        var lines = new ArrayList<>(SevenEvents.candles());
        lines.addFirst(CandleFile.HEADER);
        return Files.write(folder.resolve("candles.csv"), lines);
    }

    private static String send(URI rest, String method, String path, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(rest.resolve(path))
                    .header("User-Agent", "test")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
