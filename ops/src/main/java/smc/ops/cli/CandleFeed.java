package smc.ops.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.backtest.RowTrades;
import smc.execution.simulator.wire.MarketFeed;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Recorded candles as trades, four a candle, all symbols on one timeline; of two at one instant the symbol named first comes first. Nobody
 * recorded who was the aggressor: a trade at or above the one before it was a buy.
 */
final class CandleFeed implements MarketFeed {
    private final List<Symbol> symbols = new ArrayList<>();
    private final String description;
    private final long startNanos;
    private Symbol current;

    private static final class Symbol {
        private final String name;
        private final long tickE8;
        private final List<Row> history = new ArrayList<>();
        private final RowTrades trades;
        private boolean hasNext;
        private long beforeE8;

        private Symbol(String name, long tickE8, CandleSeries series, long startNanos) {
            this.name = name;
            this.tickE8 = tickE8;
            var played = new ArrayList<Candle>();
            for (Candle candle : series.candles()) {
                if (candle.openTimeNanos() >= startNanos) {
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
            trades = new RowTrades(CandleSeries.of(series.intervalNanos(), played));
            hasNext = trades.advance();
        }
    }

    /**
     * @param markets with a tick for each
     * @param historyDays of the first symbol's candles that lie behind the start
     */
    CandleFeed(List<MarketFiles> markets, List<Long> ticksE8, int historyDays) throws IOException {
        var hashes = new ArrayList<String>();
        long fromNanos = 0;
        for (int i = 0; i < markets.size(); i++) {
            CandleSeries series = markets.get(i).readCandles();
            if (i == 0) {
                fromNanos = series.candles().getFirst().openTimeNanos() + TimeUnit.DAYS.toNanos(historyDays);
            }
            symbols.add(new Symbol(markets.get(i).symbol(), ticksE8.get(i), series, fromNanos));
            hashes.add(markets.get(i).symbol() + " " + markets.get(i).sha256());
        }
        startNanos = fromNanos;
        description = "candles " + String.join(", ", hashes) + ", " + historyDays + " days of history";
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
    public boolean advance() {
        if (current != null) {
            current.beforeE8 = current.trades.priceE8();
            current.hasNext = current.trades.advance();
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
    public void close() {
        // Nothing is open.
    }
}
