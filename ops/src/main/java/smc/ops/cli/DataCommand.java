package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import smc.feed.file.CandleFile;
import smc.feed.file.Causes;
import smc.feed.file.DataFile;
import smc.feed.file.DataTerms;
import smc.feed.file.Finding;
import smc.feed.file.OutputFile;
import smc.feed.file.TradeCheck;
import smc.feed.file.TradeFile;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MadeMarket;
import smc.feed.synthetic.SyntheticTrades;
import smc.feed.text.DataFileException;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MarketFilesConverter;
import smc.ops.cli.option.SyntheticOptions;
import smc.ops.text.DurationText;
import smc.ops.text.TextTable;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** {@code smc data}: market data in files. */
@Command(
        name = "data",
        description = "Files of market data are checked, or made.",
        mixinStandardHelpOptions = true,
        subcommands = {DataCommand.Check.class, DataCommand.Generate.class})
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: check, generate");
    }

    /** {@code smc data check}: every finding with its line, then a table. */
    @Command(
            name = "check",
            description = {
                "Files of candles or trades are checked, every cause with its first line.",
                "Looked at are numbers, prices, grid, order, duplicates; gaps, zero volume, trades of size 0, outliers, times after now;",
                "with --symbol also whether prices lie on its tick. Exit 1 if a file cannot be used; from gaps on all are notes."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = ".csv, .csv.gz or .zip, or a pipe")
        private List<Path> files;

        @Option(
                names = "--symbol",
                paramLabel = "SYMBOL",
                description = "Hold prices against the tick of this symbol of the configuration.")
        private String symbol;

        @Option(
                names = "--columns",
                paramLabel = MarketFilesConverter.Columns.LABEL,
                converter = MarketFilesConverter.Columns.class,
                description = MarketFilesConverter.Columns.DESCRIPTION)
        private ColumnNames columns = ColumnNames.NONE;

        @Mixin
        private ConfigFolder config;

        @Spec
        private CommandSpec spec;

        private final TextTable candles = new TextTable(
                "file", "rows", "interval", "first (UTC)", "last (UTC)", "errors", "gaps", "zero volume", "outliers");

        private final TextTable trades = new TextTable(
                "file", "trades", "first (UTC)", "last (UTC)", "errors", "longest quiet", "zero size", "outliers");

        @Override
        public Integer call() throws IOException {
            files.forEach(file -> Arguments.requireReadable(spec, file));
            DataTerms terms = terms();
            PrintWriter out = spec.commandLine().getOut();
            var unreadable = new ArrayList<DataFileException>();
            boolean hasErrors = false;
            int tradeFiles = 0;
            for (Path path : files) {
                var causes = new Causes();
                try {
                    DataFile file = DataFile.check(path, terms, columns, causes);
                    switch (file) {
                        case CandleFile read -> {
                            hasErrors |= read.firstError().isPresent();
                            addRow(read);
                        }
                        case TradeCheck read -> {
                            hasErrors |= read.errors() > 0;
                            tradeFiles++;
                            addRow(read);
                        }
                    }
                } catch (DataFileException e) {
                    unreadable.add(e);
                    candles.add(path, "-", "-", "-", "-", "unreadable", "-", "-", "-");
                } finally {
                    causes.all().forEach(cause -> print(out, path, cause));
                }
            }
            if (tradeFiles < files.size()) {
                candles.print(out);
            }
            if (tradeFiles > 0) {
                trades.print(out);
            }
            out.flush();
            unreadable.forEach(e -> spec.commandLine().getErr().println("smc: " + e.getMessage()));
            return hasErrors || !unreadable.isEmpty() ? ExitCode.FAILED : ExitCode.GOOD;
        }

        private DataTerms terms() {
            return symbol == null
                    ? new DataTerms(FixedPoint.ONE_E8, 0, Arguments.nowNanos())
                    : Arguments.terms(Arguments.requireConfigured(spec, config.load(), "--symbol", symbol));
        }

        private static void print(PrintWriter out, Path path, Causes.Cause cause) {
            Finding finding = cause.first();
            out.printf(
                    "%s:%d: %s%s: %s%s%n",
                    path,
                    finding.line(),
                    finding.kind().isError() ? "error: " : "",
                    finding.kind().label(),
                    finding.message(),
                    cause.count() == 1 ? "" : " (the first of %,d such rows)".formatted(cause.count()));
        }

        private void addRow(CandleFile file) {
            List<Candle> rows = file.candles();
            candles.add(
                    file.path(),
                    rows.size(),
                    file.interval(),
                    rows.isEmpty() ? "-" : utc(rows.getFirst().openTimeNanos()),
                    rows.isEmpty() ? "-" : utc(rows.getLast().openTimeNanos()),
                    file.findings().stream()
                            .filter(finding -> finding.kind().isError())
                            .count(),
                    count(file, Finding.Kind.GAP),
                    count(file, Finding.Kind.ZERO_VOLUME),
                    count(file, Finding.Kind.OUTLIER));
        }

        private void addRow(TradeCheck file) {
            trades.add(
                    file.path(),
                    file.trades(),
                    file.trades() == 0 ? "-" : utc(file.firstNanos()),
                    file.trades() == 0 ? "-" : utc(file.lastNanos()),
                    file.errors(),
                    DurationText.of(Duration.ofNanos(file.longestQuietNanos())),
                    file.count(Finding.Kind.ZERO_SIZE),
                    file.count(Finding.Kind.OUTLIER));
        }

        private static long count(CandleFile file, Finding.Kind kind) {
            return file.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .count();
        }

        private static String utc(long nanos) {
            return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos)).toString();
        }
    }

    /** {@code smc data generate}: a file of a synthetic market. */
    @Command(
            name = "generate",
            description = {
                "Candles or trades of a synthetic market are written into a file.",
                "A minute or candle in which nothing traded is a flat row of volume 0; a row that is missing is a hole."
            },
            mixinStandardHelpOptions = true)
    static final class Generate implements Callable<Integer> {
        @Mixin
        private SyntheticOptions synthetic;

        @Option(
                names = "--symbol",
                paramLabel = "SYMBOL",
                required = true,
                description = "SOLUSD, AAVEUSD or any other of the configuration, which has its tick.")
        private String symbol;

        @Mixin
        private ConfigFolder config;

        @Option(
                names = "--resolution",
                paramLabel = "1m|5m|15m|trades",
                defaultValue = "15m",
                converter = ResolutionConverter.class,
                description = "Length of a candle, or single trades; ${DEFAULT-VALUE} if not given.")
        private Resolution resolution;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = ".csv or .csv.gz to write")
        private Path out;

        @Spec
        private CommandSpec spec;

        private enum Resolution {
            ONE_MINUTE("1m", 1),
            FIVE_MINUTES("5m", 5),
            FIFTEEN_MINUTES("15m", 15),
            TRADES("trades", 1);

            private final String text;
            private final int minutes;

            Resolution(String text, int minutes) {
                this.text = text;
                this.minutes = minutes;
            }
        }

        private static final class ResolutionConverter implements ITypeConverter<Resolution> {
            @Override
            public Resolution convert(String text) {
                return Stream.of(Resolution.values())
                        .filter(resolution -> resolution.text.equals(text))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException("expected 1m, 5m, 15m or trades, was " + text));
            }
        }

        @Override
        public Integer call() throws IOException {
            MadeMarket market = synthetic.market(
                    spec,
                    SyntheticOptions.instrument(Arguments.requireConfigured(spec, config.load(), "--symbol", symbol)),
                    TimeUnit.MINUTES.toNanos(resolution.minutes));
            Arguments.requireWritable(spec, out);
            switch (resolution) {
                case TRADES -> OutputFile.write(out, content -> writeTrades(content, market));
                case ONE_MINUTE, FIVE_MINUTES, FIFTEEN_MINUTES ->
                    OutputFile.write(
                            out,
                            content -> CandleFile.write(
                                    content, market.readCandles().candles()));
            }
            spec.commandLine().getOut().printf("%s of %s written to %s%n", market.path(), symbol, out);
            return ExitCode.GOOD;
        }

        private static void writeTrades(Appendable out, MadeMarket market) throws IOException {
            out.append(TradeFile.HEADER).append('\n');
            SyntheticTrades trades = market.market().trades(market.instrument(), market.fromNanos());
            var row = new StringBuilder();
            for (trades.advance(); trades.timeNanos() < market.toNanos(); trades.advance()) {
                row.setLength(0);
                row.append(TimeUnit.NANOSECONDS.toMicros(trades.timeNanos())).append(',');
                FixedPoint.appendE8(row, trades.priceE8()).append(',');
                row.append(trades.contracts()).append(trades.isBuy() ? ",buy\n" : ",sell\n");
                out.append(row);
            }
        }
    }
}
