package smc.strategy.candle;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * Which candles a history is made of, in few numbers.
 *
 * @param anchorNanos open time of the first, epoch nanoseconds; with 0 candles 0
 * @param lastNanos open time of the last
 * @param candles how many, at least 0
 * @param hash1 of the candles, SHA-256, its first 8 bytes, big-endian; {@code hash2} to {@code hash4} are the rest
 */
public record HistoryMark(
        long anchorNanos, long lastNanos, long candles, long hash1, long hash2, long hash3, long hash4) {

    /** Copies it out. */
    public void copyTo(StateCopy out, String name) {
        out.begin(name)
                .put("anchorNanos", anchorNanos)
                .put("lastNanos", lastNanos)
                .put("candles", candles)
                .put("hash1", hash1)
                .put("hash2", hash2)
                .put("hash3", hash3)
                .put("hash4", hash4)
                .end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public static HistoryMark of(StateTree in) {
        return new HistoryMark(
                in.number("anchorNanos"),
                in.number("lastNanos"),
                in.number("candles"),
                in.number("hash1"),
                in.number("hash2"),
                in.number("hash3"),
                in.number("hash4"));
    }
}
