package smc.strategy.candle;

/**
 * Which candles a history is made of, in few numbers.
 *
 * @param anchorNanos open time of the first, epoch nanoseconds; with 0 candles 0
 * @param lastNanos open time of the last
 * @param candles how many, at least 0
 * @param hash1 of the candles, SHA-256, its first 8 bytes, big-endian; {@code hash2} to {@code hash4} are the rest
 */
public record HistoryMark(
        long anchorNanos, long lastNanos, long candles, long hash1, long hash2, long hash3, long hash4) {}
