package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.DataLock;

class RecordCommandTest {
    private static final int CANDLES = 6 * 24 * 4;

    /** An id of the first epoch: {@code 1 << 40} and a counter. */
    private static final Pattern ID = Pattern.compile("\\b1099511\\d{6}\\b");

    @TempDir
    private static Path folder;

    private static Recording recording;

    @TempDir
    private Path empty;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
    }

    @Test
    void saysWhatWasRecordedAndThatItIsSynthetic() {
        CommandRun run = recording.record("--data", empty.resolve("data"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.outWithoutLayout())
                .contains("SOLUSD " + CANDLES + " 2025-01-01T00:00:00Z 2025-01-06T23:45:00Z synthetic-lively-seed1")
                .contains("(synthetic: made from a seed, not a market)")
                .containsPattern("inputs [\\d,]+\nframes [\\d,]+\nbytes in frames [\\d,]+\ntrades closed \\d+\n")
                .endsWith("recorded into " + empty.resolve("data") + "\n");
    }

    @Test
    void theSameMarketGivesTheSameJournal() {
        Path again = empty.resolve("data");

        recording.record("--data", again);

        assertThat(new Recording(recording.folder(), again).dump()).isEqualTo(recording.dump());
    }

    @Test
    void keepsWhichMarketItWas() throws IOException {
        var market = new ObjectMapper()
                .readTree(recording.data().resolve("market.json").toFile());

        assertThat(market.at("/symbols").fieldNames()).toIterable().containsExactly("SOLUSD", "AAVEUSD");
        assertThat(market.at("/symbols/SOLUSD/file").asText()).isEqualTo("synthetic-lively-seed1");
        assertThat(market.at("/symbols/SOLUSD/synthetic").asBoolean()).isTrue();
        assertThat(market.at("/symbols/SOLUSD/sha256").asText()).hasSize(64);
    }

    @Test
    void theResultsAreThoseOfABacktestOverTheSameTradesButForTheEpochInTheIds() {
        Path recorded = empty.resolve("recorded");
        Path traded = empty.resolve("traded");

        assertThat(smc("journal", "results", "--data", recording.data(), "--out", recorded)
                        .exitCode())
                .isZero();
        List<Object> arguments = new ArrayList<>(Recording.MARKET);
        arguments.addAll(List.of("--as-trades", "--no-report", "--out", traded));
        assertThat(recording.folder().backtest(arguments.toArray()).exitCode()).isZero();

        var results = MarketFolder.files(recorded);
        var expected = MarketFolder.files(traded);
        assertThat(CsvTable.read(recorded.resolve("trades.csv")).size()).isPositive();
        assertThat(results.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, text) ->
                assertThat(withoutEpoch(results.get(name))).as(name).isEqualTo(text));
    }

    private static String withoutEpoch(String text) {
        return ID.matcher(text).replaceAll(id -> Long.toString(Long.parseLong(id.group()) & (1L << 40) - 1));
    }

    /** Three days of it. */
    private void generate(String symbol, String resolution, Path file) {
        Path config = recording.folder().path().resolve("config");
        CommandRun made = smc(
                "data",
                "generate",
                "--config",
                config,
                "--symbol",
                symbol,
                "--days",
                3,
                "--resolution",
                resolution,
                "--out",
                file);
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    @Test
    void candleFilesAreRecordedAsTheirTrades() throws IOException {
        Path candles = empty.resolve("candles.csv");
        generate("AAVEUSD", "15m", candles);
        Path data = empty.resolve("data");

        CommandRun run = smc(
                "record",
                "--config",
                recording.folder().path().resolve("config"),
                "--candles",
                "AAVEUSD=" + candles,
                "--data",
                data);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("synthetic");
        assertThat(new Recording(recording.folder(), data).dump("--type", "onTrade"))
                .hasSize(4 * 3 * 24 * 4);
    }

    @Test
    void tradeFilesAreRecordedTradeByTrade() throws IOException {
        Path trades = empty.resolve("trades.csv");
        generate("AAVEUSD", "trades", trades);
        Path data = empty.resolve("data");

        CommandRun run = smc(
                "record",
                "--config",
                recording.folder().path().resolve("config"),
                "--trades",
                "AAVEUSD=" + trades,
                "--data",
                data);

        assertThat(run.exitCode()).isZero();
        assertThat(new Recording(recording.folder(), data).dump("--type", "onTrade"))
                .hasSize(Files.readAllLines(trades).size() - 1);
    }

    @Test
    void aFolderWithAJournalIsRefusedAndLeftAsItIs() {
        List<String> before = recording.dump();

        CommandRun run = recording.record("--data", recording.data());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        3,
                        "",
                        "smc: refused: expected a data folder without a journal, there is one in " + recording.data()
                                + System.lineSeparator()));
        assertThat(recording.dump()).isEqualTo(before);
    }

    @Test
    void aFolderThatSomebodyIsAtWorkInIsRefused() {
        Path data = empty.resolve("data");
        try (DataLock lock = DataLock.take(data)) {
            CommandRun run = recording.record("--data", data);

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).startsWith("smc: refused: expected nobody at work in " + lock.dataFolder());
        }
        assertThat(data).isDirectoryNotContaining("glob:**journal");
    }

    @Test
    void whatCannotBeRecordedIsAUsageErrorAndLeavesNothing() throws IOException {
        Path data = empty.resolve("data");
        Path file = Files.createFile(empty.resolve("file"));
        Path few = recording
                .folder()
                .write("few.csv", "time,open,high,low,close,volume\n1735689600,1,1,1,1,1\n1735690500,1,1,1,1,1\n");

        assertUsage(recording.record("--data", file), "--data: expected a folder to record into, is a file: " + file);
        assertUsage(recording.record("--data", data, "--slippage-bps", 1_001), "--slippage-bps: expected 0 to 1000");
        assertUsage(recording.record("--data", data, "--latency-ms", -1), "--latency-ms: expected at least 0, was -1");
        assertUsage(
                smc("record", "--candles", "SOLUSD=" + few, "--trades", "SOLUSD=" + few, "--data", data),
                "are mutually exclusive");
        CommandRun tooFew = smc(
                "record",
                "--config",
                recording.folder().path().resolve("config"),
                "--candles",
                "SOLUSD=" + few,
                "--data",
                data);

        assertThat(tooFew.exitCode()).isEqualTo(1);
        assertThat(tooFew.err()).contains("expected more than the 199 candles of the warm-up, are 2");
        assertThat(data).doesNotExist();
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc record").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }
}
