package smc.ops.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.BacktestRecord;
import smc.engine.backtest.VenuePort;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.event.Effects;
import smc.execution.executor.Mode;
import smc.execution.simulator.VenueSettings;
import smc.feed.file.DataFileException;
import smc.feed.file.TradeSource;
import smc.ops.report.Report;
import smc.ops.result.BacktestResult;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.result.ResultFolder;
import smc.ops.result.Summary;
import smc.ops.result.SummaryText;
import smc.ops.result.VariantResult;
import smc.ops.text.Progress;
import smc.ops.variant.Variants;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.CandleSeries;

/** {@code smc backtest}: the rules over recorded candles or trades, or a synthetic market. */
@Command(
        name = "backtest",
        description = {
            "Trade recorded markets by the rules, with the core that trades live, and say what came of it.",
            "Without --candles or --trades the market is a synthetic one.",
            "Candles before --from only feed the detector."
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @ArgGroup(multiplicity = "0..1")
    private Source source = new Source();

    private List<? extends MarketSource> markets;

    /** Where the market comes from. */
    private static final class Source {
        @Option(
                names = "--candles",
                required = true,
                paramLabel = "SYMBOL=FILE",
                converter = MarketFiles.Converter.class,
                description = "Candles of the timeframe or finer ones; a folder is read whole. Repeatable.")
        private List<MarketFiles> candles = List.of();

        @Option(
                names = "--trades",
                required = true,
                paramLabel = "SYMBOL=FILE",
                converter = MarketFiles.Converter.class,
                description = "Single trades; a folder is read in the order of its file names. Repeatable.")
        private List<MarketFiles> trades = List.of();

        @ArgGroup(exclusive = false)
        private SyntheticOptions synthetic = new SyntheticOptions();

        private List<MarketFiles> files() {
            return candles.isEmpty() ? trades : candles;
        }
    }

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
            description = "Trade from here on: 2025-01-31 or 2025-01-31T12:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Leave out what comes from here on.")
    private Instant to = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L);

    @Option(
            names = "--slippage-bps",
            paramLabel = "N",
            defaultValue = "2",
            description = "How much worse market and stop orders fill, in 1/10,000; ${DEFAULT-VALUE} if not given.")
    private int slippageBps;

    @Option(
            names = "--limit-through-ticks",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How far price must go beyond a limit before it fills; 0 fills on touch, ${DEFAULT-VALUE} if not given.")
    private int limitThroughTicks;

    @Option(
            names = "--latency-ms",
            paramLabel = "N",
            description = "How long an order is under way; over trades only, 0 if not given.")
    private Integer latencyMillis;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write; must not exist or be empty. results/<time> if not given.")
    private Path out;

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
        requireSoundArguments(configuration);
        markets = source.files().isEmpty() ? syntheticMarkets(configuration) : source.files();
        long startNanos = System.nanoTime();
        Path folder = out != null ? out : Path.of("results", FOLDER_NAME.format(Instant.now()));
        requireFree(folder);
        List<String> symbols = markets.stream().map(MarketSource::symbol).toList();
        var venue = new VenueSettings(
                slippageBps,
                limitThroughTicks,
                TimeUnit.MILLISECONDS.toNanos(latencyMillis == null ? 0 : latencyMillis),
                false);
        Backtest backtest = Backtest.of(configuration, symbols, mode.modes, venue, nanos(from), nanos(to));
        BacktestRecord record = run(backtest, configuration);
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
        try (var progress = new Progress(spec.commandLine().getErr(), isTerminal())) {
            return Variants.run(backtest, result, summary, this::run, progress);
        }
    }

    /** One of the runs that go on side by side. */
    private BacktestRecord run(Backtest variant) throws IOException {
        var record = new BacktestRecord[1];
        Function<VenuePort, Effects> recorder = port -> record[0] = new BacktestRecord(variant, port);
        if (asTrades) {
            variant.overRowsAsTrades(series, recorder, _ -> {});
        } else {
            variant.overRows(series, recorder, _ -> {});
        }
        return record[0];
    }

    private BacktestRecord run(Backtest backtest, Configuration configuration) throws IOException {
        var record = new BacktestRecord[1];
        Function<VenuePort, Effects> recorder = port -> record[0] = new BacktestRecord(backtest, port);
        try (var progress = new Progress(spec.commandLine().getErr(), isTerminal())) {
            if (!source.trades.isEmpty()) {
                overTradeFiles(backtest, configuration, recorder, progress);
            } else {
                overCandles(backtest, configuration, recorder, progress);
            }
        }
        return record[0];
    }

    /** A console alone does not say so: it may stand for redirected streams. */
    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private List<MadeMarket> syntheticMarkets(Configuration configuration) {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        return configuration.engine().symbols().stream()
                .map(symbol -> source.synthetic.market(spec, symbol, timeframeNanos))
                .toList();
    }

    private void overCandles(
            Backtest backtest, Configuration configuration, Function<VenuePort, Effects> recorder, Progress progress)
            throws IOException {
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        series = new ArrayList<>();
        for (MarketSource market : markets) {
            CandleSeries read = market.readCandles().before(backtest.toNanos());
            CandleSeries candles = aggregate(market, read, timeframeNanos);
            requireWarmedUp(market, candles.candles().size());
            series.add(read);
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

    private static CandleSeries aggregate(MarketSource market, CandleSeries read, long timeframeNanos)
            throws DataFileException {
        try {
            return read.aggregate(timeframeNanos);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(market.path(), e.getMessage());
        }
    }

    private void overTradeFiles(
            Backtest backtest, Configuration configuration, Function<VenuePort, Effects> recorder, Progress progress)
            throws IOException {
        var sources = new ArrayList<TradeSource>();
        try {
            for (MarketFiles files : source.trades) {
                long contractValueE8 =
                        configuration.symbols().get(files.symbol()).contractValueE8();
                sources.add(files.openTrades(contractValueE8));
            }
            backtest.overTrades(
                    sources, recorder, now -> progress.show("at " + Instant.ofEpochSecond(now / 1_000_000_000L)));
        } finally {
            for (TradeSource opened : sources) {
                opened.close();
            }
        }
    }

    /** "No trade" would sound as if the rules had looked: they did not, without blocks or outside the time asked for. */
    private void requireTradable(BacktestRecord record) throws DataFileException {
        long lastNanos = 0;
        for (int i = 0; i < markets.size(); i++) {
            requireWarmedUp(markets.get(i), record.candles(i).count());
            lastNanos = Math.max(lastNanos, record.candles(i).lastNanos());
        }
        if (lastNanos < nanos(from)) {
            throw wrong("--from %s is after the last candle, of %s"
                    .formatted(from, Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(lastNanos))));
        }
    }

    private static void requireWarmedUp(MarketSource market, long candles) throws DataFileException {
        if (candles <= OrderBlockDetector.WARM_UP_CANDLES) {
            throw new DataFileException(
                    market.path(),
                    "expected more than the %d candles of the warm-up, are %d"
                            .formatted(OrderBlockDetector.WARM_UP_CANDLES, candles));
        }
    }

    private BacktestResult describe(Configuration configuration, Backtest backtest, BacktestRecord record)
            throws IOException {
        var accounts = new ArrayList<BacktestResult.Account>();
        for (int i = 0; i < configuration.accounts().size(); i++) {
            AccountConfig account = configuration.accounts().get(i);
            if (mode.modes.contains(account.mode())) {
                accounts.add(new BacktestResult.Account(
                        configuration.engine().accountFiles().get(i).replaceFirst("\\.json$", ""),
                        account.mode(),
                        backtest.depositsE8().get(accounts.size())));
            }
        }
        var symbols = new ArrayList<BacktestResult.Symbol>();
        for (MarketSource market : markets) {
            symbols.add(new BacktestResult.Symbol(
                    market.symbol(), market.path().getFileName().toString(), market.sha256(), market.isSynthetic()));
        }
        Fills fills = source.trades.isEmpty() ? (asTrades ? Fills.ROWS_AS_TRADES : Fills.ROWS) : Fills.TRADES;
        return new BacktestResult(Main.build(), configuration, accounts, symbols, fills, backtest.venue(), record);
    }

    private void requireSoundArguments(Configuration configuration) {
        var seen = new HashSet<String>();
        for (MarketFiles files : source.files()) {
            if (!configuration.symbols().containsKey(files.symbol())) {
                throw wrong("no instrument data of " + files.symbol() + " in symbols.json; there is "
                        + String.join(", ", configuration.symbols().keySet()));
            }
            if (!seen.add(files.symbol())) {
                throw wrong("two files for " + files.symbol()
                        + ": put files that follow one another into a folder and name the folder");
            }
            if (!Files.exists(files.path())) {
                throw wrong("no such file or folder: " + files.path());
            }
            if (!Files.isReadable(files.path())) {
                throw wrong("no permission to read: " + files.path());
            }
        }
        if (!from.isBefore(to)) {
            throw wrong("--from " + from + " is not before --to " + to);
        }
        if (asTrades && !source.trades.isEmpty()) {
            throw wrong("--as-trades makes trades of --candles; with --trades there is nothing to make");
        }
        if (latencyMillis != null && latencyMillis < 0) {
            throw wrong("--latency-ms: expected at least 0, was " + latencyMillis);
        }
        if (latencyMillis != null && source.trades.isEmpty() && !asTrades) {
            throw wrong("--latency-ms needs --trades or --as-trades: rows know no time between their open and close");
        }
        if (slippageBps < 0 || slippageBps > 1_000) {
            throw wrong("--slippage-bps: expected 0 to 1000, was " + slippageBps);
        }
        if (limitThroughTicks < 0) {
            throw wrong("--limit-through-ticks: expected at least 0, was " + limitThroughTicks);
        }
        if (configuration.accounts().stream().noneMatch(account -> mode.modes.contains(account.mode()))) {
            throw wrong("--mode " + mode + ": no account of that mode is configured");
        }
    }

    private void requireFree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw wrong("--out: expected a folder to make, is a file: " + folder);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw wrong("--out: the folder exists and is not empty: " + folder);
                }
            }
        }
        for (Path parent = folder.toAbsolutePath().getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
                    throw wrong("--out: cannot write into " + parent);
                }
                return;
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond());
    }

    /** Reads a day or an instant. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException _) {
                throw new TypeConversionException(
                        "expected a day such as 2025-01-31 or a time such as 2025-01-31T12:00:00Z, was " + text);
            }
        }
    }
}
