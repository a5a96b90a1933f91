package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person asks of an engine that is stopped: it is in the journal, and the next start goes on with it. On a recording of six days. */
class StateCommandsTest {
    @TempDir
    private static Path made;

    private static Recording recording;

    @BeforeAll
    static void record() {
        recording = Recording.in(made);
    }

    private static CommandRun state(String command, String... more) {
        var all = new java.util.ArrayList<Object>(List.of(command, "--data", recording.data(), "--reason", "to see"));
        all.addAll(List.of(more));
        return smc(all.toArray());
    }

    private static String standing() {
        return smc("at", "--data", recording.data(), "2100-01-01T00:00:00Z").outWithoutLayout();
    }

    @Test
    void aHaltIsJournaledAndEndsByAResumeAlone() {
        CommandRun halted = state("halt", "--account", "B", "--symbol", "SOLUSD");
        assertThat(halted.err()).isEmpty();
        assertThat(halted.exitCode()).isZero();
        assertThat(halted.out()).contains("no engine runs; the next start goes on with it: B, SOLUSD: no new entries");
        assertThat(standing()).contains("account-b, SOLUSD: HALTED since").contains(": to see)");

        state("pause");
        assertThat(standing()).contains("account-b, SOLUSD: HALTED since").contains("account-a, SOLUSD: PAUSED since");

        state("resume");
        assertThat(standing()).doesNotContain("HALTED", "PAUSED");
        assertThat(smc("journal", "verify", "--replay", "--data", recording.data())
                        .exitCode())
                .isZero();
    }

    @Test
    void acknowledgingLostDataEndsNoHaltOfAPersons() {
        state("halt", "--account", "A");

        CommandRun acknowledged = state("acknowledge");

        assertThat(acknowledged.exitCode()).isZero();
        assertThat(acknowledged.out()).contains("that data was lost is known");
        assertThat(standing()).contains("account-a, SOLUSD: HALTED since");
        state("resume");
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        assertThat(state("pause", "--account", "Q").exitCode()).isEqualTo(2);
        assertThat(state("pause", "--symbol", "BTCUSD").err()).contains("expected one of SOLUSD, AAVEUSD");
        assertThat(smc("pause", "--data", recording.data()).err()).contains("--reason");
        assertThat(smc("resume", "--data", recording.data(), "--reason", " ").exitCode())
                .isEqualTo(2);
        Path empty = Files.createDirectories(made.resolve("empty"));
        assertThat(smc("halt", "--data", empty, "--reason", "x").exitCode()).isEqualTo(2);
        assertThat(made.resolve("empty")).isEmptyDirectory();
        // Nothing can be closed without an engine.
        CommandRun flattened = state("flatten", "--yes");
        assertThat(flattened.exitCode()).isEqualTo(3);
        assertThat(flattened.err()).contains("no engine runs on", "./smc run starts one");
    }
}
