package smc.engine.backtest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/** One symbol's rows, candles of the timeframe or finer ones, and how far the backtest has come in them. */
final class RowMarket {
    final int instrumentId;
    private final List<Candle> rows;
    private final List<Candle> candles;
    private final Set<Long> incompleteNanos;
    private final long timeframeNanos;

    private int nextRow;
    private int nextCandle;

    /** @param series of the timeframe or an even part of it */
    RowMarket(int instrumentId, CandleSeries series, long timeframeNanos) {
        this.instrumentId = instrumentId;
        this.timeframeNanos = timeframeNanos;
        rows = series.candles();
        CandleSeries coarse = series.aggregate(timeframeNanos);
        candles = coarse.candles();
        incompleteNanos = coarse.incomplete().stream()
                .map(CandleSeries.Incomplete::openTimeNanos)
                .collect(Collectors.toSet());
    }

    /** When the next thing happens: a close, or the open of a row; {@link Long#MAX_VALUE} at the end. */
    long nextNanos() {
        if (isCloseNext()) {
            return closeNanos();
        }
        // The last rows may belong to a candle that is not over: they fill orders, and close nothing.
        return nextRow == rows.size() ? Long.MAX_VALUE : rows.get(nextRow).openTimeNanos();
    }

    /** Whether all rows of the candle are through, so that it closes next. */
    boolean isCloseNext() {
        return nextCandle < candles.size()
                && (nextRow == rows.size() || rows.get(nextRow).openTimeNanos() >= closeNanos());
    }

    /** The candle that closes next. */
    Candle candle() {
        return candles.get(nextCandle);
    }

    boolean isComplete(Candle candle) {
        return !incompleteNanos.contains(candle.openTimeNanos());
    }

    Candle row() {
        return rows.get(nextRow);
    }

    void rowDone() {
        nextRow++;
    }

    void candleDone() {
        nextCandle++;
    }

    int candlesLeft() {
        return candles.size() - nextCandle;
    }

    private long closeNanos() {
        return candles.get(nextCandle).openTimeNanos() + timeframeNanos;
    }
}
