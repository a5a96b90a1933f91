package smc.ops.cli.api;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smc api}: who may ask the dashboard. */
@Command(
        name = "api",
        description = {
            "The tokens by which the dashboard and its API are asked.",
            "docs/api.md says where one is needed, and how to look from a phone."
        },
        mixinStandardHelpOptions = true,
        subcommands = TokenCommand.class)
public final class ApiCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: token");
    }
}
