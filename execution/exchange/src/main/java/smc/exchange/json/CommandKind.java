package smc.exchange.json;

import smc.exchange.rules.ExchangeRules;

/** What changes the state of the exchange, and is logged. */
public enum CommandKind {
    PLACE,
    EDIT,
    CANCEL,
    CANCEL_ALL,
    BATCH_PLACE,
    BATCH_EDIT,
    BATCH_CANCEL,
    BRACKET,
    EDIT_BRACKET,
    LEVERAGE,
    CLOSE_ALL,
    /** Whether resting limits share the contracts of a trade; a control, of no account. */
    PARTIAL_FILLS,
    /** What holds from here on, see {@link ExchangeRules}; of no account. */
    RULES,
    /** Adds margin to a position or takes it back. */
    CHANGE_MARGIN,
    /** How an account's margin is kept. */
    MARGIN_MODE,
    /** The venue takes a position to cover somebody else's loss; a control, in the name of the account. */
    DELEVERAGE,
    /** Money from one account to another. */
    TRANSFER,
    HEARTBEAT_CREATE,
    /** With {@code at_millis}, the real time at which it came. */
    HEARTBEAT,
    /** A heartbeat's time passed without one; the exchange's own, in the name of the account. */
    HEARTBEAT_EXPIRED
}
