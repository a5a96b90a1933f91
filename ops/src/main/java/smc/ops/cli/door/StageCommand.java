package smc.ops.cli.door;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.live.OperatorEpoch;
import smc.journal.Boot;
import smc.journal.JournalException;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.door.FaultExits;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;
import smc.ops.door.Stage;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.life.EngineLife;
import smc.ops.journal.snapshot.Folding;
import smc.ops.question.Difference;
import smc.ops.question.Market;
import smc.ops.question.Parity;
import smc.ops.question.ParityDay;
import smc.ops.stage.Condition;
import smc.ops.stage.Condition.Shown;
import smc.ops.stage.Conditions;
import smc.ops.stage.Evidence;
import smc.ops.stage.Evidence.ParityShown;
import smc.ops.text.TextTable;

/** {@code smc stage}: how much real money may be traded with. */
@Command(
        name = "stage",
        description = {
            "The stage of real money is shown, raised or lowered.",
            "It is how much may be traded with by account and symbol: 20 USD, 100 USD, then all of the capital.",
            "A raise demands 48 hours, then seven days, of trading at the stage in which nothing went wrong.",
            "The engine must be stopped; the stage is journaled with its reason."
        },
        mixinStandardHelpOptions = true,
        subcommands = {StageCommand.Show.class, StageCommand.Raise.class, StageCommand.Lower.class})
public final class StageCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder of the engine, to show its stage.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data == null) {
            throw new ParameterException(
                    spec.commandLine(), "Which command? There are: show, raise, lower; each wants --data");
        }
        return show(spec, data);
    }

    private static int show(CommandSpec spec, Path data) throws IOException {
        realMoney(spec, data);
        Stage stage = stage(data);
        PrintWriter out = spec.commandLine().getOut();
        long sinceNanos = EngineLife.of(data).stageNanos();
        out.printf(
                "%s, by account and symbol, since %s%n",
                stage.words(), Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(sinceNanos)));
        Optional<Stage> next = stage.next();
        if (next.isPresent()) {
            out.printf("for %s:%n", next.get().words());
            print(out, stage, data);
        }
        return ExitCode.GOOD;
    }

    private static FolderMoney realMoney(CommandSpec spec, Path data) throws IOException {
        Arguments.requireDataFolder(spec, data);
        Optional<FolderMoney> money = FolderMoney.of(data).filter(said -> said.kind() == MoneyKind.LIVE);
        return money.orElseThrow(() -> new ParameterException(
                spec.commandLine(),
                "expected a data folder of real money, %s is of %s: it has no stage, and time in it never counts"
                        .formatted(data, kind(data))));
    }

    private static String kind(Path data) {
        try {
            return FolderMoney.kindOf(data).map(MoneyKind::words).orElse("none");
        } catch (IOException e) {
            throw new JournalException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static Stage stage(Path data) {
        long capE8 = EngineAtMoment.of(data, Moment.END, Folding.SILENT).stageCapE8();
        return Stage.of(capE8)
                .orElseThrow(() -> new JournalException(
                        "expected a stage of 20 USD, 100 USD or none, was " + capE8 + " in 1e-8 USD in " + data));
    }

    /** Says what is shown for a raise, and what is not. */
    private static boolean print(PrintWriter out, Stage stage, Path data) throws IOException {
        Evidence evidence =
                Evidence.of(stage, EngineLife.of(data), FaultExits.of(data), from -> parity(data, from), Instant.now());
        boolean areAllMet = true;
        var table = new TextTable("", "demanded", "shown").alignLeft(1, 2);
        for (Condition condition : Conditions.all()) {
            Shown shown = condition.look(evidence);
            table.add(shown.isMet() ? "yes" : "NO", condition.demand(), shown.found());
            areAllMet &= shown.isMet();
        }
        table.print(out);
        return areAllMet;
    }

    private static ParityShown parity(Path data, Instant from) {
        try {
            LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
            List<ParityDay> days = Parity.of(Market.of(data, Moment.END)).days().stream()
                    .filter(day -> !day.day().isBefore(first))
                    .toList();
            return new ParityShown(
                    days.size(),
                    days.stream()
                            .flatMap(day -> day.differences().stream())
                            .filter(difference -> difference.cause() == Difference.Cause.NONE)
                            .count(),
                    "");
        } catch (IOException | RuntimeException e) { // whatever keeps it from being shown
            return new ParityShown(0, 0, String.valueOf(e.getMessage()));
        }
    }

    /** What both changes want to know. */
    static final class Change {
        @Option(
                names = "--reason",
                required = true,
                paramLabel = "WORDS",
                description = "Why, 1 to 200 characters; it is journaled.")
        private String reason;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
        private Path data;

        private int set(CommandSpec spec, Stage from, Stage to) throws IOException {
            try (OperatorEpoch folder = OperatorEpoch.open(
                    data,
                    JournalResult.configuration(data),
                    JournalSettings.DEFAULT.onBoot(Boot.id()),
                    Build.number(),
                    _ -> {})) {
                if (folder.view().stageCapE8() != from.capE8()) { // read before the folder was ours
                    throw new RefusedStartException("the stage of " + data + " was changed meanwhile: ask again");
                }
                folder.setStage(
                        Build.ring(folder.configuration(), true),
                        to.capE8(),
                        System.getProperty("user.name", "somebody"),
                        reason);
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s -> %s, by account and symbol; the next start goes on with it%n",
                            from.words(), to.words());
            return ExitCode.GOOD;
        }
    }

    /** {@code smc stage show}. */
    @Command(
            name = "show",
            description = "The stage is shown, and what the next demands.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return show(spec, data);
        }
    }

    /** {@code smc stage raise}. */
    @Command(
            name = "raise",
            description = {
                "The stage is raised by one, if everything is shown that this demands.",
                "Only trading with real money counts; what there is no evidence of is not shown."
            },
            mixinStandardHelpOptions = true)
    static final class Raise implements Callable<Integer> {
        @Mixin
        private Change change;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            realMoney(spec, change.data);
            Arguments.requireReason(spec, change.reason);
            Stage stage = stage(change.data);
            Stage next = stage.next()
                    .orElseThrow(() -> new RefusedStartException("there is no stage above " + stage.words()));
            if (!print(spec.commandLine().getOut(), stage, change.data)) {
                throw new RefusedStartException("the stage stays at %s: not all that %s demands is shown"
                        .formatted(stage.words(), next.words()));
            }
            return change.set(spec, stage, next);
        }
    }

    /** {@code smc stage lower}. */
    @Command(
            name = "lower",
            description = "The stage is lowered by one, without conditions.",
            mixinStandardHelpOptions = true)
    static final class Lower implements Callable<Integer> {
        @Mixin
        private Change change;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            realMoney(spec, change.data);
            Arguments.requireReason(spec, change.reason);
            Stage stage = stage(change.data);
            Stage lower = stage.before()
                    .orElseThrow(() -> new RefusedStartException("there is no stage below " + stage.words()));
            return change.set(spec, stage, lower);
        }
    }
}
