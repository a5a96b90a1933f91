package smc.ops.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.result.BacktestResult;
import smc.ops.result.ResultFolder;
import smc.ops.result.Summary;
import smc.ops.story.RecordedRun;
import smc.ops.story.ResultFiles;

/** Which run is meant: the folder of a backtest, or the data folder of a recording. */
public final class RunOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder that a backtest has written.")
    private Path out;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of a recording.")
    private Path data;

    /** What is told of a run. */
    @FunctionalInterface
    public interface Story {
        /** Returns the exit code. */
        int tell(RecordedRun run) throws IOException;
    }

    /** As given. */
    public Path path() {
        return out != null ? out : data;
    }

    /** The data folder, where one was given and no result folder. */
    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** Tells of the run. That of a journal is written as a backtest writes it, and goes when it is told. */
    public int tell(CommandSpec spec, Story story) throws IOException {
        if (out != null) {
            Arguments.requireResultFolder(spec, out);
            return story.tell(new ResultFiles(out));
        }
        Arguments.requireDataFolder(spec, data);
        JournalResult journal = JournalResult.of(data, Build.version(), Moment.END);
        Arguments.say(spec, journal.remarks());
        BacktestResult result = journal.result();
        Path aside = Files.createTempDirectory("smc-");
        try {
            Path results = aside.resolve("results");
            ResultFolder.write(results, result, Summary.of(result), List.of(), _ -> {});
            return story.tell(new ResultFiles(results));
        } finally {
            remove(aside);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}
