package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.file.TradeFile;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.number.FixedPoint;

class BacktestCommandTest {
    private static final long SEED = 7;
    private static final int CANDLES = 900;
    private static final List<Candle> WALK = RandomCandles.walk(SEED, CANDLES);

    @TempDir
    private Path folder;

    private MarketFolder market;
    private Path candles;
    private Path out;

    @BeforeEach
    void writeTheMarket() {
        market = MarketFolder.in(folder);
        candles = market.candles("walk.csv", WALK);
        out = folder.resolve("out");
    }

    // ---- what it trades

    @Test
    void tradesOnlyFromTheTimeAskedForButKnowsTheBlocksBefore() {
        long from = seconds(500);
        backtest("--out", out);
        Path late = folder.resolve("late");

        backtest("--from", Instant.ofEpochSecond(from), "--out", late);

        assertThat(late.resolve("blocks.csv")).hasSameTextualContentAs(out.resolve("blocks.csv"));
        assertThat(table(late, "trades.csv").column("entry_time")).isNotEmpty().allMatch(time -> seconds(time) >= from);
        assertThat(table(late, "orders.csv").column("time")).isNotEmpty().allMatch(time -> seconds(time) >= from);
        assertThat(table(late, "decisions.csv").column("time")).isNotEmpty().allMatch(time -> seconds(time) >= from);
        assertThat(table(late, "equity.csv").column("time").getFirst()).isEqualTo(Long.toString(from));
    }

    @Test
    void leavesOutWhatComesFromTheEndOnAndTradesTheRestAsEver() {
        long to = seconds(700);
        backtest("--out", out);
        Path cut = folder.resolve("cut");

        backtest("--to", Instant.ofEpochSecond(to), "--out", cut);

        assertSameUntil(to, "blocks.csv", "bar_time", cut);
        assertSameUntil(to, "decisions.csv", "time", cut);
        assertSameUntil(to, "trades.csv", "exit_time", cut);
        assertSameUntil(to, "equity.csv", "time", cut);
        assertThat(json(cut).at("/data/SOLUSD/candles").asInt()).isEqualTo(700);
    }

    @Test
    void withoutAReportThereIsNeitherPageNorPictureNorVariant() {
        backtest("--no-report", "--out", out);

        assertThat(MarketFolder.files(out))
                .containsOnlyKeys(
                        "blocks.csv",
                        "candles-SOLUSD.csv.gz",
                        "decisions.csv",
                        "equity.csv",
                        "orders.csv",
                        "summary.json",
                        "trades.csv");
    }

    @Test
    void overFilesOfTradesTheReportComesWithoutVariants() {
        Path trades = market.write("trades.csv", tradesOf(WALK));

        assertThat(market.backtest("--trades", "SOLUSD=" + trades, "--out", out).exitCode())
                .isZero();

        assertThat(MarketFolder.files(out)).containsKey("report.html").doesNotContainKey("variants.csv");
    }

    @Test
    void aVariantWithTheSettingsOfTheRunComesToTheSame() {
        backtest("--slippage-bps", 5, "--limit-through-ticks", 0, "--out", out);

        CsvTable variants = table(out, "variants.csv");
        var asRun =
                variants.where("variant", "as-run", "account", "total").rows().getFirst();
        for (String same : List.of("slippage-5", "fill-on-touch", "emergency-2")) {
            var row = variants.where("variant", same, "account", "total").rows().getFirst();
            assertThat(row)
                    .as(same)
                    .containsEntry("net", asRun.get("net"))
                    .containsEntry("trades", asRun.get("trades"));
        }
    }

    @Test
    void aVariantIsWhatTheRunItselfWouldBeWithItsSettings() {
        backtest("--out", out);
        Path solo = folder.resolve("solo");
        Path dearer = folder.resolve("dearer");

        backtest("--mode", "B", "--no-report", "--out", solo);
        backtest("--slippage-bps", 5, "--no-report", "--out", dearer);

        assertThat(variantNet("solo-b"))
                .isEqualByComparingTo(json(solo).at("/total/net").decimalValue());
        assertThat(variantNet("slippage-5"))
                .isEqualByComparingTo(json(dearer).at("/total/net").decimalValue());
    }

