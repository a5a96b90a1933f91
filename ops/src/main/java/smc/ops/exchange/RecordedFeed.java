package smc.ops.exchange;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed;
import smc.exchange.matching.InstrumentTerms;
import smc.feed.market.MarketFiles;
import smc.feed.market.RowTrades;
import smc.feed.market.TradeSource;
import smc.feed.text.DataFileException;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Recorded trades, or recorded candles as four trades each, all symbols on one timeline; of two at one instant the symbol named first comes
 * first. What lies before the start is history. Who was the aggressor is not read: a trade at or above the one before it was a buy.
 *
 * <p>A row that is missing is a hole; what a symbol's recording does not reach any more, while that of another goes on, is one too. Between
 * trades of a file there is none: nothing traded. A row of volume 0 is a price without a trade.
 */
public final class RecordedFeed implements MarketFeed {
    /** So much of the timeframe lies behind the start if nobody said how much: the warm-up, and one that trading can begin after. */
    public static final int HISTORY_CANDLES = OrderBlockDetector.WARM_UP_CANDLES + 1;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Symbol> symbols = new ArrayList<>();
    private String description;
    private long startNanos;
    private Symbol current;

    /**
     * What lies behind the start.
     *
     * @param days from the first symbol's first row or minute on; negative for {@value #HISTORY_CANDLES} candles of every symbol
     * @param timeframeNanos length of such a candle
     */
    public record History(int days, long timeframeNanos) {
        public static final int ENOUGH = -1;

        private String text() {
            return days == ENOUGH ? HISTORY_CANDLES + " candles of history" : days + " days of history";
        }
    }

    private static final class Symbol {
        private final String name;
        private final long tickE8;
        private final TradeSource trades;
        /** Null unless the trades are made of rows. */
        private final RowTrades rows;

        private final long gridNanos;
        private final List<Row> history;
        private final List<Hole> holes;
        private boolean hasNext;
        private boolean isOver;
        private long beforeE8;
        private long lastNanos;

        /** @param gridNanos the recording is known up to a whole one of these */
        private Symbol(
                ExchangeInstrument instrument,
                TradeSource trades,
                RowTrades rows,
                long gridNanos,
                List<Row> history,
                List<Hole> holes) {
            name = instrument.symbol();
            tickE8 = instrument.terms().tickE8();
            this.trades = trades;
            this.rows = rows;
            this.gridNanos = gridNanos;
            this.history = history;
            this.holes = holes;
            lastNanos = history.isEmpty() ? 0 : history.getLast().openTimeNanos();
        }

        /** Makes rows of a minute of the trades before the start. */
        private void skipTo(long startNanos) throws IOException {
            while (hasNext && trades.timeNanos() < startNanos) {
                if (trades.isHole()) {
                    holes.add(new Hole(trades.timeNanos(), trades.holeToNanos()));
                    advance();
                    continue;
                }
                long openTimeNanos = minute(trades.timeNanos());
                long priceE8 = trades.priceE8();
                if (history.isEmpty() || history.getLast().openTimeNanos() < openTimeNanos) {
                    history.add(new Row(openTimeNanos, priceE8, priceE8, priceE8, priceE8, trades.contracts()));
                } else {
                    Row last = history.removeLast();
                    history.add(new Row(
                            openTimeNanos,
                            last.openE8(),
                            Math.max(last.highE8(), priceE8),
                            Math.min(last.lowE8(), priceE8),
                            priceE8,
                            Math.addExact(last.contracts(), trades.contracts())));
                }
                advance();
            }
        }

        private void advance() throws IOException {
            if (!hasNext) {
                isOver = true;
                return;
            }
            if (!trades.isHole()) {
                beforeE8 = trades.priceE8();
                lastNanos = trades.timeNanos();
            }
            hasNext = trades.advance();
        }

        /** Whether the next is a hole, be it the one after the end. */
        private boolean isHole() {
            return !hasNext || trades.isHole();
        }

