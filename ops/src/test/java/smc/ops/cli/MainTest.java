package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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

    @Test
    void everyCommandIsInOneGroupOfTheHelp() {
        var commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
        commands.remove("generate-completion"); // for shells

        assertThat(Main.GROUPS.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(commands);
    }

    @Test
    void theHelpShowsTheGroupsWithTheFirstSentenceOfEachCommand() {
        String help = smc("--help").out();

        assertThat(help)
                .containsSubsequence("\nEvery day:\n  run ", "\nAsk why:\n  why ", "\nTest a market:\n  backtest ")
                .contains("\nLook after it:\n  journal ");
        Main.GROUPS.values().stream()
                .flatMap(List::stream)
                .forEach(name ->
                        assertThat(help.lines()).as(name).anyMatch(line -> line.matches("  " + name + " +[A-Z].*\\.")));
    }

    @Test
    void theOptionsOfRunAreInGroupsByWhatTheyAreAbout() {
        assertThat(smc("run", "--help").out())
                .containsSubsequence(
                        "\nWhere it trades:\n",
                        "--venue",
                        "--exchange",
                        "--keys",
                        "--paper",
                        "\nThe market in the box:\n",
                        "--market",
                        "--seed",
                        "--candles",
                        "--trades",
                        "--history-days",
                        "--speed",
                        "--faults",
                        "\nThis run:\n",
                        "--config",
                        "--data",
                        "--for",
                        "--accept-loss-after");
    }

    /** Listed beside others it is all that is read. */
    @ParameterizedTest
    @MethodSource("commands")
    void theDescriptionOfACommandBeginsWithAWholeSentenceOfOneLine(CommandSpec command) {
        assertThat(command.usageMessage().description()[0])
                .matches("(The|A|An|All|Every|Files|Closed|Candles|Frames|What) .*\\.")
                .hasSizeLessThanOrEqualTo(80);
    }

    private static Stream<CommandSpec> commands() {
        return withSubcommands(Main.commandLine())
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.name().equals("generate-completion"));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(MainTest::withSubcommands));
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
