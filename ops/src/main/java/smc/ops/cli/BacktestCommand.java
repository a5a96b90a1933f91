package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.event.Effects;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MarketOrigin;
import smc.feed.market.MarketSource;
import smc.feed.text.DataFileException;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.MarketFilesConverter;
import smc.ops.cli.option.MarketOptions;
import smc.ops.cli.option.TimeConverter;
import smc.ops.cli.option.TreatmentOptions;
import smc.ops.report.Report;
import smc.ops.result.BacktestResult;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.result.ResultFolder;
import smc.ops.result.Summary;
import smc.ops.result.SummaryText;
import smc.ops.result.VariantResult;
import smc.ops.text.Progress;
import smc.ops.variant.Variants;
import smc.strategy.candle.CandleSeries;

/** {@code smc backtest}: the rules over recorded candles or trades, or a synthetic market. */
@Command(
        name = "backtest",
        description = {
            "The rules trade a market of files or of a seed, and report.",
            "They are asked of the core that trades live.",
            "Without --candles or --trades the market is a synthetic one.",
            "Candles before --from only feed the detector."
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "0..1")
    private MarketOptions source = new MarketOptions();

    @Option(
            names = "--columns",
            paramLabel = MarketFilesConverter.Columns.LABEL,
            converter = MarketFilesConverter.Columns.class,
            description = MarketFilesConverter.Columns.DESCRIPTION)
    private ColumnNames columns = ColumnNames.NONE;

    private List<? extends MarketSource> markets;

    @Option(
            names = "--as-trades",
            description = {
                "Make four trades of each row, at its open, the extreme nearer to the open, the other one and the close,",
                "and fill at these instead of by the rules for rows."
            })
    private boolean asTrades;

    @Mixin
    private ConfigFolder config;

    @Option(names = "--mode", paramLabel = "A|B|both", defaultValue = "both", description = "Which accounts trade.")
    private ModeChoice mode;

    /** As written on the command line. */
    private enum ModeChoice {
        A(EnumSet.of(Mode.CANDLE_CLOSE)),
        B(EnumSet.of(Mode.LIMIT)),
        BOTH(EnumSet.allOf(Mode.class));

        @SuppressWarnings("ImmutableEnumChecker") // never changed
        private final Set<Mode> modes;

        ModeChoice(Set<Mode> modes) {
            this.modes = modes;
        }
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Trade from here on: 2025-01-31, 2025-01-31T12:00:00Z or unix seconds.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Leave out what comes from here on.")
    private Instant to = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L);

    @Mixin
    private TreatmentOptions venue;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write; must not exist or be empty. results/<time> if not given.")
    private Path out;

    @Option(
            names = "--risk",
            description = {
                "Hold entries back by the limits of engine.json, as run does: all that a recorded market can say.",
                "Without it a backtest shows what the rules alone come to."
            })
    private boolean withRisk;

    @Option(
            names = "--no-report",
            description = "Write neither the report nor the runs with other settings that it compares with.")
    private boolean withoutReport;

    @Spec
    private CommandSpec spec;

    /** The rows traded, for the variants; empty over trade files, which may be larger than memory. */
    private List<CandleSeries> series = List.of();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = config.load();
        VenueSettings treatment = venue.settings(spec);
        requireSoundArguments(configuration);
        markets = source.markets(spec, configuration);
        long startNanos = System.nanoTime();
        Path folder = out != null ? out : Arguments.byTime("results");
        Arguments.requireFree(spec, "--out", folder);
        List<String> symbols = markets.stream().map(MarketSource::symbol).toList();
        Backtest rules = Backtest.of(
                configuration, symbols, mode.modes, treatment, TimeConverter.nanos(from), TimeConverter.nanos(to));
        Backtest backtest =
                withRisk ? rules.withRisk(configuration.engine().risk().ofBacktest()) : rules;
        RunRecord record = run(backtest, configuration);
        requireTradable(record);
        record.requireEveryTouchJudged();
        BacktestResult result = describe(configuration, backtest, record);
        Summary summary = Summary.of(result);
        PrintWriter print = spec.commandLine().getOut();
        if (withoutReport) {
            ResultFolder.write(folder, result, summary, List.of(), _ -> {});
        } else {
            ResultFolder.write(
                    folder,
                    result,
                    summary,
                    variants(backtest, result, summary),
                    written ->
                            Report.write(written).ifPresent(spec.commandLine().getErr()::println));
        }
        SummaryText.print(print, result, summary);
        print.printf("%nwritten to %s in %.1f s%n", folder, (System.nanoTime() - startNanos) / 1e9);
        if (!withoutReport) {
            print.printf("open %s%n", folder.resolve(Report.PAGE));
        }
        return ExitCode.GOOD;
    }

    private List<VariantResult> variants(Backtest backtest, BacktestResult result, Summary summary) throws IOException {
        if (series.isEmpty()) {
            return List.of();
        }
        try (var progress = Progress.on(spec.commandLine().getErr())) {
            return Variants.run(backtest, result, summary, this::run, progress);
        }
    }

    /** One of the runs that go on side by side. */
    private RunRecord run(Backtest variant) throws IOException {
        var record = new RunRecord[1];
        Function<VenuePort, Effects> recorder = port -> record[0] = new RunRecord(variant, port);
        if (asTrades) {
            variant.overRowsAsTrades(series, recorder, _ -> {});
        } else {
            variant.overRows(series, recorder, _ -> {});
        }
        return record[0];
    }

    private RunRecord run(Backtest backtest, Configuration configuration) throws IOException {
        var record = new RunRecord[1];
        Function<VenuePort, Effects> recorder = port -> record[0] = new RunRecord(backtest, port);
        try (var progress = Progress.on(spec.commandLine().getErr())) {
            if (source.areTrades()) {
                source.runOverTrades(
                        configuration,
                        sources -> backtest.overTrades(
                                sources,
                                recorder,
                                now -> progress.show("at " + Instant.ofEpochSecond(now / 1_000_000_000L))));
            } else {
                overCandles(backtest, configuration, recorder, progress);
            }
        }
        return record[0];
    }

    private void overCandles(
            Backtest backtest, Configuration configuration, Function<VenuePort, Effects> recorder, Progress progress)
            throws IOException {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        series = new ArrayList<>();
        for (MarketSource market : markets) {
            series.add(market.readWarmedUp(timeframeNanos, backtest.toNanos()));
        }
        if (asTrades) {
            long lastNanos = series.stream()
                    .mapToLong(one -> one.candles().getLast().openTimeNanos())
                    .max()
                    .orElseThrow();
            long firstNanos = series.stream()
                    .mapToLong(one -> one.candles().getFirst().openTimeNanos())
                    .min()
                    .orElseThrow();
            backtest.overRowsAsTrades(series, recorder, now -> progress.show(now - firstNanos, lastNanos - firstNanos));
        } else {
            long all = series.stream().mapToLong(one -> one.candles().size()).sum();
            backtest.overRows(series, recorder, left -> progress.show(all - left, all));
        }
    }

    /** "No trade" would sound as if the rules had looked: they did not, without blocks or outside the time asked for. */
    private void requireTradable(RunRecord record) throws DataFileException {
        long lastNanos = 0;
        for (int i = 0; i < markets.size(); i++) {
            markets.get(i).requireWarmedUp(record.candles(i).count());
            lastNanos = Math.max(lastNanos, record.candles(i).lastNanos());
        }
        if (lastNanos < TimeConverter.nanos(from)) {
            throw wrong("--from %s is after the last candle, of %s"
                    .formatted(from, Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(lastNanos))));
        }
    }

    private BacktestResult describe(Configuration configuration, Backtest backtest, RunRecord record)
            throws IOException {
        var symbols = new ArrayList<MarketOrigin>();
        for (MarketSource market : markets) {
            symbols.add(market.describe());
        }
        Fills fills = source.areTrades() ? Fills.TRADES : asTrades ? Fills.ROWS_AS_TRADES : Fills.ROWS;
        return new BacktestResult(
                Build.version(),
                configuration,
                BacktestResult.accounts(configuration, mode.modes, backtest.depositsE8()),
                symbols,
                fills,
                backtest.venue(),
                record);
    }

    private void requireSoundArguments(Configuration configuration) {
        source.requireSound(spec, configuration, columns);
        if (!from.isBefore(to)) {
            throw wrong("--from " + from + " is not before --to " + to);
        }
        if (asTrades && source.areTrades()) {
            throw wrong("--as-trades makes trades of --candles; with --trades there is nothing to make");
        }
        if (venue.hasLatency() && !source.areTrades() && !asTrades) {
            throw wrong("--latency-ms needs --trades or --as-trades: rows know no time between their open and close");
        }
        if (configuration.accounts().stream().noneMatch(account -> mode.modes.contains(account.mode()))) {
            throw wrong("--mode " + mode
                    + ": no account of that mode is configured; name another mode, or add one to engine.json");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
