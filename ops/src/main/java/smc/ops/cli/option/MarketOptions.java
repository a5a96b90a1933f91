package smc.ops.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.Configuration;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MarketFiles;
import smc.feed.market.MarketSource;
import smc.feed.market.TradeSource;

/** Where the market of a run comes from: candle files, trade files, or a seed if neither is given. */
public final class MarketOptions {
    @Option(
            names = "--candles",
            required = true,
            paramLabel = "SYMBOL=FILE",
            converter = MarketFilesConverter.class,
            description = "Candles of the timeframe or finer ones; a folder is read whole. Repeatable.")
    private List<MarketFiles> candles = List.of();

    @Option(
            names = "--trades",
            required = true,
            paramLabel = "SYMBOL=FILE",
            converter = MarketFilesConverter.class,
            description = "Single trades; a folder is read in the order of its file names. Repeatable.")
    private List<MarketFiles> trades = List.of();

    @ArgGroup(exclusive = false)
    private SyntheticOptions synthetic = new SyntheticOptions();

    /** What goes over the trades of all symbols. */
    @FunctionalInterface
    public interface TradeRun {
        /** @param sources in the order of the command line; closed by the caller */
        void over(List<TradeSource> sources) throws IOException;
    }

    public boolean areTrades() {
        return !trades.isEmpty();
    }

    /** In the order of the command line; a synthetic market has the symbols of the configuration. */
    public List<? extends MarketSource> markets(CommandSpec spec, Configuration configuration) {
        if (!files().isEmpty()) {
            return files();
        }
        long timeframeNanos = TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes());
        return configuration.engine().symbols().stream()
                .map(symbol -> synthetic.market(
                        spec,
                        SyntheticOptions.instrument(configuration.symbols().get(symbol)),
                        timeframeNanos))
                .toList();
    }

    /**
     * From now on what files and configuration say of each other is told on standard error, as it is read.
     *
     * @param columns what is said of those of files that another program has written
     * @throws ParameterException if a file is not there, or no instrument data of its symbol, or a symbol comes twice
     */
    public void requireSound(CommandSpec spec, Configuration configuration, ColumnNames columns) {
        var seen = new HashSet<String>();
        for (MarketFiles files : files()) {
            if (!configuration.symbols().containsKey(files.symbol())) {
                throw wrong(
                        spec,
                        "no instrument data of " + files.symbol() + " in symbols.json; there is "
                                + String.join(", ", configuration.symbols().keySet()));
            }
            if (!seen.add(files.symbol())) {
                throw wrong(
                        spec,
                        "two files for " + files.symbol()
                                + ": put files that follow one another into a folder and name the folder");
            }
            if (!Files.exists(files.path())) {
                throw wrong(spec, "no such file or folder: " + files.path());
            }
            if (!Files.isReadable(files.path())) {
                throw wrong(spec, "no permission to read: " + files.path());
            }
            files.columns(columns);
            files.holdAgainst(
                    Arguments.terms(configuration.symbols().get(files.symbol())),
                    spec.commandLine().getErr()::println);
        }
    }

    /** Opens the trade files, and closes them when the run is over; what it did not need of them is read too. */
    public void runOverTrades(Configuration configuration, TradeRun run) throws IOException {
        var sources = new ArrayList<TradeSource>();
        try {
            for (MarketFiles files : trades) {
                sources.add(files.openTrades(
                        configuration.symbols().get(files.symbol()).contractValueE8()));
            }
            run.over(sources);
            for (MarketFiles files : trades) {
                files.finishTrades();
            }
        } finally {
            for (TradeSource opened : sources) {
                opened.close();
            }
        }
    }

    private List<MarketFiles> files() {
        return candles.isEmpty() ? trades : candles;
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
