package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.feed.file.CandleFile;

class DataCommandTest {
    /** 2023-11-14T22:15:00Z. */
    private static final long START = 1_700_000_100;

    @TempDir
    private Path folder;

    @Test
    void showsAFileAboutWhichThereIsNothingToSay() throws IOException {
        Path good = write("good.csv", quietRows(4));

        CommandRun run = smc("data", "check", good);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outWithoutLayout()).isEqualTo("""
                file rows interval first (UTC) last (UTC) errors gaps zero volume outliers
                %s 4 15m 2023-11-14T22:15:00Z 2023-11-14T23:00:00Z 0 0 0 0
                """.formatted(good));
    }

    @Test
    void gapsZeroVolumeAndOutliersAreNotesAndNoFailure() throws IOException {
        List<String> rows = quietRows(210);
        // The row of line 3, two rows before line 10, and a true range of 200 where the last 199 were 2.
        rows.set(1, START + 900 + ",100,100,100,100,0");
        rows.set(205, START + 205 * 900 + ",100,201,1,100,5");
        rows.subList(8, 10).clear();
        Path noted = write("noted.csv", rows);

        CommandRun run = smc("data", "check", noted);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().limit(3))
                .containsExactly(
                        noted + ":3: zero volume: nothing traded at 2023-11-14T22:30:00Z",
                        noted + ":10: gap: 2 missing before it: 2023-11-15T00:15:00Z to 2023-11-15T00:30:00Z",
                        noted + ":205: outlier: true range 200 at 2023-11-17T01:30:00Z, 100 times the mean of the 199"
                                + " before");
        assertThat(run.outWithoutLayout()).endsWith(" 208 15m 2023-11-14T22:15:00Z 2023-11-17T02:30:00Z 0 1 1 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oops                       | malformed: expected 6 columns (time,open,high,low,close,volume), were 1: oops",
                "1700001900,NaN,1,1,1,1     | malformed: open: expected a decimal number, was \"NaN\"",
                "1700001900,100,99,98,100,5 | prices: expected 0 < low <= open, close <= high < 10000000, was open 100 high 99 low 98 close 100",
                "1700001900,-1,-1,-1,-1,5   | prices: expected 0 < low <= open, close <= high < 10000000, was open -1 high -1 low -1 close -1",
                "1700001901,100,101,99,100,5 | off grid: expected a time on the grid of 15m, was 2023-11-14T22:45:01Z",
                "1700001000,100,101,99,100,5 | duplicate: expected a time after 2023-11-14T22:30:00Z, was the same with the same values",
                "1700000100,100,101,99,100,5 | order: expected a time after 2023-11-14T22:30:00Z, was 2023-11-14T22:15:00Z"
            })
    void anErrorIsShownWithItsLineAndFails(String badRow, String finding) throws IOException {
        List<String> rows = quietRows(6);
        rows.set(2, badRow);
        Path bad = write("bad.csv", rows);

        CommandRun run = smc("data", "check", bad);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        // The candle of that time is missing at the row after it.
        assertThat(run.out().lines().limit(2))
                .containsExactly(
                        bad + ":4: error: " + finding,
                        bad + ":5: gap: 1 missing before it: 2023-11-14T22:45:00Z to 2023-11-14T22:45:00Z");
        assertThat(run.outWithoutLayout()).containsPattern(" (5|6) 15m \\S+ \\S+ 1 1 0 0\n$");
    }

    @Test
    void oneCauseIsOneLineWithItsCount() throws IOException {
        Path bad = write("bad.csv", List.of("a", "b", "c"));

        CommandRun run = smc("data", "check", bad);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.contains(": error: malformed: ")))
                .containsExactly(
                        bad
                                + ":2: error: malformed: expected 6 columns (time,open,high,low,close,volume), were 1: a (the first of 3 such rows)");
        assertThat(run.outWithoutLayout()).endsWith("\n" + bad + " 0 ? - - 3 0 0 0\n");
    }

    @Test
    void anUnreadableFileDoesNotKeepTheOthersFromBeingChecked() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path headerOnly = write("header.csv", List.of());
        Path good = write("good.csv", quietRows(3));

        CommandRun run = smc("data", "check", empty, good, headerOnly);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("smc: " + empty
                        + ": expected the header time,open,high,low,close,volume or time_us,price,size,side, or candles or trades of another program;"
                        + " the file is empty\n"
                        + "smc: "
                        + headerOnly + ": expected candles after the header, there are none\n");
        assertThat(run.outWithoutLayout().lines().skip(1))
                .containsExactly(
                        empty + " - - - - unreadable - - -",
                        good + " 3 15m 2023-11-14T22:15:00Z 2023-11-14T22:45:00Z 0 0 0 0",
                        headerOnly + " - - - - unreadable - - -");
    }

    @Test
    void oneBadFileAmongGoodOnesFails() throws IOException {
        Path good = write("good.csv", quietRows(3));
        Path bad = write("bad.csv", List.of("oops"));

        assertThat(smc("data", "check", good, bad).exitCode()).isEqualTo(1);
        assertThat(smc("data", "check", bad, good).exitCode()).isEqualTo(1);
        assertThat(smc("data", "check", good, good).exitCode()).isZero();
    }

    @Test
    void showsAnyInterval() throws IOException {
        Path seconds = write("seconds.csv", List.of(START + ",100,101,99,100,5", START + 30 + ",100,101,99,100,5"));
        Path single = write("single.csv", quietRows(1));

        CommandRun run = smc("data", "check", seconds, single);

        assertThat(run.exitCode()).isZero();
        assertThat(run.outWithoutLayout())
                .contains("\n" + seconds + " 2 30s ")
                .contains("\n" + single + " 1 ? 2023-11-14T22:15:00Z 2023-11-14T22:15:00Z 0 0 0 0\n");
    }

    @Test
    void whatIsNoFileIsAUsageError() throws IOException {
        Path good = write("good.csv", quietRows(3));
        Path missing = folder.resolve("missing.csv");

        assertUsage(smc("data", "check"), "Missing required parameter: 'FILE'");
        assertUsage(smc("data", "check", good, missing), "no such file: " + missing);
        assertUsage(smc("data", "check", folder), "expected a file, is a folder: " + folder);
        assertUsage(smc("data", "check", "--nonsense", good), "Unknown option: '--nonsense'");
        assertUsage(smc("data"), "Which command? There is: check, generate");
    }

    @Test
    void refusesAFileItMayNotRead() throws IOException {
        Path locked = write("locked.csv", quietRows(3));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(locked)).as("may read everything: root").isFalse();

        assertUsage(smc("data", "check", locked), "no permission to read: " + locked);
    }

    @Test
    void helpIsNoError() {
        assertThat(smc("data", "--help").exitCode()).isZero();
        assertThat(smc("data", "check", "--help").exitCode()).isZero();
        assertThat(smc("data", "check", "--help").out()).startsWith("Usage: smc data check");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc data").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    private static List<String> quietRows(int count) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            rows.add(START + i * 900L + ",100,101,99,100,5");
        }
        return rows;
    }

    private Path write(String name, List<String> rows) throws IOException {
        var lines = new ArrayList<>(rows);
        lines.addFirst(CandleFile.HEADER);
        return Files.write(folder.resolve(name), lines);
    }
}
