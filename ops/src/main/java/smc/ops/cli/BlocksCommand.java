package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.feed.file.CandleFile;
import smc.feed.foreign.ColumnNames;
import smc.feed.text.DataFileException;
import smc.ops.blocks.BlockEventFile;
import smc.ops.blocks.BlockEventFile.Difference;
import smc.ops.blocks.RecordedBlocks;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MarketFilesConverter;
import smc.ops.text.TextTable;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** {@code smc blocks}: the order blocks of a candle file. */
@Command(
        name = "blocks",
        description = "The detector finds the order blocks in a file of candles.",
        mixinStandardHelpOptions = true)
final class BlocksCommand implements Callable<Integer> {
    private static final long TIMEFRAME_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final int CANDLES_AROUND = 3;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--columns",
            paramLabel = MarketFilesConverter.Columns.LABEL,
            converter = MarketFilesConverter.Columns.class,
            description = MarketFilesConverter.Columns.DESCRIPTION)
    private ColumnNames columns = ColumnNames.NONE;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            description = "Name to print; otherwise taken from the file name.")
    private String symbol;

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write the events here.")
    private Path out;

    @Option(
            names = "--expect",
            paramLabel = "FILE.csv",
            description = "Compare with these events (.csv or .csv.gz); exit 1 at the first difference.")
    private Path expect;

    @Spec
    private CommandSpec spec;

    /** The candle file, as an option or as a bare argument. */
    private static final class Source {
        @Option(
                names = "--candles",
                required = true,
                paramLabel = "FILE",
                description = "Candles of 15 minutes, or finer ones to be aggregated: .csv or .csv.gz.")
        private Path option;

        @Parameters(paramLabel = "FILE", description = "Same as --candles.")
        private Path parameter;

        private Path file() {
            return option != null ? option : parameter;
        }
    }

    @Override
    public Integer call() throws IOException {
        Arguments.requireReadable(spec, source.file());
        if (expect != null) {
            Arguments.requireReadable(spec, expect);
        }
        if (out != null) {
            Arguments.requireWritable(spec, out, source.file(), expect);
        }
        CandleFile file = CandleFile.read(source.file(), null, columns);
        CandleSeries series = file.series(TIMEFRAME_NANOS);
        if (series.candles().isEmpty()) {
            throw new DataFileException(
                    source.file(), "expected rows that reach the end of a candle of 15m, they end before");
        }
        RecordedBlocks recorded = RecordedBlocks.of(series);
        PrintWriter print = spec.commandLine().getOut();
        printSummary(print, file, series, recorded);
        if (out != null) {
            BlockEventFile.write(out, recorded.events());
            print.printf("%,d events written to %s%n", recorded.events().size(), out);
        }
        if (expect == null) {
            return ExitCode.GOOD;
        }
        Optional<Difference> difference = BlockEventFile.firstDifference(expect, recorded.events());
        if (difference.isPresent()) {
            print.println();
            printDifference(print, series.candles(), difference.get());
            return ExitCode.FAILED;
        }
        print.printf(
                "0 differences: all %,d events are as in %s%n",
                recorded.events().size(), expect);
        return ExitCode.GOOD;
    }

    private void printSummary(PrintWriter print, CandleFile file, CandleSeries series, RecordedBlocks recorded) {
        List<Candle> candles = series.candles();
        print.printf(
                "%s  %,d candles of 15m  %s to %s%n",
                symbol != null ? symbol : Arguments.symbolOf(source.file()),
                candles.size(),
                utc(candles.getFirst().openTimeNanos()),
                utc(candles.getLast().openTimeNanos()));
        if (file.intervalNanos() != 0 && file.intervalNanos() != TIMEFRAME_NANOS) {
            print.printf("aggregated from %,d candles of %s%n", file.candles().size(), file.interval());
        }
        if (!series.gaps().isEmpty()) {
            print.printf(
                    "%,d gaps, %,d candles missing; the detector takes the row after a hole as the next one%n",
                    series.gaps().size(),
                    series.gaps().stream().mapToLong(CandleSeries.Gap::candles).sum());
        }
        for (CandleSeries.Incomplete incomplete : series.incomplete()) {
            print.printf(
                    "incomplete: %s has %d of %d parts%n",
                    utc(incomplete.openTimeNanos()), incomplete.parts(), incomplete.expected());
        }
        Candle lastRow = file.candles().getLast();
        if (lastRow.openTimeNanos() >= series.endNanos()) {
            print.printf(
                    "not over: the file ends inside of the candle of %s, which is left out%n",
                    utc(lastRow.openTimeNanos() - Math.floorMod(lastRow.openTimeNanos(), TIMEFRAME_NANOS)));
        }
        if (candles.size() <= OrderBlockDetector.WARM_UP_CANDLES) {
            print.printf(
                    "too short: the first %d candles only warm up the average true range%n",
                    OrderBlockDetector.WARM_UP_CANDLES);
        }
        print.println();
        var table = new TextTable("event", "count");
        for (Kind kind : Kind.values()) {
            table.add(kind, recorded.count(kind));
        }
        table.add("all", recorded.events().size());
        table.print(print);
        print.printf(
                "%nalive at the end: %d bull + %d bear; most alive: %d of %,d%n",
                recorded.alive(Side.BULL),
                recorded.alive(Side.BEAR),
                recorded.mostAlive(),
                OrderBlockDetector.LIVE_BLOCKS_MAX);
    }

    private void printDifference(PrintWriter print, List<Candle> candles, Difference difference) {
        print.printf("first difference: event %,d%n", difference.row());
        print.println("            " + BlockEventFile.HEADER);
        print.println("  expected  " + (difference.expected() == null ? "(no more events)" : difference.expected()));
        print.println("  found     " + (difference.actual() == null ? "(no more events)" : difference.actual()));
        print.println();
        int at = 0;
        while (at < candles.size() - 1 && seconds(candles.get(at)) < difference.timeSeconds()) {
            at++;
        }
        var table = new TextTable("candle", "number", "time", "open", "high", "low", "close");
        for (int i = Math.max(0, at - CANDLES_AROUND); i <= Math.min(candles.size() - 1, at + CANDLES_AROUND); i++) {
            Candle candle = candles.get(i);
            table.add(
                    (i == at ? "> " : "  ") + utc(candle.openTimeNanos()),
                    i,
                    Long.toString(seconds(candle)),
                    FixedPoint.formatE8(candle.openE8()),
                    FixedPoint.formatE8(candle.highE8()),
                    FixedPoint.formatE8(candle.lowE8()),
                    FixedPoint.formatE8(candle.closeE8()));
        }
        table.print(print);
    }

    private static long seconds(Candle candle) {
        return TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos());
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos)).toString();
    }
}
