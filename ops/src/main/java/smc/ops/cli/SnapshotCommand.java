package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.KeptSnapshot;
import smc.ops.journal.Moment;
import smc.ops.text.TextTable;

/** {@code smc snapshot}: what a start goes on from. */
@Command(
        name = "snapshot",
        description = {
            "The snapshots that a start goes on from are shown.",
            "An engine takes one at the first close of each hour, and one as it stops."
        },
        subcommands = {SnapshotCommand.All.class, SnapshotCommand.Show.class},
        mixinStandardHelpOptions = true)
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: list, show");
    }

    /** {@code smc snapshot list}: which there are, and which would be used. */
    @Command(
            name = "list",
            description = {
                "All snapshots are listed, newest first.",
                "A start uses the first that nothing is against.",
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
            if (snapshots.isEmpty()) {
                out.println("no snapshots: a start replays the whole journal");
                return ExitCode.GOOD;
            }
            var table = new TextTable("sequence", "time", "build", "schema", "configuration", "bytes", "use")
                    .alignLeft(1, 4, 6);
            for (KeptSnapshot one : snapshots) {
                table.add(
                        one.sequence(),
                        one.header()
                                .map(header -> Moment.utc(header.atNanos()).toString())
                                .orElse("-"),
                        one.header()
                                .map(header -> Integer.toString(header.build()))
                                .orElse("-"),
                        one.header()
                                .map(header -> Integer.toString(header.schemaVersion()))
                                .orElse("-"),
                        one.header()
                                .map(header -> "%016x".formatted(header.configuration()))
                                .orElse("-"),
                        one.bytes(),
                        one.against().map(reason -> "not used: " + reason).orElse("good"));
            }
            table.print(out);
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
