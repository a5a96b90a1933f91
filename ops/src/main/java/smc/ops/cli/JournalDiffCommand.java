package smc.ops.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.JournalDifference;

/** {@code smc journal diff}: where two journals part. */
@Command(
        name = "diff",
        description = {
            "Frames of two journals are compared up to the first that differs.",
            "It is shown as dump shows it, with exit code 1. The build that wrote a frame is not compared."
        },
        mixinStandardHelpOptions = true)
final class JournalDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "Data folder of an engine.")
    private Path first;

    @Parameters(index = "1", paramLabel = "DIR", description = "Data folder of another.")
    private Path second;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Arguments.requireDataFolder(spec, first);
        Arguments.requireDataFolder(spec, second);
        JournalDifference difference = JournalDifference.of(first, second);
        Arguments.say(spec, difference.remarks());
        difference.print(spec.commandLine().getOut());
        return difference.isNone() ? ExitCode.GOOD : ExitCode.FAILED;
    }
}
