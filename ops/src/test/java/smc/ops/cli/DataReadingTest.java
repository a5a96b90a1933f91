package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.cli.option.ExitCode;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleCsv;
import smc.strategy.candle.RandomCandles;

/** What a command reads is read once, and what data and configuration say of each other is told. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a second reading of a pipe waits for ever
class DataReadingTest {
    private static final List<Candle> WALK = RandomCandles.walk(1, 260);

    @TempDir
    private Path folder;

    private MarketFolder market;
    private Path out;

    @BeforeEach
    void makeMarket() {
        market = MarketFolder.in(folder.resolve("market"));
        out = folder.resolve("out");
    }

    @Test
    void candlesFromAPipeAreHashedAsTheyAreRead() throws Exception {
        byte[] bytes = gzip(CandleCsv.text(WALK));
        Path pipe = pipe("candles", bytes);

        CommandRun run = market.backtest("--candles", "SOLUSD=" + pipe, "--no-report", "--out", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(sha256OfSummary()).isEqualTo(sha256(bytes));
    }

    @Test
    void tradesFromAPipeAreHashedAsTheyAreRead() throws Exception {
        byte[] bytes = tradesOf(WALK).getBytes(StandardCharsets.UTF_8);
        Path pipe = pipe("trades", bytes);

        CommandRun run = market.backtest("--trades", "SOLUSD=" + pipe, "--no-report", "--out", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(sha256OfSummary()).isEqualTo(sha256(bytes));
    }

    @Test
    void whatARunDoesNotNeedOfAFileIsOfItsSumToo() throws Exception {
        byte[] bytes = tradesOf(WALK).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("trades.csv"), bytes);

        CommandRun run = market.backtest(
                "--trades", "SOLUSD=" + file, "--to", "2025-01-03T06:00:00Z", "--no-report", "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(sha256OfSummary()).isEqualTo(sha256(bytes));
    }

    @Test
    void whatARunDoesNotNeedOfAFileMustBeWholeToo() throws Exception {
        byte[] bytes = gzip(tradesOf(WALK));
        Path file = Files.write(folder.resolve("trades.csv.gz"), java.util.Arrays.copyOf(bytes, bytes.length - 4));

        CommandRun run = market.backtest(
                "--trades", "SOLUSD=" + file, "--to", "2025-01-03T06:00:00Z", "--no-report", "--out", out);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("the gzip stream ends in the middle: the file is truncated");
        assertThat(out).doesNotExist();
    }

    @Test
    void aRecordingOfAPipeKnowsTheSumOfWhatItRead() throws Exception {
        byte[] bytes = gzip(tradesOf(WALK));
        Path pipe = pipe("trades", bytes);

        CommandRun run = smc("record", "--config", config(), "--trades", "SOLUSD=" + pipe, "--data", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.resolve("market.json").toFile())
                        .at("/symbols/SOLUSD/sha256")
                        .asText())
                .isEqualTo(sha256(bytes));
    }

    @Test
    void aCheckOfAPipeIsOneOfItsContent() throws Exception {
        Path pipe = pipe("trades", gzip(tradesOf(WALK)));

        CommandRun run = smc("data", "check", pipe);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.outWithoutLayout()).contains(pipe + " 1,040 2025-01-01T00:00:01Z ");
    }

    @Test
    void tradesThatAreNamedByTheirContentBeforeTheyArePlayedMustBeAFile() throws Exception {
        Path pipe = pipe("trades", tradesOf(WALK).getBytes(StandardCharsets.UTF_8));

        CommandRun run = smc(
                "run",
                "--config",
                config(),
                "--trades",
                "SOLUSD=" + pipe,
                "--for",
                "1s",
                "--data",
                folder.resolve("d"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .isEqualTo(
                        "smc: " + pipe
                                + ": expected a file, is a pipe or a device: its content is to be known before it is played, and a pipe is read once\n");
    }

    @Test
    void aTradeOfSizeZeroMovesNothingAndIsSaid() {
        String rows = tradesOf(WALK);
        Path with = market.write("with.csv", withThirdRow(rows, "1735689601000000,1000,0,buy"));
        Path without = market.write("without.csv", rows);

        CommandRun run = market.backtest("--trades", "SOLUSD=" + with, "--no-report", "--out", out);
        Path plain = folder.resolve("plain");
        market.backtest("--trades", "SOLUSD=" + without, "--no-report", "--out", plain);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo(with + ":3: zero size: size 0 at 1000: nothing changed hands, left out\n");
        var files = MarketFolder.files(out);
        var plainFiles = MarketFolder.files(plain);
        // Of the market they say another file.
        files.remove("summary.json");
        plainFiles.remove("summary.json");
        assertThat(files).isEqualTo(plainFiles);
    }

    @Test
    void pricesBetweenTheTicksConfiguredAreSaid() {
        market.configure("symbols.json", "\"tickSize\": 0.0001", "\"tickSize\": 0.5");
        Path candles = market.candles("candles.csv", WALK);
        Path trades = market.write("trades.csv", tradesOf(WALK));

        CommandRun overCandles =
                market.backtest("--candles", "SOLUSD=" + candles, "--no-report", "--out", out.resolve("a"));
        CommandRun overTrades =
                market.backtest("--trades", "SOLUSD=" + trades, "--no-report", "--out", out.resolve("b"));
        CommandRun check = smc("data", "check", "--config", config(), "--symbol", "SOLUSD", candles, trades);

        String ofCandles = "^" + candles
                + ":2: off tick: \\d+ of 260 candles with a price that is no multiple of the tick 0\\.5, the first with \\S+$";
        assertThat(overCandles.exitCode()).isZero();
        assertThat(overCandles.err().strip()).matches(ofCandles);
        assertThat(overTrades.exitCode()).isZero();
        assertThat(overTrades.err().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .matches(trades + ":\\d+: off tick: a price that is no multiple of the tick 0\\.5, \\S+");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out().lines().limit(2).toList())
                .satisfiesExactly(
                        line -> assertThat(line).matches(ofCandles),
                        line -> assertThat(line)
                                .isEqualTo(overTrades.err().lines().findFirst().orElseThrow()));
    }

    @Test
    void rowsAfterNowAreSaid() {
        Path candles = market.write("candles.csv", CandleCsv.text(WALK) + "3976214400,150,151,149,150,5\n");

        CommandRun run = market.backtest("--candles", "SOLUSD=" + candles, "--no-report", "--out", out);
        CommandRun check = smc("data", "check", candles);

        String said = candles + ":262: future: 1 of 261 candles lie after now, ";
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith(said).hasLineCount(1).endsWith("; the first is of 2096-01-01T00:00:00Z\n");
        assertThat(check.out()).contains("\n" + said);
    }

    @Test
    void aCandleWithARangeAndNoVolumeFillsNothing() {
        Path candles = market.write(
                "candles.csv",
                CandleCsv.text(WALK) + (RandomCandles.START_NANOS / 1_000_000_000L + 260 * 900)
                        + ",150,1000,149,150,0\n");

        CommandRun run = market.backtest("--candles", "SOLUSD=" + candles, "--no-report", "--out", out);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .isEqualTo("smc: " + candles
                        + ":262: expected one price where nothing was traded, was volume 0 with high 1000 low 149\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCheckOfTradesPrintsATable() {
        Path trades = market.write(
                "trades.csv",
                withThirdRow(tradesOf(WALK), "1735689601000000,1000,0,buy") + "1735924000000000,1000,1,buy\n");
        Path candles = market.candles("candles.csv", WALK);

        CommandRun run = smc("data", "check", trades, candles);

        assertThat(run.exitCode()).isZero();
        assertThat(run.outWithoutLayout())
                .startsWith(trades + ":3: zero size: size 0 at 1000: nothing changed hands, left out\n" + trades
                        + ":1043: outlier: 1000 at 2025-01-03T17:06:40Z, more than 5 % from ")
                .contains("file trades first (UTC) last (UTC) errors longest quiet zero size outliers\n" + trades
                        + " 1,041 2025-01-01T00:00:01Z 2025-01-03T17:06:40Z 0 ")
                .contains("\n" + candles + " 260 15m ");
    }

    private Path config() {
        return market.path().resolve("config");
    }

    private String sha256OfSummary() throws IOException {
        return new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .at("/data/SOLUSD/sha256")
                .asText();
    }

    /** A named pipe through which these bytes come once. */
    private Path pipe(String name, byte[] bytes) throws Exception {
        Path pipe = folder.resolve(name);
        Process made;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        } catch (IOException _) {
            made = null;
        }
        assumeThat(made != null && made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0)
                .as("needs named pipes")
                .isTrue();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Files.write(pipe, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return pipe;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String withThirdRow(String text, String row) {
        int second = text.indexOf('\n', text.indexOf('\n') + 1);
        return text.substring(0, second + 1) + row + text.substring(second);
    }

    /** Four trades of each candle: open, high, low, close. */
    private static String tradesOf(List<Candle> candles) {
        var text = new StringBuilder("time_us,price,size,side\n");
        for (Candle candle : candles) {
            long micros = TimeUnit.NANOSECONDS.toMicros(candle.openTimeNanos());
            long[] pricesE8 = {candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8()};
            for (int i = 0; i < pricesE8.length; i++) {
                text.append(micros + 1_000_000L + i * 200_000_000L)
                        .append(',')
                        .append(smc.strategy.number.FixedPoint.formatE8(pricesE8[i]))
                        .append(",5,unknown\n");
            }
        }
        return text.toString();
    }
}
