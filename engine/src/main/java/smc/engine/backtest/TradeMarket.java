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
     * From when to when the recording has no trade, if that is a whole candle or more; what comes after its end lasts for ever, and begins with the
     * end, be that inside a candle.
     *
     * @param lastNanos time of the trade before
     */
    Optional<Hole> holeAfter(long lastNanos, long timeframeNanos) {
        if (!hasNext) {
            return Optional.of(new Hole(trades.endNanos().orElse(lastNanos + 1), Long.MAX_VALUE));
        }
        long fromNanos = lastNanos - Math.floorMod(lastNanos, timeframeNanos) + timeframeNanos;
        long toNanos = nextNanos() - Math.floorMod(nextNanos(), timeframeNanos);
        return toNanos > fromNanos ? Optional.of(new Hole(fromNanos, toNanos)) : Optional.empty();
    }

    /**
     * When the last candle that is over closes. What a recording of single trades says of its last candle is not all there was, since the next trade
     * may be missing; that of a source which knows its end is over if it ends by then.
     *
     * @param cutNanos the run has taken no trade from here on
     * @return {@link Long#MIN_VALUE} if nothing is known to be over but what its trades have closed
     */
    long lastCloseNanos(long cutNanos, long timeframeNanos, long graceNanos) {
        long endNanos = hasNext ? cutNanos : trades.endNanos().orElse(Long.MIN_VALUE);
        if (endNanos == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        return Math.floorDiv(Math.min(endNanos, cutNanos), timeframeNanos) * timeframeNanos + graceNanos;
    }

    record Hole(long fromNanos, long toNanos) {}
}
