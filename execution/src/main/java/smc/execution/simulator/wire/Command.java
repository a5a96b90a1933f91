package smc.execution.simulator.wire;

/** What changes the state of the exchange, and is logged. */
enum Command {
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
    RULES
}
