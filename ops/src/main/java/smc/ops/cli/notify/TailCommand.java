package smc.ops.cli.notify;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import smc.journal.JournalException;
import smc.ops.api.model.ReadModel;
import smc.ops.api.model.Reading;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MomentConverter;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.notify.Kind;
import smc.ops.notify.Place;
import smc.ops.notify.Telling;

/** {@code smc tail}: what happens, as it happens. */
@Command(
        name = "tail",
        description = {
            "What an engine did, and does, a line each in plain words.",
            "The last 20 lines first, then what comes, until Ctrl-C. A running engine is not disturbed."
        },
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final long LOOK_MILLIS = 200;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--since",
            paramLabel = "TIME|SEQUENCE",
            converter = MomentConverter.class,
            description = {"All lines from then on, instead of the last 20.", MomentConverter.MEANING})
    private Moment since;

    @Option(names = "--once", description = "Only what is there already, then end.")
    private boolean isOnce;

    @Option(names = "--verbose", description = "Funding, holes in the feed, starts and alarms too.")
    private boolean isVerbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Arguments.requireDataFolder(spec, data);
        PrintWriter out = spec.commandLine().getOut();
        Set<Kind> kinds = isVerbose ? EnumSet.allOf(Kind.class) : EventLines.OF_A_RUN;
        try (ReadModel model = ReadModel.follow(data, JournalResult.configuration(data))) {
            Reading first = model.newest();
            while (!first.progress().isComplete()) {
                first.progress().problem().ifPresent(problem -> {
                    throw new JournalException(problem);
                });
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                first = model.newest();
            }
            var telling = new Telling(Optional.empty());
            var lines = new EventLines(model::newest, telling, kinds, Place.behind(first.sequence()), line -> {
                out.println(line);
                out.flush();
            });
            List<String> all = all(lines, first);
            all.subList(since == null ? Math.max(0, all.size() - SHOWN) : 0, all.size())
                    .forEach(out::println);
            out.flush();
            while (!isOnce) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                lines.look();
            }
        }
        return ExitCode.GOOD;
    }

    private List<String> all(EventLines lines, Reading reading) {
        return switch (since) {
            case null -> lines.since(Place.behind(0), Long.MIN_VALUE, reading);
            case Moment.AtSequence(long sequence) ->
                lines.since(Place.behind(Math.max(0, sequence - 1)), Long.MIN_VALUE, reading);
            case Moment.AtTime(long nanos) -> lines.since(Place.behind(0), nanos, reading);
        };
    }
}
