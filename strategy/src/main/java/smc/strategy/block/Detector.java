package smc.strategy.block;

/**
 * A definition of order blocks: a deterministic function from closed candles to {@link DetectorListener} events. One instance per symbol
 * and interval, one owning thread. What happened up to a candle never depends on later ones.
 */
public interface Detector {
    /**
     * Takes the next closed candle and reports what follows from it. Missing candles are not looked for: the row after a hole is simply the
     * next one. The result depends on the first candle.
     *
     * @param openTimeNanos greater than at the last call
     * @param lowE8 positive; {@code low <= open, close <= high}
     * @throws IllegalArgumentException if the candle breaks these rules: the feed checks them, so here it is a fault
     */
    void onCandle(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8);

    /** Average true range of the last candle in 1e-8 USD, rounded down; 0 during the warm-up. */
    long atrE8();

    /** Candles taken so far. */
    long candles();

    /** Blocks alive, fresh and breaker. */
    int liveBlocks();
}
