package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.ops.story.HandMadeRun;

class WhyNotCommandTest {
    @TempDir
    private Path folder;

    private HandMadeRun run;

    @BeforeEach
    void writeTheRun() {
        run = HandMadeRun.in(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                        | 8 touches, 2 became a trade, 6 did not
            --mode A                                                  | 4 touches, 1 became a trade, 3 did not
            --mode b                                                  | 4 touches, 1 became a trade, 3 did not
            --from 2025-01-06T02:30:00Z                               | 3 touches, 1 became a trade, 2 did not
            --to 2025-01-06T02:30:00Z                                 | 5 touches, 1 became a trade, 4 did not
            --from 2025-01-06T01:00:00Z --to 2025-01-06T01:15:00Z     | 2 touches, 0 became a trade, 2 did not
            --from 2025-01-06T01:00:00Z --to 2025-01-06T01:15:00Z --mode A | 1 touches, 0 became a trade, 1 did not
            --to 2025-01-06                                           | 0 touches, 0 became a trade, 0 did not
            """)
    void tellsOfThePeriodAndModeAskedFor(String options, String headline) {
        CommandRun whyNot = smc((Object[])
                ("why-not SOLUSD --out " + folder + " " + options).trim().split(" "));

        assertThat(whyNot.exitCode()).isZero();
        assertThat(whyNot.err()).isEmpty();
        assertThat(whyNot.out()).startsWith("SOLUSD: " + headline + ".\n");
    }

    @Test
    void anUnknownSymbolFailsAndSaysWhichThereAre() {
        assertFailure(
                smc("why-not", "BTCUSD", "--out", folder),
                folder + ": there is no symbol BTCUSD, there is SOLUSD, AAVEUSD");
    }

    @Test
    void aFileThatIsWrongFailsWithFileAndLine() {
        run.replace("decisions.csv", "COOLDOWN,candles_left=2\n1736131500", "COOLDOWN,candles_left=two\n1736131500");

        assertFailure(
                smc("why-not", "SOLUSD", "--out", folder),
                folder.resolve("decisions.csv") + ":7: values: expected a whole number, was \"two\"");
    }

    @Test
    void aCommandLineThatMakesNoSenseIsAUsageError() {
        Path missing = folder.resolve("missing");

        assertUsage(smc("why-not", "SOLUSD", "--out", missing), "no such folder: " + missing);
        assertUsage(
                smc("why-not", "SOLUSD"), "Missing required argument (specify one of these): (--out=DIR | --data=DIR)");
        assertUsage(smc("why-not", "--out", folder), "Missing required parameter: 'SYMBOL'");
        assertUsage(smc("why-not", "SOLUSD", "--out", folder, "--mode", "both"), "expected one of [A, B]");
        assertUsage(smc("why-not", "SOLUSD", "--out", folder, "--from", "noon"), "expected a day such as 2025-01-31");
        assertUsage(
                smc("why-not", "SOLUSD", "--out", folder, "--from", "2025-01-06", "--to", "2025-01-06"),
                "--from 2025-01-06T00:00:00Z is not before --to 2025-01-06T00:00:00Z");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc why-not").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    private static void assertFailure(CommandRun run, String message) {
        assertThat(run).isEqualTo(new CommandRun(1, "", "smc: " + message + System.lineSeparator()));
    }
}
