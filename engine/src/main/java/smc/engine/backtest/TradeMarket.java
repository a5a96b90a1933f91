package smc.engine.backtest;

import java.io.IOException;
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
}
