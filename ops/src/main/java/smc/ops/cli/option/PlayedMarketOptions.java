package smc.ops.cli.option;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.SymbolConfig;
import smc.exchange.ExchangeInstrument;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MarketFiles;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticMarket;
import smc.ops.exchange.PlayedMarket;

/** What an exchange in the box plays: options of whatever starts one. */
public class PlayedMarketOptions {
    private static final int HISTORY_DAYS_MAX = 1_000;

    @Option(
            names = "--market",
            paramLabel = "PRESET",
            description = "Synthetic market: ${COMPLETION-CANDIDATES}; a lively one for ./smc run, a NORMAL one else.")
    private Preset preset;

    @Option(names = "--seed", paramLabel = "N", description = "Its seed; 6 for ./smc run, 1 else, if not given.")
    private Long seed;

    @Option(
            names = "--candles",
            paramLabel = "SYMBOL=FILE",
            converter = MarketFilesConverter.class,
            description = "Recorded candles instead of a synthetic market; may be repeated.")
    private List<MarketFiles> candles = List.of();

    @Option(
            names = "--trades",
            paramLabel = "SYMBOL=FILE",
            converter = MarketFilesConverter.class,
            description = "Recorded trades instead; may be repeated.")
    private List<MarketFiles> trades = List.of();

    @Option(
            names = "--columns",
            paramLabel = MarketFilesConverter.Columns.LABEL,
            converter = MarketFilesConverter.Columns.class,
            description = MarketFilesConverter.Columns.DESCRIPTION)
    private ColumnNames columns = ColumnNames.NONE;

    @Option(
            names = "--history-days",
            paramLabel = "N",
            description =
                    "Days that lie behind the start; if not given 180 of a synthetic market, 200 candles of a recorded one.")
    private Integer historyDays;

    private List<MarketFiles> files() {
        return candles.isEmpty() ? trades : candles;
    }

    /**
     * What is dealt in. From now on what files and configuration say of each other is told on standard error, as it is read.
     *
     * @param known configured symbols
     * @param made symbols of a synthetic market
     * @throws ParameterException if a symbol is not configured, or comes twice
     */
    public final List<ExchangeInstrument> instruments(
            CommandSpec spec, Map<String, SymbolConfig> known, List<String> made) {
        if (!candles.isEmpty() && !trades.isEmpty()) {
            throw wrong(spec, "expected --candles or --trades, were both: leave one of them out");
        }
        List<String> symbols = files().isEmpty()
                ? made
                : files().stream().map(MarketFiles::symbol).toList();
        if (Set.copyOf(symbols).size() < symbols.size()) {
            throw wrong(
                    spec,
                    "expected each symbol once, were " + String.join(", ", symbols)
                            + ": put files that follow one another into a folder and name the folder");
        }
        for (String symbol : symbols) {
            if (!known.containsKey(symbol)) {
                throw wrong(spec, "expected a symbol of symbols.json, " + known.keySet() + ", was " + symbol);
            }
        }
        for (MarketFiles one : files()) {
            one.columns(columns);
            one.holdAgainst(
                    Arguments.terms(known.get(one.symbol())), spec.commandLine().getErr()::println);
        }
        return PlayedMarket.instruments(symbols.stream().map(known::get).toList());
    }

    /**
     * The market itself.
     *
     * @param ifNone preset of a synthetic market if none was asked for
     * @param seedIfNone seed of a synthetic market if none was asked for
     * @throws ParameterException if a number is out of its range
     */
    public final PlayedMarket market(CommandSpec spec, Preset ifNone, long seedIfNone) {
        if (historyDays != null && (historyDays < 0 || historyDays > HISTORY_DAYS_MAX)) {
            throw wrong(spec, "--history-days: expected 0 to " + HISTORY_DAYS_MAX + ", was " + historyDays);
        }
        return new PlayedMarket(
                candles,
                trades,
                new SyntheticMarket(preset == null ? ifNone : preset, seed == null ? seedIfNone : seed),
                historyDays == null ? OptionalInt.empty() : OptionalInt.of(historyDays));
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
