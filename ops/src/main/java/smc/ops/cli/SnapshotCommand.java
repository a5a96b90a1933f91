package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.snapshot.Snapshot;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.FoldingProgress;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.KeptSnapshot;
import smc.ops.journal.snapshot.KeptView;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.text.TextTable;

/** {@code smc snapshot}: what a start goes on from, and what readers begin at. */
@Command(
        name = "snapshot",
        description = {
            "The snapshots that a start goes on from are shown.",
            "An engine takes one at the first close of each hour, and one as it stops.",
            "Readers of a long journal keep more of them in cache/snapshots, which anybody may delete."
        },
        subcommands = {
            SnapshotCommand.All.class,
            SnapshotCommand.Show.class,
            SnapshotCommand.Make.class,
            SnapshotCommand.Clear.class
        },
        mixinStandardHelpOptions = true)
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: list, show, make, clear");
    }

    /** {@code smc snapshot list}: which there are, and which would be used. */
    @Command(
            name = "list",
            description = {
                "All snapshots are listed, newest first: the engine's, then those of readers.",
                "A start uses the first of the engine's that nothing is against.",
                "Each is read whole, and held against its frame in the journal."
            },
            mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            PrintWriter out = spec.commandLine().getOut();
            List<KeptSnapshot> snapshots = KeptSnapshot.of(data);
            List<KeptView> views = KeptView.of(data);
            if (snapshots.isEmpty()) {
                out.println("no snapshots: a start replays the whole journal");
            }
            if (snapshots.isEmpty() && views.isEmpty()) {
                return ExitCode.GOOD;
            }
            var table = new TextTable("sequence", "time", "by", "build", "schema", "configuration", "bytes", "use")
                    .alignLeft(1, 2, 5, 7);
            for (KeptSnapshot one : snapshots) {
                table.add(
                        one.sequence(),
                        shown(one.header(), header -> Moment.utc(header.atNanos())),
                        "engine",
                        shown(one.header(), Snapshot.Header::build),
                        shown(one.header(), Snapshot.Header::schemaVersion),
                        shown(one.header(), header -> "%016x".formatted(header.configuration())),
                        one.bytes(),
                        use(one.against()));
            }
            for (KeptView one : views) {
                table.add(
                        one.sequence(),
                        shown(one.header(), header -> Moment.utc(header.atNanos())),
                        "reader",
                        shown(one.header(), header -> header.maker().build()),
                        shown(one.header(), header -> header.maker().schemaVersion()),
                        shown(one.header(), header -> "%016x".formatted(header.configuration())),
                        one.bytes(),
                        use(one.against()));
            }
            table.print(out);
            return ExitCode.GOOD;
        }

        private static <T> String shown(Optional<T> header, Function<T, Object> what) {
            return header.map(what).map(Object::toString).orElse("-");
        }

        private static String use(Optional<String> against) {
            return against.map(reason -> "not used: " + reason).orElse("good");
        }
    }

    /** {@code smc snapshot make}: those that readers would make, before they ask. */
    @Command(
            name = "make",
            description = {
                "The snapshots that readers keep are made beforehand, one each 131,072 frames.",
                "They go to cache/snapshots of the data folder; where nothing may be written, to the user's cache.",
                "A running engine is not disturbed, and no start goes on from them."
            },
            mixinStandardHelpOptions = true)
    static final class Make implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Arguments.requireDataFolder(spec, data);
            try (var told = FoldingProgress.on(spec)) {
                EngineAtMoment.keepAll(data, told);
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%,d kept in %s%n",
                                told.kept(), SnapshotCache.of(data).folder());
                return told.isGivenUp() ? ExitCode.FAILED : ExitCode.GOOD;
            }
        }
    }

    /** {@code smc snapshot clear}: those of readers are gone. */
    @Command(
            name = "clear",
            description = {
                "The snapshots that readers keep are deleted, those of cache/snapshots alone.",
                "What a start goes on from stays."
            },
            mixinStandardHelpOptions = true)
    static final class Clear implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            spec.commandLine()
                    .getOut()
                    .printf("%,d deleted%n", SnapshotCache.of(data).clear());
            return ExitCode.GOOD;
        }
    }

    /** {@code smc snapshot show}: what is in one. */
    @Command(
            name = "show",
            description = {
                "A snapshot is printed as it lies on the disk, after it was checked.",
                "It is JSON, in the words of the code.",
                "Times are epoch nanoseconds, prices and money 1e-8 USD, sizes whole contracts."
            },
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(
                paramLabel = "SEQUENCE",
                arity = "0..1",
                description = "Of its frame; the newest that would be used if not given.")
        private Long sequence;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            List<KeptSnapshot> snapshots = KeptSnapshot.of(data);
            var found = snapshots.stream()
                    .filter(one -> sequence == null ? one.against().isEmpty() : one.sequence() == sequence)
                    .findFirst();
            if (found.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        sequence == null
                                ? "expected a snapshot that can be used in %s, there is none: ./smc snapshot list --data %s"
                                        .formatted(data, data)
                                : "expected the sequence of a snapshot, one of %s, was %d"
                                        .formatted(
                                                snapshots.stream()
                                                        .map(KeptSnapshot::sequence)
                                                        .toList(),
                                                sequence));
            }
            found.get()
                    .against()
                    .ifPresent(
                            reason -> spec.commandLine().getErr().println("smc: a start does not use it: " + reason));
            spec.commandLine().getOut().print(Files.readString(found.get().file()));
            return found.get().header().isPresent() ? ExitCode.GOOD : ExitCode.FAILED;
        }
    }
}
