package smc.engine.backtest;

import java.io.IOException;
import java.util.Optional;
import smc.feed.file.TradeSource;

/** One symbol's trades and the one that comes next. */
final class TradeMarket {
    final int instrumentId;
    final TradeSource trades;
    private boolean hasNext;

    TradeMarket(int instrumentId, TradeSource trades) throws IOException {
        this.instrumentId = instrumentId;
        this.trades = trades;
        hasNext = trades.advance();
    }

    /** When the next trade happens; {@link Long#MAX_VALUE} at the end. */
    long nextNanos() {
        return hasNext ? trades.timeNanos() : Long.MAX_VALUE;
    }

    void tradeDone() throws IOException {
        hasNext = trades.advance();
    }

    /**
     * From when to when the recording has no trade, if that is a whole candle or more; its end lasts for ever.
     *
     * @param lastNanos time of the trade before
     */
    Optional<Hole> holeAfter(long lastNanos, long timeframeNanos) {
        long fromNanos = lastNanos - Math.floorMod(lastNanos, timeframeNanos) + timeframeNanos;
        long toNanos = hasNext ? nextNanos() - Math.floorMod(nextNanos(), timeframeNanos) : Long.MAX_VALUE;
        return toNanos > fromNanos ? Optional.of(new Hole(fromNanos, toNanos)) : Optional.empty();
    }

    record Hole(long fromNanos, long toNanos) {}
}
