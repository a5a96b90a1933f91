package smc.ops.story;

/**
 * One account and symbol at the close of a candle, in 1e-8 USD.
 *
 * @param candleNanos open time of the candle, epoch nanoseconds
 * @param capitalE8 after all closed trades
 * @param unrealisedE8 of the open trade, after costs
 * @param equityE8 both together
 * @param movedE8 of the capital: what was added to it so far, less what was taken
 */
public record RecordedEquity(
        long candleNanos,
        String account,
        String symbol,
        long capitalE8,
        long unrealisedE8,
        long equityE8,
        long movedE8) {}
