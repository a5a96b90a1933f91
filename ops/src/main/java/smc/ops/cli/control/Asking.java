package smc.ops.cli.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.engine.live.OperatorEpoch;
import smc.engine.view.EngineImage;
import smc.journal.Boot;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;
import smc.ops.control.ControlSocket;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.JournalResult;

/** What all of them want to know, and how they ask: the running engine, or the journal of one that is stopped. */
final class Asking {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
    Path data;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "Its file without .json, or the letter of its mode; all if not given.")
    private String account;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Which of its symbols; all if not given.")
    private String symbol;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, 1 to 200 characters; journaled, and shown by ./smc status.")
    private String reason;

    /** @return exit code */
    int run(CommandSpec spec, Action action) throws IOException {
        Configuration configuration = configuration(spec);
        ControlRequest request = request(spec, configuration, action);
        var answer = ControlSocket.ask(data, request);
        PrintWriter out = spec.commandLine().getOut();
        if (answer.isPresent()) {
            if (!answer.get().equals("ok")) {
                spec.commandLine().getErr().println("smc: the engine has " + answer.get());
                return ExitCode.FAILED;
            }
            out.println("the engine has taken it: " + what(action) + "; ./smc status shows how it stands");
            return ExitCode.GOOD;
        }
        if (action == Action.FLATTEN) {
            spec.commandLine()
                    .getErr()
                    .println("smc: no engine runs on " + data + ", so nothing can be closed: ./smc run starts one");
            return ExitCode.REFUSED;
        }
        askStopped(request);
        out.println("no engine runs; the next start goes on with it: " + what(action));
        return ExitCode.GOOD;
    }

    Configuration configuration(CommandSpec spec) {
        Arguments.requireDataFolder(spec, data);
        Arguments.requireReason(spec, reason);
        return ChangedFolder.configuration(data)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--data: expected a folder that an engine was started in, was " + data));
    }

    private void askStopped(ControlRequest request) throws IOException {
        Configuration first = JournalResult.configuration(data);
        try (OperatorEpoch hand =
                OperatorEpoch.open(data, first, JournalSettings.DEFAULT.onBoot(Boot.id()), Build.number(), _ -> {})) {
            hand.ask(
                    Build.ring(hand.configuration(), true),
                    request.accountId(),
                    request.instrumentId(),
                    request.action().state(),
                    request.action().reason(),
                    request.who(),
                    request.why());
        }
    }

    ControlRequest request(CommandSpec spec, Configuration configuration, Action action) {
        return new ControlRequest(
                action,
                account == null ? Inputs.ALL : Arguments.accountId(spec, "--account", configuration, account),
                symbol == null ? Inputs.ALL : Arguments.instrumentId(spec, "--symbol", configuration, symbol),
                System.getProperty("user.name"),
                reason);
    }

    private String what(Action action) {
        return "%s, %s: %s"
                .formatted(
                        account == null ? "every account" : account,
                        symbol == null ? "every symbol" : symbol,
                        switch (action) {
                            case RESUME -> "entries may be made again, and everything counts anew";
                            case ACKNOWLEDGE -> "that data was lost is known, and what that had halted goes on";
                            case PAUSE -> "no new entries, what rests is cancelled";
                            case REDUCE -> "no new entries, and trails are tightened";
                            case HALT -> "no new entries until somebody resumes it";
                            case FLATTEN -> "everything is closed at market, and entries pause";
                            case KILL -> "everything is halted, cancelled and closed";
                        });
    }

    /** Positions that a request would close, in words. */
    List<String> positions(EngineImage image, Configuration configuration, ControlRequest request) {
        return image.desks().stream()
                .filter(desk -> desk.contracts() != 0)
                .filter(desk -> request.accountId() == Inputs.ALL || request.accountId() == desk.accountId())
                .filter(desk -> symbol == null || symbol.equals(desk.symbol()))
                .map(desk -> "%s, %s: %+d contracts"
                        .formatted(
                                configuration.engine().accountNames().get(desk.accountId()),
                                desk.symbol(),
                                desk.contracts()))
                .toList();
    }
}
