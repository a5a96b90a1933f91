package smc.engine.outcome;

/** How many candles one symbol had, and between which times. */
public final class CandleCount {
    private final long timeframeNanos;
    private long count;
    private long gaps;
    private long firstNanos;
    private long lastNanos;

    CandleCount(long timeframeNanos) {
        this.timeframeNanos = timeframeNanos;
    }

    void add(long candleNanos) {
        if (count == 0) {
            firstNanos = candleNanos;
        } else if (candleNanos > lastNanos + timeframeNanos) {
            gaps++;
        }
        lastNanos = candleNanos;
        count++;
    }

    public long count() {
        return count;
    }

    /** Runs of missing candles. */
    public long gaps() {
        return gaps;
    }

    /** Open time of the first, epoch nanoseconds; 0 if there was none. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Open time of the last; 0 if there was none. */
    public long lastNanos() {
        return lastNanos;
    }
}
