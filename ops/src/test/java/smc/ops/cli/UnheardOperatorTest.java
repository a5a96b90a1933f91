package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row of docs/degradation.md: an engine that cannot listen to its operator trades, says so, and ends in order. */
class UnheardOperatorTest {
    @TempDir
    private Path folder;

    @Test
    void anEngineThatCannotListenToItsOperatorSaysSoAndGoesOn() throws Exception {
        MarketFolder market = MarketFolder.in(Files.createDirectory(folder.resolve("market")))
                .configure("engine.json", "\"historyDays\": 180", "\"historyDays\": 10");
        Path data = folder.resolve("data");
        // Something of somebody's lies where the socket would be.
        Path inTheWay = Files.createDirectories(data.resolve("control.sock")).resolve("something");
        Files.writeString(inTheWay, "of somebody's");
        Object[] run = {
            "run",
            "--config",
            market.path().resolve("config"),
            "--data",
            data,
            "--speed",
            "3600",
            "--history-days",
            "10",
            "--for",
            "1s"
        };

        CommandRun unheard = smc(run);

        assertThat(unheard.exitCode()).as("%s", unheard).isZero();
        assertThat(unheard.out())
                .contains("ALARM  pause, resume, reduce, halt, flatten and kill cannot be heard, Ctrl-C can: ")
                .contains("running, for 1 s");
        assertThat(inTheWay).hasContent("of somebody's");
    }
}
