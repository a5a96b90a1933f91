package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.run.TestExchange;

/** The market in the box stands from the moment at which the engine stops until it is started again. Told in market time, never in real time. */
class StoppedMarketTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    /** 2025-01-03. */
    private static final long START_NANOS = 1_735_862_400_000_000_000L;

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        config = MarketFolder.in(Files.createDirectory(folder.resolve("market")))
                .path()
                .resolve("config");
    }

    /** Were it not held, it would go on for months of its time while it is asked. */
    @Test
    void aHeldMarketStandsWhateverIsAskedOfIt() throws Exception {
        var feed = new SyntheticFeed(
                new SyntheticMarket(Preset.LIVELY, 6),
                SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                START_NANOS,
                1,
                false);
        try (var exchange = EmbeddedExchange.start(
                new ExchangeSettings(
                        0,
                        1_000_000,
                        0,
                        VenueSettings.DEFAULTS,
                        Optional.empty(),
                        Optional.empty(),
                        System::currentTimeMillis,
                        1_000_000,
                        ExchangeSettings.CONNECTIONS_MAX),
                TestExchange.instruments(Configuration.load(config), SYMBOLS),
                List.of(new ExchangeAccount(1, "A", "key-a", "secret-a", true, 100_000_000_000L)),
                feed)) {
            exchange.hold();
            String held = get(exchange, "/sim");
            for (int i = 0; i < 20; i++) {
                get(exchange, "/v2/tickers/SOLUSD");
                get(exchange, "/v2/history/candles?resolution=1m&symbol=SOLUSD&start=1735862400&end=1735900000");
            }

            assertThat(get(exchange, "/sim")).isEqualTo(held);
        }
    }

    /** How far each run comes in its second is not the same twice; that it misses nothing of the market is. */
    @Test
    void twoRunsHearTheTradesThatOneHears() {
        Path twice = folder.resolve("twice");
        Path once = folder.resolve("once");

        run(twice, "1s");
        int first = trades(twice).size();
        run(twice, "2s");
        run(once, "3s");

        List<String> inTwo = trades(twice);
        List<String> inOne = trades(once);
        int both = Math.min(inTwo.size(), inOne.size());
        assertThat(inTwo).hasSizeGreaterThan(first);
        assertThat(both).as("long enough to reach into the second run").isGreaterThan(first);
        assertThat(inTwo.subList(0, both)).isEqualTo(inOne.subList(0, both));
    }

    private void run(Path data, String duration) {
        CommandRun run = smc(
                "run", "--config", config, "--data", data, "--speed", 3_600, "--history-days", 3, "--for", duration);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    }

    private static List<String> trades(Path data) {
        return smc("journal", "dump", "--data", data, "--type", "onTrade")
                .out()
                .lines()
                .map(line -> line.substring(line.indexOf("onTrade")))
                .toList();
    }

    private static String get(EmbeddedExchange exchange, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(exchange.restUri().resolve(path))
                                    .header("User-Agent", "test")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