        /** When the next trade comes or hole begins; {@link Long#MAX_VALUE} if there is none. */
        private long nextNanos() {
            if (hasNext) {
                return trades.timeNanos();
            }
            return isOver ? Long.MAX_VALUE : lastNanos - Math.floorMod(lastNanos, gridNanos) + gridNanos;
        }

        private long contracts() {
            long contracts = trades.contracts();
            return rows != null && rows.rowContracts() > 0 ? Math.max(contracts, 1) : contracts;
        }
    }

    private RecordedFeed() {}

    /** Of candles; markets with an instrument for each. */
    public static RecordedFeed ofCandles(
            List<MarketFiles> markets, List<ExchangeInstrument> instruments, History behind) throws IOException {
        var feed = new RecordedFeed();
        var read = new ArrayList<CandleSeries>();
        for (MarketFiles market : markets) {
            read.add(market.readCandles());
        }
        feed.startNanos = behind.days() == History.ENOUGH
                ? startWithHistory(markets, read, behind.timeframeNanos())
                : read.getFirst().candles().getFirst().openTimeNanos() + TimeUnit.DAYS.toNanos(behind.days());
        for (int i = 0; i < read.size(); i++) {
            CandleSeries series = read.get(i);
            var history = new ArrayList<Row>();
            var played = new ArrayList<Candle>();
            for (Candle candle : series.candles()) {
                if (candle.openTimeNanos() >= feed.startNanos) {
                    played.add(candle);
                } else {
                    history.add(new Row(
                            candle.openTimeNanos(),
                            candle.openE8(),
                            candle.highE8(),
                            candle.lowE8(),
                            candle.closeE8(),
                            candle.contracts()));
                }
            }
            var holes = new ArrayList<Hole>();
            for (CandleSeries.Gap gap : series.gaps()) {
                if (gap.firstMissingNanos() < feed.startNanos) {
                    holes.add(new Hole(
                            gap.firstMissingNanos(), gap.firstMissingNanos() + gap.candles() * series.intervalNanos()));
                }
            }
            var trades = new RowTrades(CandleSeries.of(series.intervalNanos(), played));
            feed.add(new Symbol(instruments.get(i), trades, trades, series.intervalNanos(), history, holes));
        }
        feed.describe("candles", markets, behind);
        return feed;
    }

    /** After so many candles of each symbol as a start needs. */
    private static long startWithHistory(List<MarketFiles> markets, List<CandleSeries> read, long timeframeNanos)
            throws IOException {
        long startNanos = 0;
        for (int i = 0; i < read.size(); i++) {
            List<Candle> candles;
            try {
                candles = read.get(i).aggregate(timeframeNanos).candles();
            } catch (IllegalArgumentException e) {
                throw new DataFileException(markets.get(i).path(), e.getMessage());
            }
            if (candles.size() <= HISTORY_CANDLES) {
                throw new DataFileException(
                        markets.get(i).path(),
                        "expected more than the %d candles that lie behind the start of a market, are %d"
                                .formatted(HISTORY_CANDLES, candles.size()));
            }
            startNanos = Math.max(startNanos, candles.get(HISTORY_CANDLES).openTimeNanos());
        }
        return startNanos;
    }

