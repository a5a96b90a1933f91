package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.feed.market.MadeMarket;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.run.TestExchange;
import smc.ops.run.kill.FreePorts;
import smc.strategy.number.FixedPoint;

/** {@code smc kill} as somebody types it: to an engine in a process of its own, to none, and to what it must not touch. */
class KillCommandTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final int HISTORY_DAYS = 15;
    private static final long SEED = 20260322;
    private static final int LOOKS_MAX = 100;
    private static final int STEPS_PER_LOOK = 200;

    @TempDir
    private Path folder;

    private Path data;
    private Path keys;
    private Path config;
    private List<ExchangeAccount> accounts;

    @BeforeEach
    void prepare() throws IOException {
        data = folder.resolve("data");
        keys = folder.resolve("accounts.json");
        config = MarketFolder.in(Files.createDirectory(folder.resolve("market")))
                .path()
                .resolve("config");
        Path engine = config.resolve("engine.json");
        Files.writeString(
                engine, Files.readString(engine).replace("\"historyDays\": 180", "\"historyDays\": " + HISTORY_DAYS));
        accounts = ExchangeAccounts.made(200 * FixedPoint.ONE_E8);
        ExchangeAccounts.write(keys, accounts);
    }

    private EmbeddedExchange exchange() throws IOException {
        var feed = new SyntheticFeed(
                new SyntheticMarket(Preset.LIVELY, SEED),
                SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(HISTORY_DAYS),
                HISTORY_DAYS,
                false);
        return EmbeddedExchange.start(
                new ExchangeSettings(
                                FreePorts.threeInARow(),
                                2_000,
                                1,
                                VenueSettings.ON_TICK,
                                Optional.empty(),
                                Optional.empty(),
                                System::currentTimeMillis,
                                1_000_000,
                                1_000_000)
                        .strict(true),
                TestExchange.instruments(Configuration.load(config), SYMBOLS),
                accounts,
                feed);
    }

    private static void control(EmbeddedExchange exchange, String method, String json) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(exchange.restUri().resolve("/sim/faults"))
                    .header("User-Agent", "test")
                    .method(method, BodyPublishers.ofString(json))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private static boolean isHolding(EmbeddedExchange exchange) throws IOException {
        return exchange.standing().stream().anyMatch(line -> line.contains("holds"));
    }

    /**
     * Killed by -9 while nothing at the venue lets itself be closed, it is halted when it is started again, and the kill can be repeated; once more without
     * any engine.
     */
    @Test
    void killedInTheMiddleItIsHaltedAndKillsAgain() throws Exception {
        try (EmbeddedExchange exchange = exchange();
                var engines = new KilledProcesses(config, data, SYMBOLS, SEED)) {
            String authority = exchange.restUri().getAuthority();
            String[] where = {"--exchange", authority, "--keys", keys.toString()};
            engines.start(where);
            engines.awaitRunning();
            try (var hold = new MarketHold(exchange.publicSocketUri())) {
                for (int looks = 0; looks < LOOKS_MAX && !isHolding(exchange); looks++) {
                    hold.awaitSteps(STEPS_PER_LOOK);
                }
                hold.hold();
                assertThat(isHolding(exchange)).as("a position").isTrue();
                control(exchange, "POST", "{\"kind\":\"http_5xx\",\"target\":\"/v2/orders\",\"count\":1000000}");

                var first = CompletableFuture.supplyAsync(() -> smc("kill", "--data", data, "--reason", "the news"));
                await(() -> engines.says("kill: halted, on disk"));
                engines.kill();

                CommandRun cut = first.get(60, TimeUnit.SECONDS);
                assertThat(cut.exitCode()).as("%s", cut).isEqualTo(ExitCode.FAILED);
                assertThat(cut.err()).contains("the engine went before it was done: ask again");
                assertThat(isHolding(exchange)).isTrue();
                control(exchange, "DELETE", "");
                engines.start(where);
                engines.awaitRunning();

                // It says so from its first status on; before that the status is of the one that was killed.
                await(() -> smc("status", "--data", data).out().contains("HALTED"));
                assertThat(smc("status", "--data", data).out()).contains("the news");
                CommandRun second = smc("kill", "--data", data);

                assertThat(second.exitCode()).as("%s", second).isZero();
                assertThat(second.out())
                        .contains("flat: every account was read twice")
                        .containsPattern("[1-9] trades? closed, result -?[0-9.]+ USD");
                assertThat(exchange.standing()).isEmpty();
            }
            engines.kill();

            CommandRun alone = smc(concat(List.of("kill", "--data", data.toString()), where));

            assertThat(alone.exitCode()).as("%s", alone).isZero();
            assertThat(alone.err()).contains("no engine runs; the folder is halted");
            assertThat(alone.out())
                    .contains("flat: every account was read twice", "no trade of the engine's was closed");
            assertThat(smc("at", "--data", data, "2100-01-01T00:00:00Z").out()).contains("HALTED");
            assertThat(smc("journal", "verify", "--replay", "--data", data).exitCode())
                    .isZero();
        }
    }

    @Test
    void whatMustNotBeTouchedIsNot() throws Exception {
        Path recorded = folder.resolve("recorded");
        CommandRun recording = smc("record", "--config", config, "--days", 3, "--data", recorded);
        assertThat(recording.exitCode()).as("%s", recording).isZero();
        CommandRun ofARecording = smc("kill", "--data", recorded);
        assertThat(ofARecording.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ofARecording.err()).contains("in which ./smc run has traded", "nothing was done");

        // A folder of the exchange in the box is of no other venue.
        Files.writeString(
                recorded.resolve("money.json"),
                "{\"kind\":\"paper\",\"host\":\"\",\"since\":\"2026-01-01T00:00:00Z\"}");
        String before = contents(recorded);
        CommandRun elsewhere = smc("kill", "--data", recorded, "--exchange", "127.0.0.1:9", "--keys", keys);
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err())
                .contains("which is paper money at the exchange in the box, was paper money at 127.0.0.1")
                .contains("nothing was done");
        CommandRun ofRealMoney = smc("kill", "--data", recorded, "--venue", "delta-india");
        assertThat(ofRealMoney.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ofRealMoney.err()).contains("was REAL MONEY at api.india.delta.exchange");

        assertThat(contents(recorded)).isEqualTo(before);
        assertThat(smc("kill", "--data", folder.resolve("none")).err()).contains("no such folder");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(smc("kill", "--data", empty).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(empty).isEmptyDirectory();
        assertThat(smc("kill", "--data", recorded, "--reason", " ").err()).contains("--reason: expected 1 to 200");
    }

    /** Names and sizes, less the lock that every command takes. */
    private static String contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .map(file -> file + " " + file.toFile().length())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Object[] concat(List<String> first, String[] second) {
        var all = new ArrayList<Object>(first);
        all.addAll(List.of(second));
        return all.toArray();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(untilNanos);
            TimeUnit.MILLISECONDS.sleep(20); // what another process has come to: how long it takes is no rule
        }
    }
}
