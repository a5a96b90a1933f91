package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Backtest.Outcome;
import smc.engine.backtest.Driven;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.outcome.CandleCount;
import smc.engine.outcome.RunRecord;
import smc.engine.record.Recorder;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MarketOrigin;
import smc.feed.market.MarketSource;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MarketFilesConverter;
import smc.ops.cli.option.MarketOptions;
import smc.ops.cli.option.TreatmentOptions;
import smc.ops.journal.RecordedMarket;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.text.Progress;
import smc.ops.text.TextTable;
import smc.strategy.candle.CandleSeries;

/** {@code smc record}: a market through the whole engine into a journal. */
@Command(
        name = "record",
        description = {
            "A market runs through the whole engine into a new data folder.",
            "It passes ring, core, journal and simulated venue.",
            "Without --candles or --trades the market is a synthetic one. Of each candle four trades are made: at its open,",
            "the extreme nearer to the open, the other one and the close."
        },
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "0..1")
    private MarketOptions source = new MarketOptions();

    @Option(
            names = "--columns",
            paramLabel = MarketFilesConverter.Columns.LABEL,
            converter = MarketFilesConverter.Columns.class,
            description = MarketFilesConverter.Columns.DESCRIPTION)
    private ColumnNames columns = ColumnNames.NONE;

    @Mixin
    private ConfigFolder config;

    @Mixin
    private TreatmentOptions venue;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder to record into; must not hold a journal. recordings/<time> if not given.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration shipped = config.load();
        VenueSettings treatment = venue.settings(spec);
        source.requireSound(spec, shipped, columns);
        List<? extends MarketSource> markets = source.markets(spec, shipped);
        List<String> symbols = markets.stream().map(MarketSource::symbol).toList();
        Configuration configuration = shipped.trading(symbols).withoutRisk(); // as a backtest: the rules alone
        Backtest backtest =
                Backtest.of(configuration, symbols, EnumSet.allOf(Mode.class), treatment, 0, Long.MAX_VALUE);
        List<CandleSeries> series = source.areTrades() ? List.of() : read(markets, configuration);
        RecordedMarket market = describe(markets, treatment, !source.areTrades());
        Path folder = data != null ? data : Arguments.byTime("recordings");

        requireFolder(folder);
        long startNanos = System.nanoTime();
        try (Recorder recorder = open(folder, configuration)) {
            market.writeInto(folder);
            var record = new RunRecord[1];
            Function<VenuePort, Driven> engine = recorder.engine(
                    backtest,
                    port -> record[0] = new RunRecord(backtest, port),
                    spec.commandLine().getErr()::println);
            Outcome outcome = run(backtest, configuration, series, engine);
            if (source.areTrades()) {
                // What was read, and its sum, are known only now; without it the recording is one that broke off.
                market = describe(markets, treatment, true);
                market.writeInto(folder);
            }
            print(folder, market, record[0], outcome, recorder, System.nanoTime() - startNanos);
        } catch (RefusedStartException e) {
            spec.commandLine().getErr().println("smc: refused: " + e.getMessage());
            return ExitCode.REFUSED;
        }
        return ExitCode.GOOD;
    }

    private void requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), "--data: expected a folder to record into, is a file: " + folder);
        }
    }

    /** The folder is somebody's: nothing in it was touched. */
    private static final class RefusedStartException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private RefusedStartException(JournalException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static Recorder open(Path folder, Configuration configuration) throws IOException {
        try {
            return Recorder.open(folder, configuration, Build.ring(configuration, true), JournalSettings.DEFAULT);
        } catch (JournalException e) {
            throw new RefusedStartException(e);
        }
    }

    private static List<CandleSeries> read(List<? extends MarketSource> markets, Configuration configuration)
            throws IOException {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        var series = new ArrayList<CandleSeries>();
        for (MarketSource market : markets) {
            series.add(market.readWarmedUp(timeframeNanos, Long.MAX_VALUE));
        }
        return series;
    }

    /** @param isRead whether the files were read, so that their sums are known */
    private RecordedMarket describe(List<? extends MarketSource> markets, VenueSettings treatment, boolean isRead)
            throws IOException {
        var symbols = new ArrayList<MarketOrigin>();
        for (MarketSource market : markets) {
            symbols.add(
                    isRead
                            ? market.describe()
                            : new MarketOrigin(
                                    market.symbol(), market.path().getFileName().toString(), "", false));
        }
        return new RecordedMarket(symbols, source.areTrades() ? Fills.TRADES : Fills.ROWS_AS_TRADES, treatment);
    }

    private Outcome run(
            Backtest backtest,
            Configuration configuration,
            List<CandleSeries> series,
            Function<VenuePort, Driven> engine)
            throws IOException {
        try (var progress = Progress.on(spec.commandLine().getErr())) {
            if (source.areTrades()) {
                var outcome = new Outcome[1];
                LongConsumer show = now -> progress.show("at " + Instant.ofEpochSecond(now / 1_000_000_000L));
                source.runOverTrades(
                        configuration, sources -> outcome[0] = backtest.driveOverTrades(sources, engine, show));
                return outcome[0];
            }
            long firstNanos = series.stream()
                    .mapToLong(one -> one.candles().getFirst().openTimeNanos())
                    .min()
                    .orElseThrow();
            long lastNanos = series.stream()
                    .mapToLong(one -> one.candles().getLast().openTimeNanos())
                    .max()
                    .orElseThrow();
            return backtest.driveOverRowsAsTrades(
                    series, engine, now -> progress.show(now - firstNanos, lastNanos - firstNanos));
        }
    }

    private void print(
            Path folder, RecordedMarket market, RunRecord record, Outcome outcome, Recorder recorder, long tookNanos) {
        PrintWriter out = spec.commandLine().getOut();
        var symbols = new TextTable("symbol", "candles", "from", "to", "market").alignLeft(2, 3, 4);
        for (int i = 0; i < market.symbols().size(); i++) {
            MarketOrigin symbol = market.symbols().get(i);
            CandleCount candles = record.candles(i);
            symbols.add(
                    symbol.symbol(),
                    candles.count(),
                    utc(candles.firstNanos()),
                    utc(candles.lastNanos()),
                    symbol.file() + (symbol.isSynthetic() ? " (synthetic: made from a seed, not a market)" : ""));
        }
        symbols.print(out);
        out.println();
        var amounts = new TextTable("", "");
        amounts.add("inputs", outcome.inputs());
        amounts.add("frames", recorder.lastSequence());
        amounts.add("bytes in frames", recorder.frameBytes());
        amounts.add("trades closed", record.trades().size());
        amounts.add("trades open", record.openTrades().size());
        amounts.add("seconds", "%.1f".formatted(tookNanos / 1e9));
        amounts.add("inputs a second", outcome.inputs() * TimeUnit.SECONDS.toNanos(1) / Math.max(tookNanos, 1));
        amounts.print(out);
        out.printf("%nrecorded into %s%n", folder);
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }
}
