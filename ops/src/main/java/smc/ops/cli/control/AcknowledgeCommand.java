package smc.ops.cli.control;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import smc.ops.control.ControlRequest.Action;

/** {@code smc acknowledge}. */
@Command(
        name = "acknowledge",
        description = {
            "An engine that was halted since its data was lost goes on.",
            "A new data folder halts an account that has traded before. Other halts stay: ./smc resume ends them."
        },
        mixinStandardHelpOptions = true)
public final class AcknowledgeCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return asking.run(spec, Action.ACKNOWLEDGE);
    }
}
