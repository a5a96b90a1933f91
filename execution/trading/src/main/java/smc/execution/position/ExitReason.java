package smc.execution.position;

/** Why contracts left a position (docs/rules.md, section 22). A trade's reason is that of its last fill. */
public enum ExitReason {
    /** The target was reached. */
    TARGET,
    /** The trailing stop was reached, or the close was already beyond it. */
    TRAIL_STOP,
    /** The zone ended at a close. */
    BODY_STOP,
    /** The stop that rests at the venue was reached. */
    EMERGENCY_STOP,
    /** The venue closed it. */
    LIQUIDATION,
    /** The operator closed it. */
    OPERATOR,
    /** Another entry of the account filled before its cancel arrived, in the other direction (section 19). */
    DOUBLE_FILL,
    /** A breaker closed it (section 30). */
    RISK_LIMIT
}
