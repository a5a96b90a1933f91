package smc.ops.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import smc.engine.config.SymbolConfig;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.feed.market.MadeMarket;
import smc.feed.market.MarketFiles;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.feed.text.DataFileException;

/**
 * What an exchange in the box plays: recorded candles, recorded trades, or a made-up market if there are neither.
 *
 * @param candles one of a symbol; empty if {@code trades} are not
 * @param made the market if there are no files
 * @param historyDays days that lie behind the start; if empty {@value #HISTORY_DAYS} of a made-up market, 200 candles of a recorded one
 */
public record PlayedMarket(
        List<MarketFiles> candles, List<MarketFiles> trades, SyntheticMarket made, OptionalInt historyDays) {
    /** Behind the start of a made-up market if nobody said how much. */
    private static final int HISTORY_DAYS = 180;

    /** Ids of India production where they are known (docs/delta-exchange.md section 5); AAVEUSD's is assumed. */
    private static final Map<String, Integer> PRODUCT_IDS = Map.of("SOLUSD", 14_823, "AAVEUSD", 15_500);

    private static final int FIRST_OTHER_PRODUCT_ID = 90_001;
    private static final int LEVERAGE_MAX = 100;
    private static final long POSITION_CONTRACTS_MAX = 100_000;
    private static final String PRICE_BAND_PERCENT = "10";

    /** Whether the market is made up. */
    public boolean isSynthetic() {
        return candles.isEmpty() && trades.isEmpty();
    }

    /**
     * What is dealt in.
     *
     * @param symbols the exchange's, each with its configuration; the order is theirs
     */
    public static List<ExchangeInstrument> instruments(List<SymbolConfig> symbols) {
        var instruments = new ArrayList<ExchangeInstrument>();
        for (SymbolConfig symbol : symbols) {
            instruments.add(new ExchangeInstrument(
                    symbol.terms(PRODUCT_IDS.getOrDefault(symbol.name(), FIRST_OTHER_PRODUCT_ID + instruments.size())),
                    symbol.name(),
                    LEVERAGE_MAX,
                    POSITION_CONTRACTS_MAX,
                    PRICE_BAND_PERCENT));
        }
        return instruments;
    }

    /**
     * The market itself.
     *
     * @param speed how much faster than real time; a made-up one at 1 is of now
     * @param data the exchange's folder, or null: a market must begin where it began before
     * @param timeframeNanos length of the candles that are traded on
     * @param mustBeTradable whether a recording that an engine could not begin at is refused; else it is played from its beginning
     * @throws IOException if a recording cannot be read, or is too short
     */
    public MarketFeed feed(
            List<ExchangeInstrument> instruments, int speed, Path data, long timeframeNanos, boolean mustBeTradable)
            throws IOException {
        OptionalLong recorded = data == null ? OptionalLong.empty() : EmbeddedExchange.recordedStart(data);
        if (!isSynthetic()) {
            return recordedFeed(instruments, recorded, timeframeNanos, mustBeTradable);
        }
        int days = historyDays.orElse(HISTORY_DAYS);
        long startNanos = speed == 1
                ? TimeUnit.MINUTES.toNanos(Instant.now().getEpochSecond() / 60)
                : TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(days);
        return new SyntheticFeed(
                made,
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
        if (historyDays.isPresent()) {
            return checked(recordedFeed(instruments, historyDays.getAsInt(), timeframeNanos), mustBeTradable);
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
