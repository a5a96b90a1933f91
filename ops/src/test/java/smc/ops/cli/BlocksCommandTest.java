package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.file.CandleFile;
import smc.ops.blocks.BlockEventFile;

class BlocksCommandTest {
    @TempDir
    private Path folder;

    private Path candles;
    private Path out;

    @BeforeEach
    void writeTheCandles() throws IOException {
        candles = write("SOLUSD-perp-15m.csv", CandleFile.HEADER, SevenEvents.candles());
        out = folder.resolve("blocks.csv");
    }

    @Test
    void countsTheEvents() {
        CommandRun run = smc("blocks", "--candles", candles);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outWithoutLayout()).isEqualTo("""
                SOLUSD 205 candles of 15m 2023-11-14T22:15:00Z to 2023-11-17T01:15:00Z

                event count
                OB_CREATED 2
                OB_BREAKER 1
                OB_INVALIDATED 1
                BOS 1
                CHOCH 1
                SWEEP 1
                all 7

                alive at the end: 1 bull + 0 bear; most alive: 1 of %,d
                """.formatted(1024));
    }

    @Test
    void takesTheFileAsABareArgumentToo() {
        assertThat(smc("blocks", candles)).isEqualTo(smc("blocks", "--candles", candles));
    }

    @Test
    void printsTheNameAskedFor() {
        assertThat(smc("blocks", candles, "--symbol", "AAVEUSD").out()).startsWith("AAVEUSD  205 candles");
    }

    @Test
    void writesTheEventsInOrder() {
        CommandRun run = smc("blocks", candles, "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("7 events written to " + out + "\n");
        assertThat(out).hasContent(BlockEventFile.HEADER + "\n" + String.join("\n", SevenEvents.EVENTS) + "\n");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void acceptsWhatItWrote() {
        smc("blocks", candles, "--out", out);

        CommandRun run = smc("blocks", candles, "--expect", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("0 differences: all 7 events are as in " + out + "\n");
    }

    @Test
    void readsGzipCandlesAndGzipExpectations() throws IOException {
        Path gzipCandles = gzip(candles);
        Path gzipEvents = gzip(expectation(SevenEvents.EVENTS));

        assertThat(smc("blocks", gzipCandles, "--expect", gzipEvents).exitCode())
                .isZero();
    }

    @Test
    void aggregatesFinerCandles() throws IOException {
        // Each candle as three of five minutes: the first from open to high and low, the others flat at the close.
        var fine = new ArrayList<String>();
        for (String row : SevenEvents.candles()) {
            String[] columns = row.split(",", -1);
            long time = Long.parseLong(columns[0]);
            fine.add(row);
            for (long later : new long[] {300, 600}) {
                fine.add(time + later + ("," + columns[4]).repeat(4) + ",5");
            }
        }
        Path five = write("SOLUSD-5m.csv", CandleFile.HEADER, fine);

        CommandRun run = smc("blocks", five, "--expect", expectation(SevenEvents.EVENTS));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("SOLUSD  205 candles of 15m")
                .contains("aggregated from 615 candles of 5m\n")
                .doesNotContain("incomplete");
    }

    @Test
    void saysWhichAggregatedCandleIsIncomplete() throws IOException {
        Path five = write(
                "five.csv",
                CandleFile.HEADER,
                List.of(
                        "1700000100,100,101,99,100,5",
                        "1700000400,100,101,99,100,5",
                        "1700000700,100,101,99,100,5",
                        "1700001000,100,101,99,100,5",
                        "1700002200,100,101,99,100,5",
                        "1700002500,100,101,99,100,5"));

        CommandRun run = smc("blocks", five);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("five  3 candles of 15m")
                .contains("incomplete: 2023-11-14T22:30:00Z has 1 of 3 parts\n")
                .doesNotContain("not over");
    }

    @Test
    void saysWhichCandleTheFileEndsInsideOf() throws IOException {
        Path five = write(
                "five.csv",
                CandleFile.HEADER,
                List.of(
                        "1700000100,100,101,99,100,5",
                        "1700000400,100,101,99,100,5",
                        "1700000700,100,101,99,100,5",
                        "1700001000,100,101,99,100,5"));

        CommandRun run = smc("blocks", five);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("five  1 candles of 15m")
                .contains("not over: the file ends inside of the candle of 2023-11-14T22:30:00Z, which is left out\n");
    }

    @Test
    void failsAtAFileThatEndsInsideOfItsFirstCandle() throws IOException {
        Path five = write(
                "five.csv", CandleFile.HEADER, List.of("1700000100,100,101,99,100,5", "1700000400,100,101,99,100,5"));

        CommandRun run = smc("blocks", five);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("smc: " + five + ": expected rows that reach the end of a candle of 15m, they end before\n");
    }

    @Test
    void saysWhatIsMissingAndGoesOn() throws IOException {
        List<String> rows = SevenEvents.candles();
        rows.subList(50, 53).clear();
        rows.remove(20);
        Path holed = write("holed.csv", CandleFile.HEADER, rows);

        CommandRun run = smc("blocks", holed);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("201 candles of 15m")
                .contains("2 gaps, 4 candles missing; the detector takes the row after a hole as the next one\n");
    }

    @Test
    void saysThatASeriesIsTooShort() throws IOException {
        Path warmUpOnly =
                write("short.csv", CandleFile.HEADER, SevenEvents.candles().subList(0, 199));
        Path oneMore =
                write("longer.csv", CandleFile.HEADER, SevenEvents.candles().subList(0, 200));

        assertThat(smc("blocks", warmUpOnly).exitCode()).isZero();
        assertThat(smc("blocks", warmUpOnly).out())
                .contains("too short: the first 199 candles only warm up the average true range\n");
        assertThat(smc("blocks", oneMore).out()).doesNotContain("too short");
    }

    // Comparing

    @Test
    void showsTheFirstDifferenceWithTheCandlesAround() throws IOException {
        Path expected = expectation(replace(SevenEvents.EVENTS, 4, "1700182800,SWEEP,bear,,,,99.5"));

        CommandRun run = smc("blocks", candles, "--expect", expected);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.outWithoutLayout()).endsWith("""

                first difference: event 5
                 bar_time,event,side,top,bottom,origin_time,level
                 expected 1700182800,SWEEP,bear,,,,99.5
                 found 1700182800,SWEEP,bear,,,,99

                candle number time open high low close
                 2023-11-17T00:15:00Z 200 1700180100 100 104 100 103
                 2023-11-17T00:30:00Z 201 1700181000 103 106 103 105
                 2023-11-17T00:45:00Z 202 1700181900 105 105 101 101.5
                > 2023-11-17T01:00:00Z 203 1700182800 101.5 102 98 100
                 2023-11-17T01:15:00Z 204 1700183700 103 108 103 107
                """);
        assertThat(run.out()).doesNotContain("0 differences");
    }

    @Test
    void showsThatEventsAreMissingAtTheEnd() throws IOException {
        var more = new ArrayList<>(SevenEvents.EVENTS);
        more.add("1700183700,SWEEP,bear,,,,102");

        CommandRun run = smc("blocks", candles, "--expect", expectation(more));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("first difference: event 8\n")
                .contains("  expected  1700183700,SWEEP,bear,,,,102\n")
                .contains("  found     (no more events)\n")
                .contains("> 2023-11-17T01:15:00Z");
    }

    @Test
    void showsThatThereAreEventsTooMany() throws IOException {
        CommandRun run = smc("blocks", candles, "--expect", expectation(SevenEvents.EVENTS.subList(0, 5)));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("first difference: event 6\n")
                .contains("  expected  (no more events)\n")
                .contains("  found     1700183700,BOS,bull,,,,106\n")
                .contains("> 2023-11-17T01:15:00Z");
    }

    @Test
    void anExpectedTimeBeyondTheSeriesShowsItsEnd() throws IOException {
        var more = new ArrayList<>(SevenEvents.EVENTS);
        more.add("1800000000,SWEEP,bear,,,,102");

        CommandRun run = smc("blocks", candles, "--expect", expectation(more));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("> 2023-11-17T01:15:00Z");
    }

    /** The seven events as the reference gives them: edges from exact means, to ten decimals. */
    @Test
    void acceptsNearEdgesWithTenDecimals() throws IOException {
        List<String> reference = SevenEvents.EVENTS.stream()
                .map(row -> row.replace("101.98994975", "101.9899497487").replace("100.03517587", "100.0351758794"))
                .toList();

        assertThat(smc("blocks", candles, "--expect", expectation(reference)).exitCode())
                .isZero();
    }

    /** Near edges: bottom of the bear block (event 2), top of the bull block (event 7). */
    @ParameterizedTest
    @CsvSource({
        "2, 101.98994975, 101.9899497600, 0",
        "2, 101.98994975, 101.9899497600999, 0",
        "2, 101.98994975, 101.9899497601, 1",
        "2, 101.98994975, 101.9899497400, 0",
        "2, 101.98994975, 101.9899497399, 1",
        "7, 100.03517587, 100.0351758800, 0",
        "7, 100.03517587, 100.0351758801, 1",
        "7, 100.03517587, 100.0351758600, 0",
        "7, 100.03517587, 100.0351758599001, 0",
        "7, 100.03517587, 100.0351758599, 1"
    })
    void aNearEdgeMayDifferByLessThanTheTolerance(int event, String found, String expected, int exitCode)
            throws IOException {
        List<String> rows = SevenEvents.EVENTS;
        String changed = rows.get(event - 1).replace(found, expected);

        CommandRun run = smc("blocks", candles, "--expect", expectation(replace(rows, event - 1, changed)));

        assertThat(run.exitCode()).isEqualTo(exitCode);
        if (exitCode == 1) {
            assertThat(run.out()).contains("first difference: event " + event + "\n");
        }
    }

    /** Far edges: top of the bear block, bottom of the bull block. And every other column, a little off. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1700180101,CHOCH,bull,,,,101",
                "1 | 1700180100,BOS,bull,,,,101",
                "1 | 1700180100,CHOCH,bear,,,,101",
                "1 | 1700180100,CHOCH,bull,,,,101.00000001",
                "1 | 1700180100,CHOCH,bull,,,,",
                "1 | 1700180100,CHOCH,bull,101,101,1700180100,101",
                "2 | 1700180100,OB_CREATED,bear,104.0000000001,101.98994975,1700180100,",
                "2 | 1700180100,OB_CREATED,bear,103.9999999999,101.98994975,1700180100,",
                "2 | 1700180100,OB_CREATED,bear,104,101.98994975,1700180101,",
                "2 | 1700180100,OB_CREATED,bear,104,101.98994975,1700180100,101",
                "2 | 1700180100,OB_CREATED,bear,104,,1700180100,",
                "4 | 1700181900,OB_BREAKER,bear,104,101.98994975,1700180100,",
                "7 | 1700183700,OB_CREATED,bull,100.03517587,98.0000000001,1700182800,",
                "7 | 1700183700,OB_CREATED,bull,100.03517587,97.9999999999,1700182800,"
            })
    void everythingElseMustBeEqual(int event, String row) throws IOException {
        Path expected = expectation(replace(SevenEvents.EVENTS, event - 1, row));

        CommandRun run = smc("blocks", candles, "--expect", expected);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("first difference: event " + event + "\n")
                .contains("  expected  " + row + "\n")
                .contains("  found     " + SevenEvents.EVENTS.get(event - 1) + "\n");
    }

    @Test
    void numbersMayBeWrittenDifferently() throws IOException {
        Path expected = expectation(replace(SevenEvents.EVENTS, 0, "1700180100,CHOCH,bull,,,,101.000"));

        assertThat(smc("blocks", candles, "--expect", expected).exitCode()).isZero();
    }

    @Test
    void theOrderOfEventsCounts() throws IOException {
        var swapped = new ArrayList<>(SevenEvents.EVENTS);
        swapped.set(0, SevenEvents.EVENTS.get(1));
        swapped.set(1, SevenEvents.EVENTS.get(0));

        CommandRun run = smc("blocks", candles, "--expect", expectation(swapped));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("first difference: event 1\n");
    }

    @Test
    void writesTheEventsAlsoWhereTheyDiffer() throws IOException {
        CommandRun run = smc("blocks", candles, "--out", out, "--expect", expectation(List.of()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(out)).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 1700181000,OB_BREAKER,bear,104,101,1700180100   | expected the columns bar_time,event,side,top,bottom,origin_time,level, was",
                "4 | 1700181000,OB_BREAKER,bear,104,101,1700180100,, | expected the columns bar_time,event,side,top,bottom,origin_time,level, was",
                "4 | late,OB_BREAKER,bear,104,101.98,1700180100,     | expected the columns bar_time,event,side,top,bottom,origin_time,level, was",
                "2 | 1700180100,CHOCH,bull,,,,high                   | expected decimal numbers, was"
            })
    void namesTheLineOfAnExpectationOfAnotherForm(int line, String row, String message) throws IOException {
        Path expected = expectation(replace(SevenEvents.EVENTS, line - 2, row));

        CommandRun run = smc("blocks", candles, "--expect", expected);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("smc: " + expected + ":" + line + ": " + message + " " + row + "\n");
        assertThat(run.out()).doesNotContain("difference");
    }

    @Test
    void refusesAnExpectationWithAnotherHeaderOrWithoutAny() throws IOException {
        Path other = write("other.csv", "symbol," + BlockEventFile.HEADER, List.of());
        Path empty = write("empty.csv");

        assertThat(smc("blocks", candles, "--expect", other).err())
                .isEqualTo("smc: " + other
                        + ":1: expected the header bar_time,event,side,top,bottom,origin_time,level, was "
                        + "symbol,bar_time,event,side,top,bottom,origin_time,level\n");
        assertThat(smc("blocks", candles, "--expect", other).exitCode()).isEqualTo(1);
        assertThat(smc("blocks", candles, "--expect", empty).err())
                .isEqualTo(
                        "smc: " + empty
                                + ": expected the header bar_time,event,side,top,bottom,origin_time,level, the file is empty\n");
        assertThat(smc("blocks", candles, "--expect", empty).exitCode()).isEqualTo(1);
    }

    // Candles that cannot be used

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN          | 1700090100,NaN,101,99,100,5    | open: expected a decimal number, was \"NaN\"",
                "negative     | 1700090100,100,101,-99,100,5   | expected 0 < low <= open, close <= high < 10000000, was open 100 high 101 low -99 close 100",
                "beyond limit | 1700090100,100,10000000,99,100,5 | expected 0 < low <= open, close <= high < 10000000, was open 100 high 10000000 low 99 close 100",
                "off grid     | 1700090101,100,101,99,100,5    | expected a time on the grid of 15m, was 2023-11-15T23:15:01Z",
                "unsorted     | 1700000100,100,101,99,100,5    | expected a time after 2023-11-15T23:00:00Z, was 2023-11-14T22:15:00Z",
                "duplicate    | 1700089200,100,101,99,100,5    | expected a time after 2023-11-15T23:00:00Z, was the same with the same values",
                "columns      | 1700090100,100,101,99,100      | expected 6 columns (time,open,high,low,close,volume), were 5: 1700090100,100,101,99,100"
            })
    void namesTheLineOfABadRowAndWritesNothing(String what, String badRow, String message) throws IOException {
        // Row 100 of the series stands in line 102.
        Path bad = write("bad.csv", CandleFile.HEADER, replace(SevenEvents.candles(), 100, badRow));
        Files.writeString(out, "old");

        CommandRun run = smc("blocks", bad, "--out", out);

        assertThat(run).as(what).isEqualTo(new CommandRun(1, "", "smc: " + bad + ":102: " + message + "\n"));
        assertThat(out).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void refusesFilesThatAreNoCandleFiles() throws IOException {
        Path empty = write("empty.csv");
        Path headerOnly = write("header.csv", CandleFile.HEADER, List.of());
        Path otherHeader = write("trades.csv", "time_us,price,size,side", List.of());
        Path truncated = folder.resolve("cut.csv.gz");
        byte[] whole = Files.readAllBytes(gzip(candles));
        Files.write(truncated, Arrays.copyOf(whole, whole.length - 1));
        Path hours = write(
                "hours.csv", CandleFile.HEADER, List.of("1700002800,100,101,99,100,5", "1700006400,100,101,99,100,5"));

        assertThat(smc("blocks", empty))
                .isEqualTo(failed(empty
                        + ": expected the header time,open,high,low,close,volume or time_us,price,size,side, or candles or trades of another program;"
                        + " the file is empty"));
        assertThat(smc("blocks", headerOnly))
                .isEqualTo(failed(headerOnly + ": expected candles after the header, there are none"));
        assertThat(smc("blocks", otherHeader))
                .isEqualTo(
                        failed(otherHeader + ":1: expected candles, as time,open,high,low,close,volume, has trades"));
        assertThat(smc("blocks", truncated))
                .isEqualTo(failed(truncated + ":207: the gzip stream ends in the middle: the file is truncated"));
        assertThat(smc("blocks", hours))
                .isEqualTo(failed(hours + ": expected candles of 15m or an even part of it, are of 60m"));
    }

    // Usage

    @Test
    void needsExactlyOneCandleFile() {
        assertUsage(smc("blocks"), "Error: Missing required argument");
        assertUsage(smc("blocks", candles, "--candles", candles), "mutually exclusive");
        assertUsage(smc("blocks", candles, candles), "Unmatched argument at index 2");
        assertUsage(smc("blocks", candles, "--nonsense"), "Unknown option: '--nonsense'");
        assertUsage(smc("blocks", candles, "--out"), "Missing required parameter for option '--out'");
    }

    @Test
    void refusesAnInputThatIsNoFile() {
        Path missing = folder.resolve("missing.csv");

        assertUsage(smc("blocks", missing), "no such file: " + missing);
        assertUsage(smc("blocks", "--candles", folder), "expected a file, is a folder: " + folder);
        assertUsage(smc("blocks", candles, "--expect", missing), "no such file: " + missing);
        assertUsage(smc("blocks", candles, "--expect", folder), "expected a file, is a folder: " + folder);
    }

    @Test
    void refusesAnInputItMayNotRead() throws IOException {
        Files.setPosixFilePermissions(candles, PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(candles)).as("may read everything: root").isFalse();

        assertUsage(smc("blocks", candles), "no permission to read: " + candles);
    }

    @Test
    void refusesAnOutputThatCannotBeWritten() throws IOException {
        Path missing = folder.resolve("missing");
        Path file = write("file.csv");

        assertUsage(smc("blocks", candles, "--out", missing.resolve("out.csv")), "no such folder: " + missing);
        assertUsage(smc("blocks", candles, "--out", file.resolve("out.csv")), "no such folder: " + file);
        assertUsage(smc("blocks", candles, "--out", folder), "expected a file to write, is a folder: " + folder);
        assertThat(missing).doesNotExist();
    }

    @Test
    void refusesAnOutputFolderItMayNotWrite() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(locked)).as("may write everywhere: root").isFalse();

        assertUsage(
                smc("blocks", candles, "--out", locked.resolve("out.csv")), "no permission to write into: " + locked);
    }

    /** As {@code /dev/null} would be: renaming into place makes a plain file of it. A socket does no harm if it goes wrong. */
    @Test
    void refusesAnOutputThatIsNoPlainFile() throws IOException {
        Path socket = folder.resolve("socket");
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            CommandRun run = smc("blocks", candles, "--out", socket);

            assertUsage(run, "expected a file to write, is a device, pipe or socket: " + socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"candles", "expectation", "link"})
    void refusesToWriteOverWhatItReads(String which) throws IOException {
        Path expected = expectation(List.of());
        Path target = switch (which) {
            case "candles" -> candles;
            case "expectation" -> expected;
            default -> Files.createSymbolicLink(folder.resolve("link.csv"), expected);
        };
        byte[] before = Files.readAllBytes(target);

        CommandRun run = smc("blocks", candles, "--expect", expected, "--out", target);

        assertUsage(run, "expected another file to write than to read: " + target);
        assertThat(target).hasBinaryContent(before);
    }

    @Test
    void helpIsNoError() {
        CommandRun run = smc("blocks", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: smc blocks").contains("--candles", "--expect", "--out", "--symbol");
        assertThat(run.err()).isEmpty();
    }

    /** Says what is wrong and how it is done right, on standard error. */
    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc blocks").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun failed(String message) {
        return new CommandRun(1, "", "smc: " + message + "\n");
    }

    private static List<String> replace(List<String> rows, int index, String row) {
        var changed = new ArrayList<>(rows);
        changed.set(index, row);
        return changed;
    }

    private Path expectation(List<String> rows) throws IOException {
        return write("expected.csv", BlockEventFile.HEADER, rows);
    }

    private Path gzip(Path file) throws IOException {
        Path compressed = folder.resolve(file.getFileName() + ".gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, stream);
        }
        return compressed;
    }

    private Path write(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }

    private Path write(String name, String header, List<String> rows) throws IOException {
        var lines = new ArrayList<>(rows);
        lines.addFirst(header);
        return Files.write(folder.resolve(name), lines);
    }
}
