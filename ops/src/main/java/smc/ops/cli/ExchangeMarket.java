package smc.ops.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.SymbolConfig;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.feed.file.DataFileException;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;

/** What the embedded exchange deals in, and who has an account there: options of whatever starts one. */
final class ExchangeMarket {
    /** Ids of India production where they are known (delta-exchange-api.md section 5); AAVEUSD's is assumed. */
    private static final Map<String, Integer> PRODUCT_IDS = Map.of("SOLUSD", 14_823, "AAVEUSD", 15_500);

    private static final int FIRST_OTHER_PRODUCT_ID = 90_001;
    private static final int LEVERAGE_MAX = 100;
    private static final long POSITION_CONTRACTS_MAX = 100_000;
    private static final String PRICE_BAND_PERCENT = "10";
    private static final int HISTORY_DAYS_MAX = 1_000;

    /** Of a synthetic market. */
    private static final int HISTORY_DAYS = 180;

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
            converter = MarketFiles.Converter.class,
            description = "Recorded candles instead of a synthetic market; may be repeated.")
    private List<MarketFiles> candles = List.of();

    @Option(
            names = "--trades",
            paramLabel = "SYMBOL=FILE",
            converter = MarketFiles.Converter.class,
            description = "Recorded trades instead; may be repeated.")
    private List<MarketFiles> trades = List.of();

    @Option(
            names = "--history-days",
            paramLabel = "N",
            description =
                    "Days that lie behind the start; if not given 180 of a synthetic market, 200 candles of a recorded one.")
    private Integer historyDays;

    /** Whether the market is made up. */
    boolean isSynthetic() {
        return files().isEmpty();
    }

    private List<MarketFiles> files() {
        return candles.isEmpty() ? trades : candles;
    }

    /**
     * What is dealt in.
     *
     * @param known configured symbols
     * @param made symbols of a synthetic market
     */
    List<ExchangeInstrument> instruments(CommandSpec spec, Map<String, SymbolConfig> known, List<String> made) {
        var instruments = new ArrayList<ExchangeInstrument>();
        if (!candles.isEmpty() && !trades.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "expected --candles or --trades, were both");
        }
        List<String> symbols =
                isSynthetic() ? made : files().stream().map(MarketFiles::symbol).toList();
        if (Set.copyOf(symbols).size() < symbols.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected each symbol once, were " + String.join(", ", symbols)
                            + ": put files that follow one another into a folder and name the folder");
        }
        for (String symbol : symbols) {
            SymbolConfig of = known.get(symbol);
            if (of == null) {
                throw new ParameterException(
                        spec.commandLine(), "expected a symbol of symbols.json, " + known.keySet() + ", was " + symbol);
            }
            files().stream()
                    .filter(one -> one.symbol().equals(symbol))
                    .forEach(one -> one.holdAgainst(
                            of,
                            TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()),
                            spec.commandLine().getErr()::println));
            instruments.add(new ExchangeInstrument(
                    of.terms(PRODUCT_IDS.getOrDefault(symbol, FIRST_OTHER_PRODUCT_ID + instruments.size())),
                    symbol,
                    LEVERAGE_MAX,
                    POSITION_CONTRACTS_MAX,
                    PRICE_BAND_PERCENT));
        }
        return instruments;
    }

    /**
     * The market itself.
     *
     * @param ifNone preset of a synthetic market if none was asked for
     * @param seedIfNone seed of a synthetic market if none was asked for
     * @param data the exchange's folder, or null: a market must begin where it began before
     * @param timeframeNanos length of the candles that are traded on
     * @param mustBeTradable whether a recording that an engine could not begin at is refused; else it is played from its beginning
     * @throws IOException if a recording cannot be read, or is too short
     */
    MarketFeed feed(
            CommandSpec spec,
            List<ExchangeInstrument> instruments,
            Preset ifNone,
            long seedIfNone,
            int speed,
            Path data,
            long timeframeNanos,
            boolean mustBeTradable)
            throws IOException {
        OptionalLong recorded = data == null ? OptionalLong.empty() : EmbeddedExchange.recordedStart(data);
        int days = historyDays == null ? HISTORY_DAYS : historyDays;
        if (days < 0 || days > HISTORY_DAYS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--history-days: expected 0 to " + HISTORY_DAYS_MAX + ", was " + days);
        }
        if (!isSynthetic()) {
            return recordedFeed(instruments, recorded, timeframeNanos, mustBeTradable);
        }
        long startNanos =
                TimeUnit.SECONDS.toNanos(SyntheticOptions.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(days);
        if (speed == 1) {
            startNanos = TimeUnit.MINUTES.toNanos(Instant.now().getEpochSecond() / 60);
        }
        return new SyntheticFeed(
                new SyntheticMarket(preset == null ? ifNone : preset, seed == null ? seedIfNone : seed),
                instruments.stream()
                        .map(each -> SyntheticInstrument.of(
                                each.symbol(),
                                each.terms().tickE8(),
                                each.terms().contractValueE8()))
                        .toList(),
                recorded.orElse(startNanos),
                days,
                speed == 1);
    }

    private MarketFeed recordedFeed(
            List<ExchangeInstrument> instruments, OptionalLong recorded, long timeframeNanos, boolean mustBeTradable)
            throws IOException {
        if (historyDays != null) {
            return checked(recordedFeed(instruments, historyDays, timeframeNanos), mustBeTradable);
        }
        if (recorded.isPresent()) {
            // A folder may be of an exchange that began with the first row.
            RecordedFeed fromFirst = recordedFeed(instruments, 0, timeframeNanos);
            if (fromFirst.startNanos() == recorded.getAsLong()) {
                return checked(fromFirst, mustBeTradable);
            }
            fromFirst.close();
        }
        try {
            return recordedFeed(instruments, RecordedFeed.History.ENOUGH, timeframeNanos);
        } catch (DataFileException e) {
            if (mustBeTradable) {
                throw e;
            }
            return recordedFeed(instruments, 0, timeframeNanos);
        }
    }

    private static RecordedFeed checked(RecordedFeed feed, boolean mustBeTradable) throws IOException {
        if (mustBeTradable) {
            try {
                feed.requireTradable();
            } catch (IOException e) {
                feed.close();
                throw e;
            }
        }
        return feed;
    }

    private RecordedFeed recordedFeed(List<ExchangeInstrument> instruments, int days, long timeframeNanos)
            throws IOException {
        var behind = new RecordedFeed.History(days, timeframeNanos);
        return candles.isEmpty()
                ? RecordedFeed.ofTrades(trades, instruments, behind)
                : RecordedFeed.ofCandles(candles, instruments, behind);
    }
}
