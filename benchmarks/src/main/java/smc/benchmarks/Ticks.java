package smc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.event.Inputs;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;

/**
 * A market of made-up trades at a fixed rate over all its symbols, without end: the same trades for the same number of symbols. Prices go
 * through the open, low, high and close of seeded candles in turn. Made for one thread.
 */
final class Ticks {
    /** Of market time, over all symbols; 90,000 a candle. */
    static final int PER_SECOND = 100;

    /** Candles a symbol has seen before its first trade. */
    static final int HISTORY = 220;

    private static final int PRICES_PER_CANDLE = 4;
    private static final int CANDLES = 400;
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final long TRADES_PER_CANDLE = RandomCandles.INTERVAL_NANOS / STEP_NANOS;

    private final int symbols;
    private final List<Candle> walk = RandomCandles.walk(7, HISTORY + CANDLES);
    private final long[] pricesE8 = new long[CANDLES * PRICES_PER_CANDLE];
    private long trades;

    Ticks(int symbols) {
        this.symbols = symbols;
        for (int candle = 0; candle < CANDLES; candle++) {
            Candle from = walk.get(HISTORY + candle);
            pricesE8[candle * PRICES_PER_CANDLE] = from.openE8();
            pricesE8[candle * PRICES_PER_CANDLE + 1] = from.lowE8();
            pricesE8[candle * PRICES_PER_CANDLE + 2] = from.highE8();
            pricesE8[candle * PRICES_PER_CANDLE + 3] = from.closeE8();
        }
    }

    /** The inputs that come before the trades: the history of all symbols. */
    List<HistoryCandle> history() {
        var inputs = new ArrayList<HistoryCandle>();
        for (Candle candle : walk.subList(0, HISTORY)) {
            for (int symbol = 0; symbol < symbols; symbol++) {
                inputs.add(new HistoryCandle(symbol, candle));
            }
        }
        return inputs;
    }

    record HistoryCandle(int instrumentId, Candle candle) {
        long nowNanos() {
            return candle.openTimeNanos() + RandomCandles.INTERVAL_NANOS;
        }

        void on(Inputs inputs) {
            inputs.onCandle(instrumentId, candle, true);
        }
    }

    /** Time of the next trade, epoch nanoseconds. */
    long nowNanos() {
        return RandomCandles.START_NANOS + HISTORY * RandomCandles.INTERVAL_NANOS + trades * STEP_NANOS;
    }

    /** One of the four prices of a candle after the history, which come again after 400 candles. */
    long priceE8(int candle, int part) {
        return pricesE8[candle % CANDLES * PRICES_PER_CANDLE + part];
    }

    /** The next trade. */
    void on(Inputs inputs) {
        int candle = (int) (trades / TRADES_PER_CANDLE);
        int price = (int) (trades / symbols % PRICES_PER_CANDLE);
        inputs.onTrade((int) (trades % symbols), nowNanos(), priceE8(candle, price), 1 + trades % 7);
        trades++;
    }
}
