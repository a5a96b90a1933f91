package smc.ops.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.execution.desk.Mode;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.RunOptions;
import smc.ops.cli.option.TimeConverter;
import smc.ops.story.RecordedRun;
import smc.ops.story.UntradedTouches;

/** {@code smc why-not}: why touches did not become trades. */
@Command(
        name = "why-not",
        description = "Every touch of a block that did not become a trade says why.",
        mixinStandardHelpOptions = true)
public final class WhyNotCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SYMBOL", description = "As in the run, for example SOLUSD.")
    private String symbol;

    @ArgGroup(multiplicity = "1")
    private RunOptions recorded;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Candles from here on: 2025-01-31, 2025-01-31T12:00:00Z or unix seconds.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Leave out candles from here on.")
    private Instant to = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L);

    @Option(names = "--mode", paramLabel = "A|B", description = "Touches of this mode only.")
    private ModeLetter mode;

    @Option(names = "--all", description = "A line for every touch, not only for the last ones.")
    private boolean isAll;

    @Option(names = "--json", description = "For programs: every touch, not only the last ones.")
    private boolean isJson;

    /** As written on the command line. */
    private enum ModeLetter {
        A(Mode.CANDLE_CLOSE),
        B(Mode.LIMIT);

        private final Mode mode;

        ModeLetter(Mode mode) {
            this.mode = mode;
        }
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is not before --to " + to);
        }
        return recorded.tell(spec, this::tell);
    }

    private int tell(RecordedRun run) throws IOException {
        List<String> symbols = run.symbols();
        if (!symbols.contains(symbol)) {
            spec.commandLine()
                    .getErr()
                    .println("smc: %s: there is no symbol %s, there is %s"
                            .formatted(recorded.path(), symbol, String.join(", ", symbols)));
            return ExitCode.FAILED;
        }
        Set<Mode> modes = mode == null ? EnumSet.allOf(Mode.class) : EnumSet.of(mode.mode);
        UntradedTouches touches =
                UntradedTouches.of(run, symbol, modes, TimeConverter.nanos(from), TimeConverter.nanos(to));
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(touches.json().toPrettyString());
        } else {
            touches.print(out, isAll);
        }
        return ExitCode.GOOD;
    }
}
