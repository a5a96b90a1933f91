package smc.strategy.structure;

/**
 * Where the structure machine stands (docs/rules.md, section 4).
 *
 * <pre>
 *   NONE --first candle--> RANGE --close below choch--> BEAR
 *                            |                          |  ^
 *                            `-----close above bos-> BULL <-' close beyond choch
 * </pre>
 */
public enum Phase {
    /** No candle yet. */
    NONE,
    /** Between the first candle's edges, widened by sweeps; never entered again once left. */
    RANGE,
    /** Falling: {@code bos} lies below, {@code choch} above. */
    BEAR,
    /** Rising: {@code bos} lies above, {@code choch} below. */
    BULL
}
