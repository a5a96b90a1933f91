package smc.ops.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.view.EngineImage;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.FoldingProgress;
import smc.ops.cli.option.MomentConverter;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.state.EngineImageJson;
import smc.ops.state.EngineImageText;

/** {@code smc at}: how things stood. */
@Command(
        name = "at",
        description = {
            "A recording says how things stood at one moment of it.",
            "That is prices, open trades, working orders, the blocks nearest to the price, capital and cool-down."
        },
        mixinStandardHelpOptions = true)
final class AtCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = {"All that happened up to and at it is counted in.", MomentConverter.MEANING})
    private Moment moment;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of a recording.")
    private Path data;

    @Option(names = "--json", description = "For programs: shaped as state/status.json, with all that the tables show.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Arguments.requireDataFolder(spec, data);
        EngineAtMoment journal;
        try (var told = FoldingProgress.on(spec)) {
            journal = EngineAtMoment.of(data, moment.justAfter(), told);
        }
        EngineImage image = journal.image();
        if (image.sequence() == 0) {
            spec.commandLine()
                    .getErr()
                    .println("smc: %s: %s is before the first frame, of %s"
                            .formatted(data, moment, Moment.utc(journal.firstNanos())));
            return ExitCode.FAILED;
        }
        if (moment instanceof Moment.AtSequence(long sequence) && sequence > image.sequence()) {
            spec.commandLine()
                    .getErr()
                    .println("smc: %s: expected a sequence up to %d, the last, was %d"
                            .formatted(data, image.sequence(), sequence));
            return ExitCode.FAILED;
        }
        Arguments.say(spec, journal.remarks());
        PrintWriter out = spec.commandLine().getOut();
        // Behind the end nothing is known, so that prices are as old as they were there.
        long asOfNanos = journal.hasMore() && moment instanceof Moment.AtTime(long nanos) ? nanos : image.atNanos();
        if (isJson) {
            out.println(EngineImageJson.of(journal.configuration(), image, asOfNanos, !journal.hasMore())
                    .toPrettyString());
            return ExitCode.GOOD;
        }
        if (!journal.hasMore()) {
            out.println("The journal ends here:");
        }
        new EngineImageText(journal.configuration(), image, asOfNanos).print(out);
        return ExitCode.GOOD;
    }
}
