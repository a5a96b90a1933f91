package smc.ops.run;

import java.util.List;
import smc.engine.backtest.Driven;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/** A core that has had the history, and of whose first candle trades were missed, as it is with a stream that is joined in the middle. */
public final class WarmedCore implements Driven {
    private final TradingCore core;
    private final List<CandleSeries> history;
    private final long boundaryNanos;
    private final long startNanos;
    private long sequence;

    public WarmedCore(TradingCore core, List<CandleSeries> history, long boundaryNanos, long startNanos) {
        this.core = core;
        this.history = history;
        this.boundaryNanos = boundaryNanos;
        this.startNanos = startNanos;
    }

    @Override
    public Inputs next(long nowNanos) {
        if (sequence == 0) {
            for (int i = 0; i < history.size(); i++) {
                for (Candle candle : history.get(i).candles()) {
                    core.at(++sequence, startNanos);
                    core.onCandle(i, candle, false);
                }
                core.onTradesMissed(i, boundaryNanos, startNanos);
            }
        }
        core.at(++sequence, nowNanos);
        return core;
    }

    @Override
    public void done() {
        // It was, when the method returned.
    }
}
