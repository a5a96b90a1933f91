package smc.engine.outcome;

/** Capital and the open trade's net result of one account and symbol at the close of a candle, in 1e-8 USD. */
public record EquityPoint(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {}
