package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export} writes, held against the result folder of the same journal and against its dump. */
class ExportCommandTest {
    private static final Set<String> TIMES =
            Set.of("time", "candle_time", "block_origin_time", "entry_time", "exit_time", "venue", "candle", "origin");
    private static final Set<String> COUNTS = Set.of("contracts", "target_contracts", "filled", "place", "build");
    private static final Set<String> IDS = Set.of("sequence", "id", "trade_id", "trade", "order", "stopOrder");
    private static final Set<String> DECIMALS = Set.of(
            "entry_price",
            "expected_entry_price",
            "target",
            "entry_atr",
            "gain",
            "fees",
            "gst",
            "funding",
            "slippage",
            "net",
            "capital_before",
            "capital_after",
            "price",
            "average_price",
            "entry_level",
            "open",
            "high",
            "low",
            "close",
            "capital",
            "unrealised",
            "equity",
            "capitalBefore",
            "capitalAfter",
            "stop");

    @TempDir
    private static Path folder;

    private static Recording recording;
    private static Path results;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
        results = folder.resolve("results");
        smc("journal", "results", "--data", recording.data(), "--out", results);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "orders", "decisions", "equity"})
    void theRowsAreThoseOfTheResultFolderWithOtherTypes(String what) {
        List<Map<String, String>> exported = export(what);
        List<Map<String, String>> expected =
                CsvTable.read(results.resolve(what + ".csv")).rows();
        assertThat(exported).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            // Of one candle the verdicts and marks of both symbols may stand otherwise round: they are sorted by time
            // there.
            Map<String, String> row = exported.get(i);
            for (Map.Entry<String, String> cell : expected.get(i).entrySet()) {
                String name = cell.getKey().equals("time") && !what.equals("orders") ? "candle_time" : cell.getKey();
                if (name.equals("exits") || name.equals("values")) {
                    continue; // Written otherwise; held against the dump below.
                }
                assertThat(same(name, row.get(name), cell.getValue()))
                        .as("%s of row %d: %s, expected %s", name, i, row.get(name), cell.getValue())
                        .isTrue();
            }
        }
    }

    private static boolean same(String name, String exported, String expected) {
        if (TIMES.contains(name)) {
            return Instant.parse(exported).getEpochSecond() == Long.parseLong(expected);
        }
        if (name.equals("average_price") && exported.isEmpty()) {
            return expected.equals("0");
        }
        return DECIMALS.contains(name)
                ? new BigDecimal(exported).compareTo(new BigDecimal(expected)) == 0
                : exported.equals(expected);
    }

    @Test
    void theCandlesAreThoseOfTheResultFolder() throws IOException {
        Path plain = folder.resolve("candles-SOLUSD.csv");
        try (var in = new GZIPInputStream(Files.newInputStream(results.resolve("candles-SOLUSD.csv.gz")))) {
            Files.write(plain, in.readAllBytes());
        }
        List<Map<String, String>> expected = CsvTable.read(plain).rows();
        List<Map<String, String>> exported = export("candles").stream()
                .filter(row -> row.get("symbol").equals("SOLUSD"))
                .toList();

        assertThat(exported).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Instant.parse(exported.get(i).get("time")).getEpochSecond())
                    .isEqualTo(Long.parseLong(expected.get(i).get("time")));
            for (String price : List.of("open", "high", "low", "close")) {
                assertThat(new BigDecimal(exported.get(i).get(price)))
                        .isEqualByComparingTo(expected.get(i).get(price));
            }
            assertThat(exported.get(i)).containsEntry("trusted", "true").containsEntry("corrected", "false");
        }
    }

    /** No reader can take a column of money for one of whole numbers, nor an id for something to calculate with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "trades",
                "orders",
                "decisions",
                "equity",
                "candles",
                "frames:tradeClosed",
                "frames:submit",
                "frames:onTrade",
                "frames:touchJudged"
            })
    void everyCellIsWrittenByTheKindOfItsColumn(String what) throws IOException {
        List<String> lines = Files.readAllLines(file(what));
        List<String> columns = cells(lines.getFirst());
        assertThat(lines).hasSizeGreaterThan(1);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i);
                String pattern = IDS.contains(name)
                        ? "\"[0-9]+\"|"
                        : DECIMALS.contains(name)
                                ? "-?[0-9]+\\.[0-9]{8}|"
                                : TIMES.contains(name)
                                        ? "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{9})?Z"
                                        : COUNTS.contains(name) ? "-?[0-9]+" : "[^\"]*";
                assertThat(cells.get(i)).as("%s of %s", name, what).matches(pattern);
            }
        }
    }

    @Test
    void theRowsOfAMessageAreItsLinesOfTheDump() {
        List<String> dump = recording.dump("--type", "tradeClosed");
        List<Map<String, String>> rows = export("frames:tradeClosed");

        assertThat(rows).hasSameSizeAs(dump);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            assertThat(row)
                    .containsEntry("sequence", Long.toString(Recording.sequence(dump.get(i))))
                    .containsEntry("trade", Recording.value(dump.get(i), "trade"))
                    .containsEntry("reason", Recording.value(dump.get(i), "reason"));
            assertThat(new BigDecimal(row.get("capitalAfter")))
                    .isEqualByComparingTo(Recording.value(dump.get(i), "capitalAfter"));
        }
    }

    @Test
    void allFramesAreAllMessagesOfTheDump() throws IOException {
        List<String> dump = recording.dump();
        List<String> lines = Files.readAllLines(file("frames"));

        assertThat(lines).hasSize(dump.size() + 1);
        for (int i : new int[] {0, 100, dump.size() - 1}) {
            assertThat(cells(lines.get(i + 1)).getFirst()).isEqualTo("\"" + Recording.sequence(dump.get(i)) + "\"");
        }
    }

    /** The numbers of a verdict, with the names that the rules give them. */
    @Test
    void theValuesOfAVerdictHaveTheirNames() {
        List<Map<String, String>> trades = export("decisions").stream()
                .filter(row -> row.get("verdict").equals("TRADE"))
                .toList();

        assertThat(trades)
                .isNotEmpty()
                .allMatch(row -> row.get("values").matches("trade=[0-9]+;contracts=[0-9]+;price=[0-9]+\\.[0-9]{8}"));
    }

    /** Whatever the cut, a row is in one of the parts, and in the first whose frames it comes from. */
    @ParameterizedTest
    @ValueSource(strings = {"trades", "decisions", "equity", "candles", "frames:submit"})
    void partsOneAfterTheOtherAreTheWhole(String what) {
        String cut = "2025-01-04T07:00:00Z";
        List<Map<String, String>> both = new ArrayList<>(export(what, "--to", cut));
        int first = both.size();
        both.addAll(export(what, "--from", cut));

        assertThat(both).isEqualTo(export(what));
        assertThat(first).isBetween(1, both.size() - 1);
    }

    @Test
    void anOrderIsOfThePartInWhichItWasWanted() {
        long cut = Recording.sequence(
                recording.dump("--type", "tradeOpened").getLast()); // Its entry was wanted before, and filled here.
        List<String> wanted = recording.dump("--type", "submit").stream()
                .filter(line -> Recording.sequence(line) >= cut)
                .flatMap(line -> Stream.of(Recording.value(line, "order"), Recording.value(line, "stopOrder")))
                .filter(id -> !id.equals("0"))
                .toList();

        assertThat(export("orders", "--from", cut))
                .extracting(row -> row.get("id"))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void aNameThatEndsInGzIsCompressed() throws IOException {
        Path file = folder.resolve("equity.csv.gz");
        assertThat(smc("export", "--data", recording.data(), "--what", "equity", "--out", file)
                        .exitCode())
                .isZero();

        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file("equity")));
        }
    }

    @Test
    void parquetIsLeftToTheRecipeThatIsPrinted() {
        Path file = folder.resolve("trades.parquet");
        CommandRun run =
                smc("export", "--data", recording.data(), "--what", "trades", "--out", file, "--format", "parquet");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("smc: --format parquet: expected the optional part that writes it");
        assertThat(run.out())
                .contains("'net': 'DECIMAL(19,8)'")
                .contains("'id': 'VARCHAR'")
                .contains("'exit_time': 'TIMESTAMPTZ'")
                .contains("TO '" + file + "' (FORMAT parquet);");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.csv"), "mine");

        assertUsage(
                smc("export", "--data", recording.data(), "--what", "trades", "--out", file),
                "--out: expected a file that does not exist yet, was " + file);
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatCannotBeWrittenIsAUsageError() {
        assertUsage(
                smc("export", "--data", recording.data(), "--what", "trades", "--out", folder.resolve("no/where.csv")),
                "no such folder: ");
    }

    @Test
    void whatIsNotInTheJournalIsAUsageErrorAndLeavesNothing() {
        Path file = folder.resolve("nothing.csv");

        assertUsage(
                smc("export", "--data", recording.data(), "--what", "trades", "--out", file, "--to", "2024-12-31"),
                "--to: 2024-12-31T00:00:00Z is before the first frame, of 2025-01-01T00:00:01Z");
        assertUsage(
                smc("export", "--data", recording.data(), "--what", "frames", "--out", file, "--from", "#99999999999"),
                "--from: expected a sequence up to ");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("nothing.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"money", "trades:tradeClosed", "frames:tradeclosed", "frames:"})
    void whatIsNoneOfThemIsAUsageError(String what) {
        assertUsage(
                smc("export", "--data", recording.data(), "--what", what, "--out", folder.resolve("none.csv")),
                "--what: expected ");
    }

    @Test
    void optionsThatContradictEachOtherAreAUsageError() {
        assertUsage(
                smc(
                        "export",
                        "--data",
                        recording.data(),
                        "--what",
                        "trades",
                        "--out",
                        folder.resolve("none.csv"),
                        "--from",
                        "2025-01-03",
                        "--to",
                        "2025-01-02"),
                "--from 2025-01-03T00:00:00Z is after --to 2025-01-02T00:00:00Z");
        assertUsage(
                smc(
                        "export",
                        "--data",
                        recording.data(),
                        "--what",
                        "trades",
                        "--out",
                        folder.resolve("none.csv"),
                        "--format",
                        "xlsx"),
                "--format: expected csv or parquet, was xlsx");
    }

    private static int files;

    /** A whole export is made once. */
    private static final Map<String, Path> WHOLE = new HashMap<>();

    private static Path file(String what, Object... options) {
        return options.length > 0 ? made(what, options) : WHOLE.computeIfAbsent(what, ExportCommandTest::made);
    }

    private static Path made(String what, Object... options) {
        Path file = folder.resolve("export-" + what.replace(':', '-') + "-" + files++ + ".csv");
        CommandRun run = smc(Stream.concat(
                        Stream.of("export", "--data", recording.data(), "--what", what, "--out", file),
                        Stream.of(options))
                .toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return file;
    }

    private static List<Map<String, String>> export(String what, Object... options) {
        try {
            List<String> lines = Files.readAllLines(file(what, options));
            List<String> columns = cells(lines.getFirst());
            return lines.stream()
                    .skip(1)
                    .map(ExportCommandTest::cells)
                    .map(cells -> {
                        assertThat(cells).hasSameSizeAs(columns);
                        return IntStream.range(0, columns.size())
                                .boxed()
                                .collect(Collectors.toMap(
                                        columns::get, i -> cells.get(i).replaceAll("^\"|\"$", "")));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With their quotes; a comma inside of them separates nothing. */
    private static List<String> cells(String line) {
        return List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc export").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }
}
