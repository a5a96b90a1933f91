package smc.ops.cli.control;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import smc.ops.control.ControlRequest.Action;

/** {@code smc reduce}. */
@Command(
        name = "reduce",
        description = {
            "An engine makes no new entries, and trails are tightened.",
            "By how much reducingTrailPct of engine.json says. ./smc resume ends it."
        },
        mixinStandardHelpOptions = true)
public final class ReduceCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return asking.run(spec, Action.REDUCE);
    }
}
