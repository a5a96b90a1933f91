package smc.ops.cli.control;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import smc.ops.control.ControlRequest.Action;

/** {@code smc resume}. */
@Command(
        name = "resume",
        description = {
            "An engine may make entries again.",
            "It ends pauses and halts, and counts the peak of the equity, the day and the trades lost in a row anew."
        },
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private Asking asking;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return asking.run(spec, Action.RESUME);
    }
}
