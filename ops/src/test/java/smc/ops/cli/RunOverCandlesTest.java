package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.config.Configuration;
import smc.feed.market.MarketFiles;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.RecordedFeed;
import smc.ops.run.TestExchange;

/** {@code smc run --candles} without any other option of the market, as a newcomer types it. */
class RunOverCandlesTest {
    @TempDir
    private Path folder;

    private MarketFolder market;

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"synthetic-walk-15m", "synthetic-levels-15m", "synthetic-gaps-15m"})
    void theShippedExamplesAreTraded(String name) {
        CommandRun run = run("SOLUSD=" + MarketFolder.repository().resolve("examples/" + name + ".csv.gz"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        // The 200th has just ended.
        assertThat(run.out()).contains("history of SOLUSD, 199 candles", "report ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "5m", "15m"})
    void rowsOfAnyLengthAreTraded(String resolution) {
        Path sol = generated("SOLUSD", resolution);
        Path aave = generated("AAVEUSD", resolution);

        CommandRun run = run("SOLUSD=" + sol, "AAVEUSD=" + aave);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out())
                .contains("history of SOLUSD, 199 candles from 2025-01-01T00:00:00Z")
                .contains("history of AAVEUSD, 199 candles from 2025-01-01T00:00:00Z")
                .doesNotContain("ALARM", "is not traded");
    }

    /** Whether an engine runs is told by {@code status.json} alone. */
    @Test
    void theFilesOfTheStateStayAsTheJournalEnds() throws IOException {
        CommandRun run = run("SOLUSD=" + generated("SOLUSD", "15m"));
        Path data = folder.resolve("data");
        var mapper = new ObjectMapper();
        JsonNode end = mapper.readTree(
                smc("at", "2200-01-01", "--json", "--data", data).out());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.GOOD);
        assertThat(data.resolve("state/status.json")).doesNotExist();
        JsonNode capital = mapper.readTree(Files.readString(data.resolve("state/capital.json")));
        assertThat(capital.get("desks")).hasSameSizeAs(end.get("desks")).isNotEmpty();
        for (int i = 0; i < capital.get("desks").size(); i++) {
            for (var field : capital.get("desks").get(i).properties()) {
                assertThat(field.getValue()).isEqualTo(end.get("desks").get(i).get(field.getKey()));
            }
        }
        assertThat(mapper.readTree(Files.readString(data.resolve("state/orders.json")))
                        .get("orders"))
                .isEqualTo(end.get("orders"));
        assertThat(mapper.readTree(Files.readString(data.resolve("state/blocks.json")))
                        .at("/symbols/0/blocks"))
                .hasSameSizeAs(end.at("/symbols/0/nearestBlocks"));
        assertThat(data.resolve("state/positions.json")).exists();
    }

    @Test
    void anExchangeOfItsOwnThatPlaysThemHasTheSameHistory() throws IOException {
        var files = List.of(new MarketFiles("SOLUSD", generated("SOLUSD", "15m")));

        RecordedFeed feed = RecordedFeed.ofCandles(
                files,
                TestExchange.instruments(Configuration.load(market.path().resolve("config")), List.of("SOLUSD")),
                new RecordedFeed.History(RecordedFeed.History.ENOUGH, 900_000_000_000L));

        assertThat(feed.history("SOLUSD")).hasSize(200);
        assertThat(feed.description()).endsWith(", 200 candles of history");
    }

    private Path generated(String symbol, String resolution) {
        Path file = folder.resolve(symbol + ".csv");
        CommandRun made = smc(
                "data",
                "generate",
                "--config",
                market.path().resolve("config"),
                "--symbol",
                symbol,
                "--days",
                3,
                "--resolution",
                resolution,
                "--out",
                file);
        assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.GOOD);
        return file;
    }

    private CommandRun run(String... candles) {
        var all = new ArrayList<Object>(List.of(
                "run",
                "--config",
                market.path().resolve("config"),
                "--data",
                folder.resolve("data"),
                "--speed",
                1_000_000,
                "--for",
                "1s"));
        for (String one : candles) {
            all.addAll(List.of("--candles", one));
        }
        return smc(all.toArray());
    }
}
