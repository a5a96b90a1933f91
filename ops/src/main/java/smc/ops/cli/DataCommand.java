package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.feed.file.CandleFile;
import smc.feed.file.DataFileException;
import smc.feed.file.Finding;
import smc.ops.text.TextTable;
import smc.strategy.candle.Candle;

/** {@code smc data}: recorded market data. */
@Command(
        name = "data",
        description = "Look at recorded market data.",
        mixinStandardHelpOptions = true,
        subcommands = DataCommand.Check.class)
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: check");
    }

    /** {@code smc data check}: every finding with its line, then a table. */
    @Command(
            name = "check",
            description = {
                "Check candle files: prices, grid, order, duplicates, gaps, zero volume, outliers.",
                "Exit 1 if a file cannot be used; gaps, zero volume and outliers are notes."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = ".csv or .csv.gz")
        private List<Path> files;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            files.forEach(file -> Arguments.requireReadable(spec, file));
            PrintWriter out = spec.commandLine().getOut();
            var table = new TextTable(
                    "file",
                    "rows",
                    "interval",
                    "first (UTC)",
                    "last (UTC)",
                    "errors",
                    "gaps",
                    "zero volume",
                    "outliers");
            var unreadable = new ArrayList<DataFileException>();
            boolean hasErrors = false;
            for (Path path : files) {
                try {
                    CandleFile file = CandleFile.read(path);
                    for (Finding finding : file.findings()) {
                        out.printf(
                                "%s:%d: %s%s: %s%n",
                                path,
                                finding.line(),
                                finding.kind().isError() ? "error: " : "",
                                finding.kind().label(),
                                finding.message());
                    }
                    hasErrors |= file.firstError().isPresent();
                    addRow(table, file);
                } catch (DataFileException e) {
                    unreadable.add(e);
                    table.add(path, "-", "-", "-", "-", "unreadable", "-", "-", "-");
                }
            }
            table.print(out);
            out.flush();
            unreadable.forEach(e -> spec.commandLine().getErr().println("smc: " + e.getMessage()));
            return hasErrors || !unreadable.isEmpty() ? ExitCode.FAILED : ExitCode.GOOD;
        }

        private static void addRow(TextTable table, CandleFile file) {
            List<Candle> candles = file.candles();
            table.add(
                    file.path(),
                    candles.size(),
                    file.interval(),
                    candles.isEmpty() ? "-" : utc(candles.getFirst()),
                    candles.isEmpty() ? "-" : utc(candles.getLast()),
                    file.findings().stream()
                            .filter(finding -> finding.kind().isError())
                            .count(),
                    count(file, Finding.Kind.GAP),
                    count(file, Finding.Kind.ZERO_VOLUME),
                    count(file, Finding.Kind.OUTLIER));
        }

        private static long count(CandleFile file, Finding.Kind kind) {
            return file.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .count();
        }

        private static String utc(Candle candle) {
            return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                    .toString();
        }
    }
}
