package smc.strategy.block;

/**
 * Life of a block (docs/rules.md, section 7). Each arrow needs a candle of its own; nothing expires.
 *
 * <pre>
 *   FRESH --body beyond the far edge--> BREAKER --body beyond the other edge--> gone
 * </pre>
 */
public enum BlockState {
    /** As born: expected to hold. */
    FRESH,
    /** A body went beyond the far edge: expected to hold from the other side. */
    BREAKER
}
