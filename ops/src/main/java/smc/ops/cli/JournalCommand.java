package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.event.text.FrameText;
import smc.engine.replay.Difference;
import smc.journal.Frame;
import smc.journal.chronicle.Archive;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MomentConverter;
import smc.ops.journal.FrameComparison;
import smc.ops.journal.FramePrinter;
import smc.ops.journal.JournalCheck;
import smc.ops.journal.JournalRemarks;
import smc.ops.journal.JournalResult;
import smc.ops.journal.JournalStatistics;
import smc.ops.journal.Moment;
import smc.ops.report.Report;
import smc.ops.result.ResultFolder;
import smc.ops.result.Summary;
import smc.ops.result.SummaryText;
import smc.ops.text.Progress;
import smc.ops.text.TextTable;

/** {@code smc journal}: what is in a journal. */
@Command(
        name = "journal",
        description = "A journal is looked into, checked, compressed, or summed up.",
        subcommands = {
            JournalCommand.Stat.class,
            JournalCommand.Dump.class,
            JournalDiffCommand.class,
            JournalCommand.Verify.class,
            JournalCommand.Archives.class,
            JournalCommand.Results.class
        },
        mixinStandardHelpOptions = true)
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? There is: stat, dump, diff, verify, archive, results");
    }

    /** {@code smc journal stat}: how much of what. */
    @Command(
            name = "stat",
            description = "Frames and messages are counted, and it is said how each epoch ends.",
            mixinStandardHelpOptions = true)
    static final class Stat implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Arguments.requireDataFolder(spec, data);
            JournalStatistics statistics = JournalStatistics.of(data);
            statistics.print(spec.commandLine().getOut());
            statistics.damage().ifPresent(damage -> spec.commandLine().getErr().println("smc: " + damage.getMessage()));
            return statistics.damage().isPresent() ? ExitCode.FAILED : ExitCode.GOOD;
        }
    }

    /** {@code smc journal dump}: frames for people and scripts. */
    @Command(
            name = "dump",
            description = {"Frames are printed: the input, and further in what it caused.", MomentConverter.MEANING},
            mixinStandardHelpOptions = true)
    static final class Dump implements Callable<Integer> {
        private static final long LOOK_AGAIN_MILLIS = 100;
        private static final int POLLS_PER_CHECK = 1_024;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Option(
                names = "--from",
                paramLabel = "TIME|SEQUENCE",
                converter = MomentConverter.class,
                description = "Frames from here on.")
        private Moment from = new Moment.AtSequence(1);

        @Option(
                names = "--to",
                paramLabel = "TIME|SEQUENCE",
                converter = MomentConverter.class,
                description = "Leave out frames from here on.")
        private Moment to = Moment.END;

        @Option(
                names = "--type",
                paramLabel = "NAME",
                description = "Messages of this name only, as tradeClosed or onTrade. Repeatable.")
        private List<String> types = List.of();

        @Option(
                names = "--symbol",
                paramLabel = "SYMBOL",
                description = "Frames only in which something is about this symbol.")
        private String symbol;

        @Option(names = "--json", description = "A JSON object a frame, one a line.")
        private boolean isJson;

        @Option(names = "--follow", description = "Wait for more at the end, until interrupted.")
        private boolean isFollowing;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Arguments.requireDataFolder(spec, data);
            requireKnownTypes();
            requireOrder();
            PrintWriter out = spec.commandLine().getOut();
            var printer = new FramePrinter(out, isJson, from, to, Set.copyOf(types), instrument());
            try (var reader = isFollowing
                    ? ChronicleReader.follow(data, from.firstSequence())
                    : ChronicleReader.open(data, from.firstSequence())) {
                // Asked now and then whether anybody reads on: `| head` does not.
                for (int polls = 1; !printer.isDone(); polls++) {
                    if (polls % POLLS_PER_CHECK == 0 && out.checkError()) {
                        break;
                    }
                    if (reader.poll(printer) == 0) {
                        if (!isFollowing || out.checkError()) {
                            reader.end().ifPresent(end -> Arguments.say(spec, JournalRemarks.ofEnd(data, end)));
                            break;
                        }
                        Thread.sleep(LOOK_AGAIN_MILLIS);
                    }
                }
            }
            if (isFollowing) {
                return ExitCode.GOOD;
            }
            return isWithin("--from", from, printer) && isWithin("--to", to, printer) ? ExitCode.GOOD : ExitCode.FAILED;
        }

        private void requireOrder() {
            boolean isTurned = switch (from) {
                case Moment.AtSequence(long sequence) -> to instanceof Moment.AtSequence(long end) && sequence > end;
                case Moment.AtTime(long nanos) -> to instanceof Moment.AtTime(long end) && nanos > end;
            };
            if (isTurned) {
                throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to);
            }
        }

        /** What lies behind the end was meant to be there; {@code --to} may name the place right behind the last frame. */
        private boolean isWithin(String option, Moment moment, FramePrinter printer) {
            if (printer.isDone()
                    || !(moment instanceof Moment.AtSequence(long sequence))
                    || moment.equals(Moment.END)
                    || sequence <= lastSequence(printer) + (option.equals("--to") ? 1 : 0)) {
                return true;
            }
            spec.commandLine()
                    .getErr()
                    .println("smc: %s: %s: expected a sequence up to %d, the last, was %d"
                            .formatted(data, option, lastSequence(printer), sequence));
            return false;
        }

        /** Reading began behind the end if no frame came at all. */
        private long lastSequence(FramePrinter printer) {
            if (printer.lastSequence() > 0) {
                return printer.lastSequence();
            }
            var last = new long[1];
            try (var reader = ChronicleReader.open(data, 1)) {
                while (reader.poll((buffer, offset, _) -> last[0] = Frame.sequence(buffer, offset)) > 0) {
                    // To the end.
                }
            }
            return last[0];
        }

        private void requireKnownTypes() {
            Set<String> known = new FrameText().names();
            for (String type : types) {
                if (!known.contains(type)) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--type: expected one of " + String.join(", ", known) + ", was " + type);
                }
            }
        }

        /** Null for all. */
        private Integer instrument() {
            if (symbol == null) {
                return null;
            }
            List<String> symbols = JournalResult.configuration(data).engine().symbols();
            if (!symbols.contains(symbol)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--symbol: expected one of " + String.join(", ", symbols) + ", was " + symbol);
            }
            return symbols.indexOf(symbol);
        }
    }

    /** {@code smc journal verify}: whether it is sound, and whether it replays. */
    @Command(
            name = "verify",
            description = {
                "Every frame is checked; the first fault ends it and is named with its place.",
                "Looked at are sequence, checksum, time and schema."
            },
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Option(
                names = "--replay",
                description = {
                    "Also feed the inputs to a fresh core, set up as the recorded one was,",
                    "and compare what it concludes with what was recorded, byte for byte."
                })
        private boolean isReplayed;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Arguments.requireDataFolder(spec, data);
            PrintWriter out = spec.commandLine().getOut();
            JournalCheck check = JournalCheck.of(data);
            out.printf(
                    "sound: %,d frames of %,d bytes from %s to %s; sequence, checksums, time and schema are right%n",
                    check.frames(), check.bytes(), Moment.utc(check.firstNanos()), Moment.utc(check.lastNanos()));
            check.remarks().forEach(out::println);
            if (check.faultedFrames() > 0) {
                out.printf("%,d inputs made the core fail and have no effects%n", check.faultedFrames());
            }
            if (check.unknownMessages() > 0) {
                out.printf("%,d messages are of a newer build and were passed over%n", check.unknownMessages());
            }
            return isReplayed ? replay(check, out) : ExitCode.GOOD;
        }

        private int replay(JournalCheck check, PrintWriter out) {
            long startNanos = System.nanoTime();
            Optional<Difference> difference;
            try (var progress = Progress.on(spec.commandLine().getErr())) {
                difference = JournalCheck.replay(
                        data, now -> progress.show(now - check.firstNanos(), check.lastNanos() - check.firstNanos()));
            }
            if (difference.isPresent()) {
                FrameComparison.print(out, difference.get());
                return ExitCode.FAILED;
            }
            long tookNanos = Math.max(System.nanoTime() - startNanos, 1);
            out.printf(
                    "replayed: a fresh core concludes the same, byte-identical (%.1f s, %,d inputs a second)%n",
                    tookNanos / 1e9, check.frames() * TimeUnit.SECONDS.toNanos(1) / tookNanos);
            return ExitCode.GOOD;
        }
    }

    /** {@code smc journal archive}: closed epochs into archives. */
    @Command(
            name = "archive",
            description = {
                "Every epoch but the last is compressed; all commands read it as before.",
                "The last may be in use.",
                "A folder goes only when its archive is on disk and was read back byte for byte; archives are never deleted."
            },
            mixinStandardHelpOptions = true)
    static final class Archives implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Arguments.requireDataFolder(spec, data);
            PrintWriter out = spec.commandLine().getOut();
            List<Archive.Archived> archived = Archive.closedEpochs(data);
            if (archived.isEmpty()) {
                out.println("nothing to do: every epoch but the last is in its archive");
                return ExitCode.GOOD;
            }
            var table = new TextTable("epoch", "bytes before", "bytes after", "archive").alignLeft(3);
            for (Archive.Archived one : archived) {
                table.add(one.epoch(), one.bytes(), one.archivedBytes(), one.archive());
            }
            table.print(out);
            return ExitCode.GOOD;
        }
    }

    /** {@code smc journal results}: the result folder of a recording. */
    @Command(
            name = "results",
            description = {
                "What a recording came to is written as a backtest writes it.",
                "The two are to be compared file by file:",
                "./smc backtest --as-trades over the same candles differs in the ids alone, by the epoch above their lower 40 bits."
            },
            mixinStandardHelpOptions = true)
    static final class Results implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of a recording.")
        private Path data;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Folder to write; must not exist or be empty.")
        private Path folder;

        @Option(names = "--report", description = "Make a report of it too.")
        private boolean withReport;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            Arguments.requireFree(spec, "--out", folder);
            JournalResult journal = JournalResult.of(data, Build.version(), Moment.END);
            var result = journal.result();
            Summary summary = Summary.of(result);
            ResultFolder.write(folder, result, summary, List.of(), written -> {
                if (withReport) {
                    Report.write(written).ifPresent(spec.commandLine().getErr()::println);
                }
            });
            Arguments.say(spec, journal.remarks());
            PrintWriter out = spec.commandLine().getOut();
            SummaryText.print(out, result, summary);
            out.printf("%nwritten to %s%n", folder);
            return ExitCode.GOOD;
        }
    }
}
