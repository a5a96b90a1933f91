package smc.engine.outcome;

/**
 * Capital and the open trade's net result of one account and symbol at the close of a candle, in 1e-8 USD.
 *
 * @param movedE8 of the capital: what was added to it so far, less what was taken; no result
 */
public record EquityPoint(
        int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8, long movedE8) {}
