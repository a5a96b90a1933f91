package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpNamesTheCommandsAndTheExitCodes(String option) {
        CommandRun run = smc(option);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: smc")
                .contains(
                        "backtest",
                        "blocks",
                        "why",
                        "why-not",
                        "data",
                        "fetch",
                        "watch",
                        "Exit codes: 0 good, 1 the thing asked for failed, 2 usage")
                .doesNotContain("generate-completion");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void versionNamesTheProgramAndTheJavaItRunsOn(String option) {
        CommandRun run = smc(option);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("smc ").contains("Java " + Runtime.version());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutACommandItIsAUsageError() {
        assertUsage(smc(), "Which command?");
    }

    @Test
    void anUnknownCommandOrOptionIsAUsageError() {
        assertUsage(smc("bloks"), "Unmatched argument at index 0: 'bloks'");
        assertUsage(smc("--nonsense"), "Unknown option: '--nonsense'");
    }

    @Test
    void offersACompletionScript() {
        CommandRun run = smc("generate-completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("_complete_smc", "--candles");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }
}
