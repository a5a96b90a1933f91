package smc.engine.backtest;

import java.io.IOException;
import smc.feed.market.TradeSource;

/** One symbol's trades and the one, or the hole, that comes next. */
final class TradeMarket {
    final int instrumentId;
    final TradeSource trades;
    private boolean hasNext;

    TradeMarket(int instrumentId, TradeSource trades) throws IOException {
        this.instrumentId = instrumentId;
        this.trades = trades;
        hasNext = trades.advance();
    }

    /** When the next trade happens or hole begins; {@link Long#MAX_VALUE} at the end. */
    long nextNanos() {
        return hasNext ? trades.timeNanos() : Long.MAX_VALUE;
    }

    void done() throws IOException {
        hasNext = trades.advance();
    }

    /** Whether a hole comes next, at {@link #nextNanos}. */
    boolean isHoleNext() {
        return hasNext && trades.isHole();
    }

    /** Whether nothing comes any more: from the end of what it knows on, be that inside a candle, nothing is known for ever. */
    boolean isOver() {
        return !hasNext;
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
}
