package smc.execution.venue.delta;

import smc.execution.venue.delta.call.CallSettings;

/**
 * Deadlines and choices of the client. All durations in real milliseconds.
 *
 * @param requestMillis no answer to a request for so long leaves its outcome unknown
 * @param entryDeadlineMillis an entry that has waited longer than this to be sent is not sent any more
 * @param signatureMarginMillis how long after its signature's last moment a request is certainly void
 * @param graceMillis how long REST and sockets may differ before the venue is asked
 * @param retryMillis between two questions about the same thing
 * @param connectMillis from connecting to the acknowledged subscription
 * @param idleMillis a socket without a frame for so long is given up; above 30 s (docs/delta-exchange.md, section 4.1)
 * @param backoffMinMillis first pause before connecting again
 * @param backoffMaxMillis longest such pause
 * @param feeCheckMillis between two comparisons of fees with the venue's
 * @param gstRateE8 tax on a fee, as a fraction in 1e-8 (section 3.9)
 * @param quotaUnits of the venue in five minutes of real time (section 3.2), that an account keeps to; a fifth is kept for what protects
 * @param triggersOnMark whether stops watch the mark price, else the last trade
 */
public record DeltaSettings(
        long requestMillis,
        long entryDeadlineMillis,
        long signatureMarginMillis,
        long graceMillis,
        long retryMillis,
        long connectMillis,
        long idleMillis,
        long backoffMinMillis,
        long backoffMaxMillis,
        long feeCheckMillis,
        long gstRateE8,
        long quotaUnits,
        boolean triggersOnMark)
        implements CallSettings {
    public static final DeltaSettings DEFAULTS = new DeltaSettings(
            10_000, 5_000, 2_000, 300, 1_000, 15_000, 35_000, 500, 30_000, 60_000, 18_000_000, 10_000, true);

    /** @throws IllegalArgumentException if a duration is not positive */
    public DeltaSettings {
        if (requestMillis < 1
                || entryDeadlineMillis < 1
                || signatureMarginMillis < 1
                || graceMillis < 1
                || retryMillis < 1
                || connectMillis < 1
                || idleMillis < 1
                || backoffMinMillis < 1
                || backoffMaxMillis < backoffMinMillis
                || feeCheckMillis < 1
                || quotaUnits < 1
                || gstRateE8 < 0) {
            throw new IllegalArgumentException(
                    "expected positive durations and units, and a longest pause that is not below the "
                            + "first, was a request of " + requestMillis + " ms and pauses of " + backoffMinMillis
                            + " to "
                            + backoffMaxMillis + " ms");
        }
    }

    /** The same for a venue whose time is not ours, so that its quota is not counted in it. */
    public DeltaSettings withoutQuota() {
        return new DeltaSettings(
                requestMillis,
                entryDeadlineMillis,
                signatureMarginMillis,
                graceMillis,
                retryMillis,
                connectMillis,
                idleMillis,
                backoffMinMillis,
                backoffMaxMillis,
                feeCheckMillis,
                gstRateE8,
                Integer.MAX_VALUE,
                triggersOnMark);
    }

    @Override
    public String triggerMethod() {
        return triggersOnMark ? "mark_price" : "last_traded_price";
    }
}
