package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.ops.story.HandMadeRun;

class WhyCommandTest {
    @TempDir
    private Path folder;

    private HandMadeRun run;

    @BeforeEach
    void writeTheRun() {
        run = HandMadeRun.in(folder);
    }

    @Test
    void tellsTheTradeAskedFor() {
        CommandRun why = smc("why", "2", "--out", folder);

        assertThat(why.exitCode()).isZero();
        assertThat(why.err()).isEmpty();
        assertThat(why.out()).startsWith("Trade 2 made 2.93 USD after costs: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "0", "-1"})
    void anUnknownTradeFailsAndSaysWhichThereAre(String id) {
        assertFailure(
                smc("why", "--out", folder, "--", id),
                folder + ": there is no trade " + id + ": the 3 trades have ids from 1 to 3");
    }

    @Test
    void saysSoIfThereIsNoTradeAtAll() throws IOException {
        String header = Files.readAllLines(folder.resolve("trades.csv")).getFirst();
        run.write("trades.csv", header + "\n");

        assertFailure(smc("why", "4", "--out", folder), folder + ": there is no trade 4, nor any other");
    }

    @Test
    void saysSoIfTheTradeIsStillOpen() {
        run.append("orders.csv", "12,4,account-a,SOLUSD,1736150400,buy,market,155,4,4,155,filled,entry");

        assertFailure(
                smc("why", "4", "--out", folder),
                folder + ": trade 4 was still open at the end of the data: there is no end to tell of yet");
    }

    @Test
    void aFileThatIsWrongFailsWithFileAndLineAndTellsNothing() throws IOException {
        run.replace("orders.csv", "9,3,account-b", "nine,3,account-b");
        assertFailure(
                smc("why", "1", "--out", folder),
                folder.resolve("orders.csv") + ":10: id: expected a whole number, was \"nine\"");

        Files.delete(folder.resolve("blocks.csv"));
        assertFailure(smc("why", "1", "--out", folder), folder.resolve("blocks.csv") + ": no such file");
    }

    @Test
    void whatIsNoResultFolderIsAUsageError() throws IOException {
        Path missing = folder.resolve("missing");
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("letters.txt"), "a");
        Path file = folder.resolve("trades.csv");

        assertUsage(smc("why", "1", "--out", missing), "no such folder: " + missing);
        assertUsage(smc("why", "1", "--out", foreign), "expected a folder that a backtest has written, was " + foreign);
        assertUsage(smc("why", "1", "--out", file), "expected a folder, is a file: " + file);
    }

    @Test
    void aCommandLineThatMakesNoSenseIsAUsageError() {
        assertUsage(smc("why", "1"), "Missing required argument (specify one of these): (--out=DIR | --data=DIR)");
        assertUsage(smc("why", "--out", folder), "Missing required parameter: 'TRADE|ORDER|BLOCK|SYMBOL@TIME'");
        assertUsage(smc("why", "first", "--out", folder), "expected the id of a trade or order, ");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("try ./smc why").doesNotContain("Usage:");
        assertThat(run.out()).isEmpty();
    }

    private static void assertFailure(CommandRun run, String message) {
        assertThat(run).isEqualTo(new CommandRun(1, "", "smc: " + message + System.lineSeparator()));
    }
}