    private BigDecimal variantNet(String variant) {
        return new BigDecimal(table(out, "variants.csv")
                .where("variant", variant, "account", "total")
                .rows()
                .getFirst()
                .get("net"));
    }

    @Test
    void theReportIsMadeAnewFromTheFolderAlone() throws IOException {
        backtest("--out", out);
        Map<String, String> written = MarketFolder.files(out);
        for (String name : List.of("report.html", "equity.png", "price-SOLUSD.png")) {
            Files.delete(out.resolve(name));
        }

        CommandRun again = smc("report", out);

        assertThat(again.err()).isEmpty();
        assertThat(again.exitCode()).isZero();
        assertThat(MarketFolder.files(out)).isEqualTo(written);
    }

    @Test
    void aDayIsItsFirstMoment() {
        // 2025-01-08 is 7 days of 96 candles after the first.
        backtest("--to", "2025-01-08", "--out", out);

        assertThat(json(out).at("/data/SOLUSD/candles").asInt()).isEqualTo(7 * 96);
    }

    @ParameterizedTest
    @CsvSource({"A, account-a", "b, account-b"})
    void tradesOneModeAlone(String mode, String account) {
        backtest("--mode", mode, "--out", out);

        assertThat(table(out, "trades.csv").column("account")).isNotEmpty().containsOnly(account);
        assertThat(json(out).get("accounts")).hasSize(1);
    }

    @Test
    void filesOfAFolderAreOneMarketInTheOrderOfTheirTimes() throws IOException {
        Path split = Files.createDirectory(folder.resolve("split"));
        market.candles("split/b.csv", WALK.subList(0, 400));
        market.candles("split/a.csv", WALK.subList(400, CANDLES));
        market.write("split/README.txt", "no candles");
        Path whole = folder.resolve("whole");

        assertThat(market.backtest("--candles", "SOLUSD=" + split, "--no-report", "--out", out)
                        .exitCode())
                .isZero();
        backtest("--no-report", "--out", whole);

        Map<String, String> expected = MarketFolder.files(whole);
        Map<String, String> found = MarketFolder.files(out);
        // It names the folder, and its hash is over other bytes.
        expected.remove("summary.json");
        found.remove("summary.json");
        assertThat(found).isEqualTo(expected);
    }

    /** Of the rows it is known that the last is over; of the trades, once there is a later one. */
    @Test
    void tradesOfAFileAreTradedLikeTradesMadeOfTheRows() {
        long behindMicros = (WALK.getLast().openTimeNanos() + RandomCandles.INTERVAL_NANOS) / 1_000 + 500_000;
        Path trades = market.write(
                "trades.csv",
                tradesOf(WALK) + behindMicros + ","
                        + FixedPoint.formatE8(WALK.getLast().closeE8()) + ",1,buy\n");
        Path made = folder.resolve("made");

        assertThat(market.backtest("--trades", "SOLUSD=" + trades, "--no-report", "--out", out)
                        .exitCode())
                .isZero();
        backtest("--as-trades", "--no-report", "--out", made);

        Map<String, String> expected = MarketFolder.files(made);
        Map<String, String> found = MarketFolder.files(out);
        expected.remove("summary.json");
        found.remove("summary.json");
        assertThat(found).isEqualTo(expected);
        assertThat(table(out, "trades.csv").size()).isPositive();
    }

