package smc.execution.order;

/** What an order is for. Everything but an entry only reduces. */
public enum OrderPurpose {
    ENTRY,
    TARGET,
    STOP,
    EXIT
}
