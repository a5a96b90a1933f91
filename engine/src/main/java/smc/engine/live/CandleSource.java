package smc.engine.live;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import smc.strategy.candle.Candle;

/** The venue's own closed candles, asked for without making the caller wait. */
@FunctionalInterface
public interface CandleSource {
    /**
     * Candles of the timeframe that lie between two times, oldest first; what the venue has not settled yet, or does not have, is missing.
     *
     * @param marketNanos the market's own time by now
     * @return ends on any thread
     */
    CompletableFuture<List<Candle>> closedCandles(int instrumentId, long fromNanos, long toNanos, long marketNanos);
}