    @Test
    void saysSoWhereTheCapitalNeverPaysForOneContract() {
        market.configure("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 1");

        CommandRun run = backtest("--out", out);

        CsvTable tooPoor = table(out, "decisions.csv").where("mode", "A", "verdict", "SIZE_BELOW_ONE");
        BigDecimal least = tooPoor.column("values").stream()
                .map(values -> new BigDecimal(values.replaceFirst("capital=1;needed=", "")))
                .min(BigDecimal::compareTo)
                .orElseThrow();
        assertThat(run.out())
                .contains("Mode A never traded SOLUSD: its capital does not pay for one contract; the cheapest needed "
                        + least.setScale(2, RoundingMode.CEILING) + " USD.\n")
                .doesNotContain("Mode B never traded");
        JsonNode poor = json(out).at("/accounts/0");
        assertThat(poor.get("trades").asInt()).isZero();
        for (String ratio : List.of("win_rate", "profit_factor_gross", "profit_factor_net", "expectancy")) {
            assertThat(poor.get(ratio).isNull()).as(ratio).isTrue();
        }
        assertThat(poor.get("capital_end").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void saysSoIfThereWasNoTradeAtAll() {
        market.configure("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 1");

        CommandRun run = backtest("--mode", "A", "--out", out);

        assertThat(run.out())
                .startsWith("The rules made no trade: the capital is too small, at ")
                .containsPattern("it did not pay for one contract, the cheapest of which took \\d+\\.\\d\\d USD\\.\n");
        assertThat(out.resolve("report.html"))
                .content()
                .contains("The rules made no trade: the capital is too small, at ");
    }

    /** Else a capital that is too small looks like a quiet market. */
    @Test
    void theFirstLineSaysHowManyEntriesTheCapitalDidNotPayFor() {
        market.configure("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 1");

        CommandRun run = backtest("--out", out);

        int tooSmall =
                table(out, "decisions.csv").where("verdict", "SIZE_BELOW_ONE").size();
        assertThat(tooSmall).isPositive();
        assertThat(run.out().lines().findFirst().orElseThrow())
                .endsWith("; at %,d more touches the capital did not pay for one contract.".formatted(tooSmall));
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Files.createDirectory(out);

        backtest("--out", out);

        assertThat(MarketFolder.files(out)).hasSize(12);
    }

    @Test
    void makesTheFoldersAboveAndLeavesNothingBesideIt() {
        Path deep = folder.resolve("a/b/out");

        backtest("--out", deep);

        assertThat(MarketFolder.files(folder.resolve("a")).keySet())
                .allMatch(name -> name.startsWith("b/out/"))
                .hasSize(12);
    }

    // ---- what it refuses

    @Test
    void refusesTwoFilesForOneSymbol() {
        assertUsage(
                market.backtest("--candles", "SOLUSD=" + candles, "--candles", "SOLUSD=" + candles, "--out", out),
                "two files for SOLUSD: put files that follow one another into a folder and name the folder");
    }

    @Test
    void refusesASymbolWithoutInstrumentData() {
        assertUsage(
                market.backtest("--candles", "BTCUSD=" + candles, "--out", out),
                "no instrument data of BTCUSD in symbols.json; there is AAVEUSD, SOLUSD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-01-05", "2025-01-05T00:00:00Z", "2025-01-04T23:59:59Z"})
    void refusesATimeThatEndsBeforeItBegins(String to) {
        assertUsage(trying("--from", "2025-01-05", "--to", to), "--from 2025-01-05T00:00:00Z is not before --to ");
    }

    @Test
    void refusesToBeginAfterTheEndOfTheData() {
        assertUsage(
                trying("--from", "2026-01-01"),
                "--from 2026-01-01T00:00:00Z is after the last candle, of " + Instant.ofEpochSecond(seconds(899)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --from yesterday            | expected a day such as 2025-01-31, a time such as 2025-01-31T12:00:00Z or unix seconds such as 1738324800, was yesterday
            --to 2025-02-30             | expected a day such as 2025-01-31, a time such as 2025-01-31T12:00:00Z or unix seconds such as 1738324800, was 2025-02-30
            --latency-ms 50             | --latency-ms needs --trades or --as-trades
            --as-trades --latency-ms -1 | --latency-ms: expected at least 0, was -1
            --slippage-bps -1           | --slippage-bps: expected 0 to 1000, was -1
            --slippage-bps 1001         | --slippage-bps: expected 0 to 1000, was 1001
            --limit-through-ticks -1    | --limit-through-ticks: expected at least 0, was -1
            --mode C                    | Invalid value for option '--mode'
            --trades SOLUSD=walk.csv    | --candles=SYMBOL=FILE, --trades=SYMBOL=FILE
            """)
    void refusesOptionsThatMakeNoSense(String options, String message) {
        assertUsage(trying((Object[]) options.split(" ")), message);
    }

    @Test
    void refusesToMakeTradesOfTrades() {
        Path trades = market.write("trades.csv", tradesOf(WALK));

        assertUsage(
                market.backtest("--trades", "SOLUSD=" + trades, "--as-trades", "--out", out),
                "--as-trades makes trades of --candles; with --trades there is nothing to make");
    }

    @Test
    void refusesAModeNobodyTrades() {
        market.configure("engine.json", "[\"account-a.json\", \"account-b.json\"]", "[\"account-a.json\"]");

        assertUsage(trying("--mode", "B"), "--mode B: no account of that mode is configured");
    }

    @Test
    void refusesWhatNamesNoMarket() {
        assertUsage(
                market.backtest("--candles", "SOLUSD", "--out", out),
                "expected SYMBOL=FILE, as SOLUSD=examples/synthetic-walk-15m.csv.gz, was SOLUSD");
        assertUsage(
                market.backtest("--candles", "=x", "--out", out),
                "expected SYMBOL=FILE, as SOLUSD=examples/synthetic-walk-15m.csv.gz, was =x");
        Path missing = folder.resolve("missing.csv");
        assertUsage(
                market.backtest("--candles", "SOLUSD=" + missing, "--out", out), "no such file or folder: " + missing);
    }

    @Test
    void refusesToWriteOverAnything() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("mine.txt"), "mine");

        assertUsage(trying("--out", full), "--out: the folder exists and is not empty: " + full);
        assertUsage(trying("--out", candles), "--out: expected a folder to make, is a file: " + candles);
        assertUsage(trying("--out", candles.resolve("out")), "--out: cannot write into " + candles);
        assertThat(full.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void refusesAFolderItMayNotWriteInto() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(locked)).as("may write everywhere: root").isFalse();

        assertUsage(trying("--out", locked.resolve("out")), "--out: cannot write into " + locked);
    }

    // ---- what it fails at

    @Test
    void failsWithNoMoreCandlesThanTheWarmUp() {
        candles = market.candles("short.csv", WALK.subList(0, OrderBlockDetector.WARM_UP_CANDLES));

        assertFailure(trying("--out", out), candles + ": expected more than the 199 candles of the warm-up, are 199");
        assertFailure(
                trying("--as-trades", "--out", out),
                candles + ": expected more than the 199 candles of the warm-up, are 199");
        assertFailure(
                trying("--to", "2024-12-31", "--out", out),
                candles + ": expected more than the 199 candles of the warm-up, are 0");
    }

    @Test
    void oneCandleMoreThanTheWarmUpIsEnough() {
        candles = market.candles("short.csv", WALK.subList(0, OrderBlockDetector.WARM_UP_CANDLES + 1));

        assertThat(backtest("--out", out).out())
                .startsWith("The rules made no trade: price touched no block, the data is thin.\n");
    }

    @Test
    void failsAtARowThatIsNoCandle() throws IOException {
        Files.writeString(candles, Files.readString(candles).replaceFirst("\n1735690500,[^,]*,", "\n1735690500,NaN,"));

        assertFailure(trying("--out", out), candles + ":3: open: expected a decimal number, was \"NaN\"");
    }

    @Test
    void failsAtFilesThatOverlap() throws IOException {
        Path split = Files.createDirectory(folder.resolve("split"));
        market.candles("split/a.csv", WALK.subList(0, 400));
        Path second = market.candles("split/b.csv", WALK.subList(399, CANDLES));

        assertFailure(
                market.backtest("--candles", "SOLUSD=" + split, "--no-report", "--out", out),
                second + ": overlaps the files before it: every candle may come once only");
    }

    @Test
    void failsAtAFolderWithoutFiles() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String message = empty + ": expected files ending in .csv, .csv.gz or .zip, there are none";

        assertFailure(market.backtest("--candles", "SOLUSD=" + empty, "--out", out), message);
        assertFailure(market.backtest("--trades", "SOLUSD=" + empty, "--out", out), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            oops                         | expected 4 columns (time_us,price,size,side), were 1: oops
            1735689600000,150,1,buy      | time_us: expected unix microseconds from 2001 to 2100, was "1735689600000"
            1735689600000000,150,1,buy   | expected a time of at least 1735690499000000, was 1735689600000000
            1735690600000000,x,1,buy     | price: expected a decimal number, was "x"
            1735690600000000,0,1,buy     | price: expected more than 0, was 0
            1735690600000000,150,-1,buy  | size: expected at least 0, was -1
            1735690600000000,150,1,maker | side: expected buy, sell or unknown, was "maker"
            """)
    void failsAtALineThatIsNoTrade(String line, String message) {
        // Four trades of the first row, then this.
        Path trades = market.write("trades.csv", tradesOf(WALK.subList(0, 1)) + line + "\n");

        assertFailure(
                market.backtest("--trades", "SOLUSD=" + trades, "--no-report", "--out", out),
                trades + ":6: " + message);
    }

    @Test
    void failsAtTradesTooFewForABlock() {
        Path none = market.write("none.csv", TradeFile.HEADER + "\n");
        Path few = market.write("few.csv", tradesOf(WALK.subList(0, 10)));
        Path empty = market.write("empty.csv", "");

        assertFailure(
                market.backtest("--trades", "SOLUSD=" + none, "--out", out),
                none + ": expected trades, there are none");
        assertFailure(
                market.backtest("--trades", "SOLUSD=" + few, "--out", out),
                few + ": expected more than the 199 candles of the warm-up, are 9");
        assertFailure(
                market.backtest("--trades", "SOLUSD=" + empty, "--out", out),
                empty
                        + ": expected the header time,open,high,low,close,volume or time_us,price,size,side, or candles or trades of another program; the file is empty");
    }

    @Test
    void failsAtAFileOfTradesThatBeginsBeforeTheEndOfTheOneBefore() throws IOException {
        Path split = Files.createDirectory(folder.resolve("split"));
        market.write("split/a.csv", tradesOf(WALK.subList(10, 20)));
        Path second = market.write("split/b.csv", tradesOf(WALK.subList(0, 10)));

        assertFailure(
                market.backtest("--trades", "SOLUSD=" + split, "--no-report", "--out", out),
                second + ": begins before the end of the file before it: files must follow one another");
    }

    // ---- small parts

    private CommandRun backtest(Object... options) {
        CommandRun run = trying(options);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    private CommandRun trying(Object... options) {
        var arguments = new ArrayList<Object>(List.of("--candles", "SOLUSD=" + candles));
        arguments.addAll(List.of(options));
        return market.backtest(arguments.toArray());
    }

    private void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc backtest").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
        assertNothingWritten();
    }

    private void assertFailure(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("smc: " + message + "\n");
        assertThat(run.out()).isEmpty();
        assertNothingWritten();
    }

    private void assertNothingWritten() {
        assertThat(market.entries()).doesNotContain("out").noneMatch(name -> name.endsWith(".tmp"));
    }

    private void assertSameUntil(long to, String file, String column, Path cut) {
        Predicate<Map<String, String>> isBefore = row -> seconds(row.get(column)) < to;
        List<Map<String, String>> expected =
                table(out, file).rows().stream().filter(isBefore).toList();

        assertThat(expected).isNotEmpty();
        assertThat(table(cut, file).rows()).isEqualTo(expected);
    }

    /** At the open, the extreme nearer to it (the low if both are as near), the other one and the close; a quarter each. */
    private static String tradesOf(List<Candle> rows) {
        var text = new StringBuilder(TradeFile.HEADER).append('\n');
        for (Candle row : rows) {
            boolean isHighNearer = row.highE8() - row.openE8() < row.openE8() - row.lowE8();
            long[] pricesE8 = {
                row.openE8(),
                isHighNearer ? row.highE8() : row.lowE8(),
                isHighNearer ? row.lowE8() : row.highE8(),
                row.closeE8()
            };
            int[] secondsIn = {1, 300, 600, 899};
            long quarter = row.contracts() / 4;
            for (int i = 0; i < 4; i++) {
                text.append(row.openTimeNanos() / 1_000 + secondsIn[i] * 1_000_000L)
                        .append(',')
                        .append(BigDecimal.valueOf(pricesE8[i], 8).toPlainString())
                        .append(',')
                        .append(i < 3 ? quarter : row.contracts() - 3 * quarter)
                        .append(",unknown\n");
            }
        }
        return text.toString();
    }

    private static CsvTable table(Path folder, String name) {
        return CsvTable.read(folder.resolve(name));
    }

    private static JsonNode json(Path folder) {
        try {
            return new JsonMapper().readTree(folder.resolve("summary.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open time of a candle of the walk. */
    private static long seconds(int candle) {
        return WALK.get(candle).openTimeNanos() / 1_000_000_000L;
    }

    private static long seconds(String cell) {
        return Long.parseLong(cell);
    }
}
