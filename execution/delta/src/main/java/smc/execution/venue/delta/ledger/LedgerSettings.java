package smc.execution.venue.delta.ledger;

/** Deadlines and rates that the ledger lives by. Durations in real milliseconds. */
public interface LedgerSettings {
    /** How long REST and sockets may differ before the venue is asked. */
    long graceMillis();

    /** Between two questions about the same thing. */
    long retryMillis();

    /** Tax on a fee, as a fraction in 1e-8 (docs/delta-exchange.md, section 3.9). */
    long gstRateE8();
}