    /** Of trades, read as they are played; markets with an instrument for each. */
    public static RecordedFeed ofTrades(List<MarketFiles> markets, List<ExchangeInstrument> instruments, History behind)
            throws IOException {
        var feed = new RecordedFeed();
        try {
            for (int i = 0; i < markets.size(); i++) {
                InstrumentTerms terms = instruments.get(i).terms();
                TradeSource trades = markets.get(i).openTrades(terms.contractValueE8());
                var symbol = new Symbol(
                        instruments.get(i),
                        trades,
                        null,
                        behind.timeframeNanos(),
                        new ArrayList<>(),
                        new ArrayList<>());
                feed.add(symbol);
                long firstNanos = minute(trades.timeNanos());
                if (behind.days() == History.ENOUGH) {
                    firstNanos -= Math.floorMod(firstNanos, behind.timeframeNanos());
                    feed.startNanos = Math.max(feed.startNanos, firstNanos + HISTORY_CANDLES * behind.timeframeNanos());
                } else if (i == 0) {
                    feed.startNanos = firstNanos + TimeUnit.DAYS.toNanos(behind.days());
                }
            }
            for (int i = 0; i < markets.size(); i++) {
                Symbol symbol = feed.symbols.get(i);
                symbol.skipTo(feed.startNanos);
                if (behind.days() == History.ENOUGH && !symbol.hasNext) {
                    throw new DataFileException(
                            markets.get(i).path(),
                            "expected trades after the %d candles that lie behind the start of a market, until %s, the last is of %s"
                                    .formatted(HISTORY_CANDLES, utc(feed.startNanos), utc(symbol.lastNanos)));
                }
            }
            feed.describe("trades", markets, behind);
            return feed;
        } catch (IOException | RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    /** @throws IOException if a symbol has nothing behind the start, or nothing after it: no engine can trade there */
    public void requireTradable() throws IOException {
        for (Symbol symbol : symbols) {
            if (symbol.history.isEmpty()) {
                throw new IOException("expected candles of " + symbol.name + " before " + utc(startNanos)
                        + ", where the market begins, its recording has none: begin later with --history-days");
            }
            if (!symbol.hasNext) {
                throw new IOException("expected " + symbol.name + " to trade after " + utc(startNanos)
                        + ", where the market begins, its recording ends before: begin earlier with --history-days");
            }
        }
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }

    private void add(Symbol symbol) throws IOException {
        symbols.add(symbol);
        symbol.hasNext = symbol.trades.advance();
    }

    private void describe(String what, List<MarketFiles> markets, History behind) throws IOException {
        var hashes = new ArrayList<String>();
        for (MarketFiles market : markets) {
            hashes.add(market.symbol() + " " + market.sha256());
        }
        description = what + " " + String.join(", ", hashes) + ", " + behind.text();
    }

    private static long minute(long nanos) {
        return nanos - Math.floorMod(nanos, MINUTE_NANOS);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public List<Row> history(String symbol) {
        return named(symbol).history;
    }

    @Override
    public List<Hole> holes(String symbol) {
        return named(symbol).holes;
    }

    @Override
    public long rowNanos(String symbol) {
        return named(symbol).rows == null ? MINUTE_NANOS : named(symbol).gridNanos;
    }

    private Symbol named(String symbol) {
        return symbols.stream()
                .filter(each -> each.name.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a symbol that is played, was " + symbol));
    }

    @Override
    public boolean advance() throws IOException {
        if (current != null) {
            current.advance();
        }
        current = symbols.getFirst();
        boolean hasTrades = false;
        for (Symbol symbol : symbols) {
            hasTrades |= symbol.hasNext;
            if (symbol.nextNanos() < current.nextNanos()) {
                current = symbol;
            }
        }
        return hasTrades;
    }

    @Override
    public boolean isHole() {
        return current.isHole();
    }

    @Override
    public long holeToNanos() {
        return current.hasNext ? current.trades.holeToNanos() : Long.MAX_VALUE;
    }

    @Override
    public String symbol() {
        return current.name;
    }

    @Override
    public long timeNanos() {
        return current.nextNanos();
    }

    @Override
    public long priceE8() {
        return current.trades.priceE8();
    }

    @Override
    public long contracts() {
        return current.contracts();
    }

    @Override
    public boolean isBuy() {
        return priceE8() >= current.beforeE8;
    }

    @Override
    public long bidE8() {
        return isBuy() ? Math.max(priceE8() - current.tickE8, 1) : priceE8();
    }

    @Override
    public long askE8() {
        return isBuy() ? priceE8() : priceE8() + current.tickE8;
    }

    @Override
    public void close() throws IOException {
        for (Symbol symbol : symbols) {
            symbol.trades.close();
        }
    }
}
