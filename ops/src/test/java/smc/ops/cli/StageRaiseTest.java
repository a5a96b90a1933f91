package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.live.compare.ComparePace;
import smc.engine.ring.RingSettings;
import smc.ops.cli.option.ExitCode;
import smc.ops.door.FaultExits;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;
import smc.ops.door.Stage;
import smc.ops.run.MadeFeed;
import smc.ops.run.TestExchange;

/** {@code smc stage raise} with the journal of an engine that has traded for two days at a stage, over sockets, in one process. */
class StageRaiseTest {
    /** Later than any wall: what is not in the journal up to now is time switched off. */
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2099-06-30T00:00:00Z").getEpochSecond());

    private static final int HOURS = 49;

    /** Read as often as the market steps. */
    private static final ComparePace PACE = new ComparePace(
            Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

    @TempDir
    private Path data;

    @Test
    void twoGoodDaysRaiseTheStageAndNothingOfThemRaisesItOnceMore() throws Exception {
        Configuration configuration =
                Configuration.load(SharedData.root().resolve("config")).withoutRisk();
        MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(HOURS))
                .withATradeEvery(TimeUnit.SECONDS.toNanos(20));
        try (var exchange = new TestExchange(configuration, feed, 1);
                var engine = exchange.startEngine(data, false, RingSettings.Idle.BACKOFF, PACE, Stage.FIRST.capE8())) {
            exchange.awaitEnd(engine);
            engine.stopTrading(Duration.ofSeconds(3));
        }
        TestExchange.describeMarket(data);
        FolderMoney.keep(data, MoneyKind.LIVE, "api.india.delta.exchange", Instant.now());

        FaultExits.note(data, Instant.ofEpochSecond(0, MIDNIGHT_NANOS + TimeUnit.HOURS.toNanos(20)), "a test of it");
        CommandRun spoilt = smc("stage", "raise", "--reason", "two good days", "--data", data);
        assertThat(spoilt.exitCode()).as("%s", spoilt).isEqualTo(ExitCode.REFUSED);
        assertThat(spoilt.outWithoutLayout())
                .contains("yes traded long enough at this stage 2d of 2d")
                .contains("NO no fault, and every end in order 0 faults in the journal, 1 stops for a fault");
        Files.delete(data.resolve(FaultExits.FILE));

        CommandRun raise = smc("stage", "raise", "--reason", "two good days", "--data", data);

        assertThat(raise.exitCode()).as("%s", raise).isZero();
        assertThat(raise.out()).contains("20 USD -> 100 USD, by account and symbol; the next start goes on with it");
        assertThat(smc("stage", "show", "--data", data).out())
                .startsWith("100 USD, by account and symbol, since 2099-");
        List<String> dump = smc("journal", "dump", "--data", data, "--from", "2099-07-02")
                .out()
                .lines()
                .toList();
        assertThat(dump).anyMatch(line -> line.contains("onStageSet cap=100") && line.contains("two good days"));

        CommandRun again = smc("stage", "raise", "--reason", "more", "--data", data);

        assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("the stage stays at 100 USD: not all that no cap demands is shown");
        assertThat(again.outWithoutLayout().lines().filter(line -> line.startsWith("NO ")))
                .anyMatch(line -> line.contains("0s of 7d, missing 7d"))
                .hasSize(6);
    }
}
