package smc.exchange.matching;

/** Funding is paid at 00:00, 08:00 and 16:00 UTC (docs/delta-exchange.md section 3.10). */
final class FundingTimes {
    private static final long PERIOD_NANOS = 8L * 3_600 * 1_000_000_000;

    private FundingTimes() {}

    static boolean isInstant(long timeNanos) {
        return timeNanos % PERIOD_NANOS == 0;
    }

    /** The first instant after the given time. */
    static long nextAfter(long timeNanos) {
        return (timeNanos / PERIOD_NANOS + 1) * PERIOD_NANOS;
    }
}
