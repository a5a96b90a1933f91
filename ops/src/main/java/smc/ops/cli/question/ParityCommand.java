package smc.ops.cli.question;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.Moment;
import smc.ops.question.Market;
import smc.ops.question.Parity;
import smc.ops.question.ParityText;
import smc.ops.question.QuestionJson;

/** {@code smc parity}: each day against a backtest of the same trades. */
@Command(
        name = "parity",
        description = {
            "Every day of a journal is held against a backtest.",
            "Decisions, fills, slippage and money are compared; every difference has a cause, or is said to have none.",
            "Days are of market time, UTC. A running engine is not disturbed."
        },
        footer = {"", "Exit code 1 if a difference has no cause."},
        mixinStandardHelpOptions = true)
public final class ParityCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--day",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "That day alone: 2025-01-31. What lies before is traded all the same.")
    private LocalDate day;

    @Option(names = "--json", description = "For programs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.requireDataFolder(spec, data);
        Market market = Market.of(data, Moment.END);
        Parity whole = Parity.of(market);
        Parity answer = day == null ? whole : whole.on(day);
        if (day != null && answer.days().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--day: nothing was decided on " + day + ", days are " + days(whole));
        }
        Arguments.say(spec, market.remarks());
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(QuestionJson.of(answer).toPrettyString());
        } else {
            ParityText.print(answer, out);
        }
        return answer.withoutCause() == 0 ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static String days(Parity whole) {
        return whole.days().isEmpty()
                ? "none"
                : whole.days().stream().map(one -> one.day().toString()).collect(Collectors.joining(", "));
    }
}
