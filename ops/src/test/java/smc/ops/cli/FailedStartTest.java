package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.ops.cli.option.ExitCode;
import smc.strategy.candle.RandomCandles;

/** A start that fails before it trades leaves nothing that stands in the way of the next, be that of another market. */
class FailedStartTest {
    @TempDir
    private Path folder;

    private MarketFolder market;
    private Path data;

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        data = folder.resolve("data");
    }

    private CommandRun run(Object... arguments) {
        List<Object> all =
                new ArrayList<>(List.of("run", "--config", market.path().resolve("config"), "--data", data));
        all.addAll(Stream.of(arguments).toList());
        return smc(all.toArray());
    }

    private String recording(int candles) {
        return "SOLUSD=" + market.candles("sol-" + candles + ".csv", RandomCandles.walk(3, candles));
    }

    @Test
    void aFaultsFileThatCannotBeReadOrIsNoneLeavesNothing() {
        Path faults = market.write("faults.json", "[{\"kind\":\"nonsense\"}]");

        assertFailed(run("--faults", faults, "--speed", 3_600), ExitCode.FAILED, "expected a JSON list of faults");
        assertFailed(run("--faults", folder.resolve("none"), "--speed", 3_600), ExitCode.FAILED, "none");
        assertTheNextTrades();
    }

    @Test
    void aRecordingThatIsTooShortSaysSoAndLeavesNothing() {
        assertFailed(
                run("--candles", recording(200), "--speed", 3_600),
                ExitCode.FAILED,
                "sol-200.csv: expected more than the 200 candles that lie behind the start of a market, are 200");
        assertFailed(
                run("--candles", recording(250), "--history-days", 0, "--speed", 3_600),
                ExitCode.FAILED,
                "expected candles of SOLUSD before ");
        assertFailed(
                run("--candles", recording(250), "--history-days", 3, "--speed", 3_600),
                ExitCode.FAILED,
                "expected SOLUSD to trade after ");
        assertTheNextTrades();
    }

    @Test
    void tradesThatAreTooFewSaySoAndLeaveNothing() {
        Path trades = market.write("trades.csv", "time_us,price,size,side\n1700000000000000,150,1,buy\n");

        assertFailed(
                run("--trades", "SOLUSD=" + trades, "--speed", 3_600),
                ExitCode.FAILED,
                "expected trades after the 200 candles that lie behind the start of a market, until 2023-11-17T00:00:00Z");
        assertTheNextTrades();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--candles=SOLUSD=none.csv",
                "--trades=SOLUSD=none.csv",
                "--exchange=127.0.0.1:1",
                "--keys=none --exchange=127.0.0.1:1",
                "--speed=0",
                "--history-days=-1",
                "--candles=NOPE=none.csv",
                "--config=none"
            })
    void nothingThatIsNotThereLeavesAnything(String options) {
        CommandRun run = run((Object[]) options.split(" "));

        assertThat(run.exitCode()).isIn(ExitCode.FAILED, ExitCode.USAGE);
        assertThat(run.err()).isNotEmpty().doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    /** It is of a market of one symbol, and neither another market nor both symbols go on in it: but the refusal changes nothing. */
    @Test
    void aFolderOfAnotherMarketIsRefusedAndGoesOnWithItsOwn() {
        assertTheNextTrades();

        CommandRun other = run("--speed", 3_600, "--for", "1s");

        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err())
                .contains("symbols")
                .contains("this needs a data folder of its own: give another with --data");
        assertTheNextTrades();
    }

    private void assertFailed(CommandRun run, int exitCode, String said) {
        assertThat(run.err()).contains(said).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(data).doesNotExist();
    }

    private void assertTheNextTrades() {
        CommandRun run = run("--candles", recording(260), "--speed", 1_000_000, "--for", "1s");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out())
                .contains("AAVEUSD is not traded: no recording of it was given")
                .contains("2 of 2 accounts may trade");
    }
}
