package smc.execution.venue.delta.call;

import smc.execution.venue.delta.ledger.LedgerSettings;

/** Deadlines and choices of requests and sockets. All durations in real milliseconds. */
public interface CallSettings extends LedgerSettings {
    /** An entry that has waited longer than this to be sent is not sent any more. */
    long entryDeadlineMillis();

    /** How long after its signature's last moment a request is certainly void. */
    long signatureMarginMillis();

    /** From connecting to the acknowledged subscription. */
    long connectMillis();

    /** A socket without a frame for so long is given up. */
    long idleMillis();

    /** First pause before connecting again. */
    long backoffMinMillis();

    /** Longest such pause. */
    long backoffMaxMillis();

    /** Between two comparisons of fees with the venue's. */
    long feeCheckMillis();

    /** What a stop watches, as the venue writes it. */
    String triggerMethod();

    /** Units of the venue's quota in five minutes that an account keeps to, a part of it for what protects. */
    long quotaUnits();
}
