package smc.engine.backtest;

import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;

/** The core alone, called on the driver's thread. */
final class DirectCore implements Driven {
    private final TradingCore core;
    private long sequence;

    DirectCore(TradingCore core) {
        this.core = core;
    }

    @Override
    public Inputs next(long nowNanos) {
        core.at(++sequence, nowNanos);
        return core;
    }

    @Override
    public void done() {
        // It was, when the method returned.
    }
}
