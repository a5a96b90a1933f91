package smc.ops.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.report.Report;

/** {@code smc report}: the report of a backtest, made anew from its files. */
@Command(
        name = "report",
        description = {
            "The report of a result folder is made anew from its files.",
            "It is report.html and two pictures."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder that a backtest has written.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireResultFolder(spec, folder);
        Report.write(folder).ifPresent(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println("open " + folder.resolve(Report.PAGE));
        return ExitCode.GOOD;
    }
}
