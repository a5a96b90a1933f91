package smc.ops.cli.ask;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.view.EngineImage;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.FoldingProgress;
import smc.ops.cli.option.MomentConverter;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.state.EngineDifference;

/** {@code smc diff}: what changed between two moments. */
@Command(
        name = "diff",
        description = {
            "A journal says what changed between two moments.",
            "That is prices, candles, blocks, orders, open trades, capital, cool-downs, and whether trading is on.",
            "What came and went in between is not seen; ./smc journal dump has every step."
        },
        mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = {"The earlier moment; all up to and at it is counted in.", MomentConverter.MEANING})
    private Moment earlier;

    @Parameters(
            index = "1",
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = "The later moment, likewise.")
    private Moment later;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(names = "--json", description = "For programs: by the names of ./smc at --json, only what differs.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Arguments.requireDataFolder(spec, data);
        EngineAtMoment to = at(later);
        EngineAtMoment from = at(earlier);
        EngineImage first = from.image();
        EngineImage last = to.image();
        if (first.sequence() > last.sequence()) {
            throw wrong("expected the earlier moment first: %s is at sequence %d, %s at %d"
                    .formatted(earlier, first.sequence(), later, last.sequence()));
        }
        Arguments.say(spec, to.remarks());
        PrintWriter out = spec.commandLine().getOut();
        var difference = new EngineDifference(to.configuration(), first, last);
        if (isJson) {
            out.println(difference.json().toPrettyString());
        } else if (first.sequence() == last.sequence()) {
            out.println("nothing changed: both moments are after sequence " + last.sequence());
        } else {
            difference.print(out);
        }
        return ExitCode.GOOD;
    }

    private EngineAtMoment at(Moment moment) {
        EngineAtMoment journal;
        try (var told = FoldingProgress.on(spec)) {
            journal = EngineAtMoment.of(data, moment.justAfter(), told);
        }
        long sequence = journal.image().sequence();
        if (sequence == 0) {
            throw wrong("%s is before the first frame, of %s".formatted(moment, Moment.utc(journal.firstNanos())));
        }
        if (moment instanceof Moment.AtSequence(long asked) && asked > sequence) {
            throw wrong("expected a sequence up to %d, the last, was %d".formatted(sequence, asked));
        }
        return journal;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), data + ": " + message);
    }
}
