package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.file.CandleFile;
import smc.feed.history.ScriptedVenue;

class FetchCommandTest {
    /** A multiple of a day, and 400 s on. */
    private static final long NOW_SECONDS = 20_000 * 86_400L + 400;

    @TempDir
    private Path folder;

    private ScriptedVenue venue;

    @BeforeEach
    void open() throws IOException {
        venue = new ScriptedVenue(NOW_SECONDS);
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void candlesGoIntoTheHistoryOfTheDataFolder() throws IOException {
        CommandRun run = fetch("--symbol", "SOLUSD", "--days", 2, "--data", folder);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.outWithoutLayout())
                .isEqualToIgnoringNewLines(
                        "SOLUSD 192 candles of 15m 2024-10-02T00:00:00Z to 2024-10-03T23:45:00Z 2 requests");
        assertThat(CandleFile.read(folder.resolve("history/SOLUSD-15m.csv.gz")).candles())
                .hasSize(192);
    }

    @Test
    void candlesOfAnotherLengthGoIntoAFile() throws IOException {
        Path out = folder.resolve("SOLUSD-1h.csv");

        CommandRun run = fetch("--symbol", "SOLUSD", "--days", 1, "--resolution", "1h", "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(CandleFile.read(out).candles()).hasSize(24);
        assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("history"));
    }

    @Test
    void aSymbolTheVenueDoesNotKnowFails() {
        CommandRun run = fetch("--symbol", "NOPE", "--data", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("smc: expected a symbol that").contains("was NOPE");
    }

    @Test
    void whatCannotBeAskedForIsAUsageError() {
        assertUsage(fetch("--days", 0), "--days: expected 1 to");
        assertUsage(fetch("--symbol", "../x"), "expected a symbol such as SOLUSD, was ../x");
        assertUsage(fetch("--resolution", "7m"), "expected a length such as 15m, was 7m");
        assertUsage(fetch("--out", folder.resolve("x.csv")), "--out: expected one --symbol");
        assertUsage(smc("fetch"), "--exchange");
        assertUsage(smc("fetch", "--exchange", "nowhere"), "expected HOST:PORT, was nowhere");
        assertUsage(smc("fetch", "--venue", "elsewhere"), "--venue");
    }

    private CommandRun fetch(Object... more) {
        var arguments = new Object[more.length + 3];
        arguments[0] = "fetch";
        arguments[1] = "--exchange";
        arguments[2] = venue.hostAndPort();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return smc(arguments);
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
