package smc.ops.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.backtest.RowTrades;
import smc.execution.simulator.InstrumentTerms;
import smc.execution.simulator.wire.ExchangeInstrument;
import smc.execution.simulator.wire.MarketFeed;
import smc.feed.file.TradeSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Recorded trades, or recorded candles as four trades each, all symbols on one timeline; of two at one instant the symbol named first comes
 * first. What lies before the start is history. Who was the aggressor is not read: a trade at or above the one before it was a buy.
 */
final class RecordedFeed implements MarketFeed {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Symbol> symbols = new ArrayList<>();
    private String description;
    private long startNanos;
    private Symbol current;

    private static final class Symbol {
        private final String name;
        private final long tickE8;
        private final TradeSource trades;
        private final List<Row> history;
        private boolean hasNext;
        private long beforeE8;

        private Symbol(ExchangeInstrument instrument, TradeSource trades, List<Row> history) {
            name = instrument.symbol();
            tickE8 = instrument.terms().tickE8();
            this.trades = trades;
            this.history = history;
        }

        /** Makes rows of a minute of the trades before the start. */
        private void skipTo(long startNanos) throws IOException {
            while (hasNext && trades.timeNanos() < startNanos) {
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
            beforeE8 = trades.priceE8();
            hasNext = trades.advance();
        }
    }

    private RecordedFeed() {}

    /**
     * Of candles.
     *
     * @param markets with an instrument for each
     * @param historyDays from the first symbol's first candle on, that lie behind the start
     */
    static RecordedFeed ofCandles(List<MarketFiles> markets, List<ExchangeInstrument> instruments, int historyDays)
            throws IOException {
        var feed = new RecordedFeed();
        for (int i = 0; i < markets.size(); i++) {
            CandleSeries series = markets.get(i).readCandles();
            if (i == 0) {
                feed.startNanos = series.candles().getFirst().openTimeNanos() + TimeUnit.DAYS.toNanos(historyDays);
            }
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
            var trades = new RowTrades(CandleSeries.of(series.intervalNanos(), played));
            feed.add(new Symbol(instruments.get(i), trades, history));
        }
        feed.describe("candles", markets, historyDays);
        return feed;
    }

    /**
     * Of trades, read as they are played.
     *
     * @param markets with an instrument for each
     * @param historyDays from the minute of the first symbol's first trade on, that lie behind the start
     */
    static RecordedFeed ofTrades(List<MarketFiles> markets, List<ExchangeInstrument> instruments, int historyDays)
            throws IOException {
        var feed = new RecordedFeed();
        try {
            for (int i = 0; i < markets.size(); i++) {
                InstrumentTerms terms = instruments.get(i).terms();
                TradeSource trades = markets.get(i).openTrades(terms.contractValueE8());
                var symbol = new Symbol(instruments.get(i), trades, new ArrayList<>());
                feed.add(symbol);
                if (i == 0) {
                    feed.startNanos = minute(trades.timeNanos()) + TimeUnit.DAYS.toNanos(historyDays);
                }
                symbol.skipTo(feed.startNanos);
            }
            feed.describe("trades", markets, historyDays);
            return feed;
        } catch (IOException | RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    private void add(Symbol symbol) throws IOException {
        symbols.add(symbol);
        symbol.hasNext = symbol.trades.advance();
    }

    private void describe(String what, List<MarketFiles> markets, int historyDays) throws IOException {
        var hashes = new ArrayList<String>();
        for (MarketFiles market : markets) {
            hashes.add(market.symbol() + " " + market.sha256());
        }
        description = what + " " + String.join(", ", hashes) + ", " + historyDays + " days of history";
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
        return symbols.stream()
                .filter(each -> each.name.equals(symbol))
                .findFirst()
                .map(each -> each.history)
                .orElse(List.of());
    }

    @Override
    public boolean advance() throws IOException {
        if (current != null) {
            current.advance();
        }
        current = null;
        for (Symbol symbol : symbols) {
            if (symbol.hasNext && (current == null || symbol.trades.timeNanos() < current.trades.timeNanos())) {
                current = symbol;
            }
        }
        return current != null;
    }

    @Override
    public String symbol() {
        return current.name;
    }

    @Override
    public long timeNanos() {
        return current.trades.timeNanos();
    }

    @Override
    public long priceE8() {
        return current.trades.priceE8();
    }

    @Override
    public long contracts() {
        return current.trades.contracts();
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
