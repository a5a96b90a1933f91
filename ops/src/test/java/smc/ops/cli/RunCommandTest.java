package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

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
import smc.journal.DataLock;
import smc.ops.cli.option.ExitCode;

/** What {@code smc run} refuses, before it has made anything. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private Path config;
    private Path data;

    @BeforeEach
    void copyTheConfiguration() throws Exception {
        config = MarketFolder.in(Files.createDirectory(folder.resolve("market")))
                .path()
                .resolve("config");
        data = folder.resolve("data");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 1_000_001})
    void aMarketThatStandsOrRunsTooFastIsRefused(int speed) {
        assertRefused(run("--speed", speed), "to 1000000, was " + speed);
    }

    /** All the time between a day that was played and now would be played at once, and each close of it be an alarm. */
    @ParameterizedTest
    @ValueSource(strings = {"3600 1", "1 60"})
    void aFolderOfAMarketOfNowIsNotGoneOnWithAsOneThatIsPlayedNorTheOtherWayRound(String speeds) throws Exception {
        String first = speeds.split(" ", -1)[0];
        String second = speeds.split(" ", -1)[1];
        assertThat(run("--speed", first, "--history-days", 5, "--no-dashboard").exitCode())
                .isEqualTo(ExitCode.GOOD);
        Path commands = data.resolve("exchange/commands.log");
        byte[] before = Files.readAllBytes(commands);

        CommandRun again = run("--speed", second, "--history-days", 5, "--no-dashboard");

        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("--speed: expected ", "was " + second, "Name another folder with --data");
        assertThat(commands).hasBinaryContent(before);
        assertThat(run("--speed", first, "--history-days", 5, "--no-dashboard").exitCode())
                .isEqualTo(ExitCode.GOOD);
    }

    @Test
    void moreHistoryThanThereIsIsRefused() {
        assertRefused(run("--history-days", 1_001), "--history-days: expected 0 to 1000, was 1001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--speed=1",
                "--faults=f",
                "--market=CALM",
                "--seed=1",
                "--candles=S=f",
                "--trades=S=f",
                "--history-days=1"
            })
    void whatOnlyTheExchangeInTheBoxUnderstandsIsRefusedElsewhere(String option) {
        String name = option.substring(0, option.indexOf('='));

        assertRefused(run(option, "--exchange", "127.0.0.1:1"), name, "was with --exchange 127.0.0.1:1");
        assertRefused(run(option, "--venue", "delta-india", "--paper"), name, "was with delta-india");
    }

    /** Whoever holds the folder is asked before the exchange in it is touched. */
    @Test
    void aFolderAtWhichSomebodyWorksIsRefusedAndNothingInItTouched() throws Exception {
        Path log = Files.createDirectories(data.resolve("exchange")).resolve("commands.log");
        Files.writeString(log, "{\"start\":1735689600000000000}\n{\"place\":1,\"comm");
        String before = Files.readString(log);

        try (DataLock lock = DataLock.take(data)) {
            CommandRun run = run();

            assertThat(run.err()).startsWith("smc: refused: expected nobody at work in " + lock.dataFolder());
            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(Files.readString(log)).isEqualTo(before);
        assertThat(data.resolve("exchange/accounts.json")).doesNotExist();
        assertThat(data.resolve("exchange/place.bin")).doesNotExist();
    }

    private CommandRun run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("run", "--config", config, "--data", data, "--for", "1s"));
        all.addAll(Stream.of(arguments).toList());
        return smc(all.toArray());
    }

    private void assertRefused(CommandRun run, String... said) {
        assertThat(run.err()).contains(said);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(data).doesNotExist();
    }
}
