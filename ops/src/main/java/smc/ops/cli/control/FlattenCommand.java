package smc.ops.cli.control;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.ops.cli.option.ExitCode;
import smc.ops.control.ControlRequest.Action;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;

/** {@code smc flatten}. */
@Command(
        name = "flatten",
        description = {
            "What is held is closed at market, and entries pause.",
            "What rests is cancelled; stops stand until the positions are gone.",
            "It needs a running engine, shows what it will do, and asks."
        },
        mixinStandardHelpOptions = true)
public final class FlattenCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean isSure;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = asking.configuration(spec);
        var request = asking.request(spec, configuration, Action.FLATTEN);
        List<String> positions = asking.positions(
                EngineAtMoment.of(asking.data, Moment.END, Folding.SILENT).image(), configuration, request);
        PrintWriter out = spec.commandLine().getOut();
        out.println(positions.isEmpty() ? "nothing is held" : "to be closed at market:");
        positions.forEach(position -> out.println("  " + position));
        out.flush();
        if (!isSure && !isConfirmed()) {
            out.println("nothing was done");
            return ExitCode.FAILED;
        }
        return asking.run(spec, Action.FLATTEN);
    }

    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    private boolean isConfirmed() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new ParameterException(spec.commandLine(), "expected a terminal to ask at, or --yes");
        }
        return "yes".equals(console.readLine("Type yes to close it: "));
    }
}
