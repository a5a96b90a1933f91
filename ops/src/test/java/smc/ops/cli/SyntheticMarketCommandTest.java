package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.feed.file.CandleFile;
import smc.feed.market.MadeMarket;
import smc.feed.market.MarketFiles;
import smc.strategy.candle.Candle;

/** {@code smc backtest} without a market, and {@code smc data generate}. */
class SyntheticMarketCommandTest {
    private static final Path CONFIG = MarketFolder.repository().resolve("config");

    @TempDir
    private Path folder;

    private MarketFolder market;
    private Path out;

    @BeforeEach
    void takeTheShippedConfiguration() {
        market = MarketFolder.in(folder);
        out = folder.resolve("out");
    }

    @Test
    void withoutAMarketTheRulesTradeAHundredAndEightySyntheticDays() throws IOException {
        CommandRun run = market.backtest("--no-report", "--out", out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("On a synthetic market the rules ");
        for (String symbol : List.of("SOLUSD", "AAVEUSD")) {
            JsonNode data = summary(out).at("/data/" + symbol);
            assertThat(data.get("synthetic").asBoolean()).isTrue();
            assertThat(data.get("file").asText()).isEqualTo("synthetic-normal-seed1");
            assertThat(data.get("first").asLong()).isEqualTo(MadeMarket.FIRST_DAY.getEpochSecond());
            assertThat(data.get("candles").asInt()).isEqualTo(180 * 96);
        }
        assertThat(summary(out).at("/total/trades").asInt()).isPositive();
    }

    @Test
    void twoRunsWriteTheSameBytes() {
        Path again = folder.resolve("again");

        market.backtest("--days", 20, "--out", out);
        market.backtest("--days", 20, "--out", again);

        assertThat(MarketFolder.files(again))
                .isEqualTo(MarketFolder.files(out))
                .containsKeys("trades.csv", "report.html");
    }

    @ParameterizedTest
    @CsvSource({"--seed, 2, synthetic-normal-seed2", "--market, calm, synthetic-calm-seed1"})
    void anotherSeedOrPresetIsAnotherMarketAndSaysSo(String option, String value, String name) throws IOException {
        Path other = folder.resolve("other");
        market.backtest("--no-report", "--days", 10, "--out", out);

        market.backtest("--no-report", "--days", 10, option, value, "--out", other);

        assertThat(summary(other).at("/data/SOLUSD/file").asText()).isEqualTo(name);
        assertThat(summary(other).at("/data/SOLUSD/sha256"))
                .isNotEqualTo(summary(out).at("/data/SOLUSD/sha256"));
        assertThat(MarketFolder.files(other).get("blocks.csv"))
                .isNotEqualTo(MarketFolder.files(out).get("blocks.csv"));
    }

    @Test
    void tradesCanBeMadeOfItsRows() throws IOException {
        CommandRun run = market.backtest("--no-report", "--as-trades", "--days", 10, "--out", out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(summary(out).at("/data/SOLUSD/candles").asInt()).isEqualTo(10 * 96);
    }

    @Test
    void aFileThatWasWrittenGivesTheSameTrades() throws IOException {
        Path file = folder.resolve("made.csv.gz");
        Path fromFile = folder.resolve("from-file");
        market.configure("engine.json", "[\"SOLUSD\", \"AAVEUSD\"]", "[\"SOLUSD\"]");

        CommandRun run = generate("--days", 20, "--out", file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("synthetic-normal-seed1 of SOLUSD written to " + file + "\n");
        market.backtest("--no-report", "--days", 20, "--out", out);
        market.backtest("--no-report", "--candles", "SOLUSD=" + file, "--out", fromFile);
        Map<String, String> expected = MarketFolder.files(out);
        Map<String, String> found = MarketFolder.files(fromFile);
        // It names the file and cannot know where it came from.
        expected.remove("summary.json");
        found.remove("summary.json");
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theHashOfTheSummaryIsThatOfTheFileThatWouldBeWritten() throws Exception {
        Path file = folder.resolve("made.csv");
        generate("--days", 5, "--out", file);

        market.backtest("--no-report", "--days", 5, "--out", out);

        assertThat(summary(out).at("/data/SOLUSD/sha256").asText()).isEqualTo(new MarketFiles("SOLUSD", file).sha256());
    }

    @Test
    void minutesAndTradesAreTheSameMarket() throws IOException {
        Path candles = folder.resolve("15m.csv");
        Path minutes = folder.resolve("1m.csv");
        Path trades = folder.resolve("trades.csv.gz");
        generate("--days", 3, "--out", candles);

        generate("--days", 3, "--resolution", "1m", "--out", minutes);
        generate("--days", 3, "--resolution", "trades", "--out", trades);

        List<Candle> expected = CandleFile.read(candles).candles();
        assertThat(CandleFile.read(minutes).series(TimeUnit.MINUTES.toNanos(15)).candles())
                .isEqualTo(expected);
        assertThat(totalContracts(trades))
                .isEqualTo(expected.stream().mapToLong(Candle::contracts).sum());
    }

    @Test
    void aNameThatEndsInGzIsCompressed() throws IOException {
        Path plain = folder.resolve("made.csv");
        Path compressed = folder.resolve("made.csv.gz");

        generate("--days", 3, "--out", plain);
        generate("--days", 3, "--out", compressed);

        try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --days | 2            | --days: expected 3 to 3650, was 2
            --market | wild       | Invalid value for option '--synthetic'
            --resolution | 7m     | expected 1m, 5m, 15m or trades, was 7m
            --symbol | BTCUSD     | --symbol: expected a symbol of symbols.json, AAVEUSD, SOLUSD, was BTCUSD
            """)
    void refusesToGenerateWhatThereIsNot(String option, String value, String message) {
        Path file = folder.resolve("made.csv");

        CommandRun run = option.equals("--symbol")
                ? smc("data", "generate", "--config", CONFIG, option, value, "--out", file)
                : generate(option, value, "--out", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(file).doesNotExist();
    }

    @Test
    void aMarketIsEitherRecordedOrMade() {
        Path file = folder.resolve("made.csv");
        generate("--days", 5, "--out", file);

        CommandRun run = market.backtest("--candles", "SOLUSD=" + file, "--seed", 2, "--out", out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("mutually exclusive");
        assertThat(out).doesNotExist();
    }

    private static CommandRun generate(Object... arguments) {
        var all = new ArrayList<Object>(List.of("data", "generate", "--config", CONFIG, "--symbol", "SOLUSD"));
        all.addAll(List.of(arguments));
        return smc(all.toArray());
    }

    private static long totalContracts(Path trades) throws IOException {
        try (var source = new MarketFiles("SOLUSD", trades).openTrades(100_000_000)) {
            long contracts = 0;
            while (source.advance()) {
                contracts += source.contracts();
            }
            return contracts;
        }
    }

    private static JsonNode summary(Path folder) throws IOException {
        return new JsonMapper().readTree(Files.readString(folder.resolve("summary.json")));
    }
}
