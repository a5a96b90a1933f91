package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.cli.option.ExitCode;

/** {@code smc run} at an exchange in the box that plays recorded trades. */
class RunOverTradesTest {
    /** 2023-11-14T00:00:00Z. */
    private static final long MIDNIGHT = 1_699_920_000;

    @TempDir
    private Path folder;

    @Test
    void tradesTheSymbolsOfTheFilesAndHasTheFirstDaysAsHistory() throws Exception {
        MarketFolder market = MarketFolder.in(Files.createDirectory(folder.resolve("market")));
        var lines = new ArrayList<String>();
        lines.add("time_us,price,size,side");
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            lines.add("%d,%d,1,buy".formatted((MIDNIGHT + minute * 60L) * 1_000_000, 100 + minute % 7));
        }
        Path trades = Files.write(folder.resolve("sol.csv"), lines);
        Path data = folder.resolve("data");

        CommandRun run = smc(
                "run",
                "--config",
                market.path().resolve("config"),
                "--trades",
                "SOLUSD=" + trades,
                "--history-days",
                2,
                "--speed",
                1_000_000,
                "--for",
                "2s",
                "--data",
                data);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out())
                .contains("trades SOLUSD ", "2 days of history")
                .contains("history of SOLUSD, 191 candles from 2023-11-14T00:00:00Z") // the 192nd has just ended
                .contains("AAVEUSD is not traded: no recording of it was given")
                .doesNotContain("history of AAVEUSD");
        assertThat(smc("journal", "dump", "--data", data, "--type", "onTrade").out())
                .contains("instrument=0 venue=2023-11-16T00:01:00");
    }
}
