package smc.engine.config;

/** What becomes of a position of one contract, which cannot be sold in part (docs/rules.md, section 22). */
public enum OddLot {
    /** Closed whole at the target. */
    TARGET,
    /** Kept: the target only arms the trailing stop. */
    TRAIL
}
