package smc.ops.api.model;

/**
 * What somebody should see.
 *
 * @param atNanos time of its frame, epoch nanoseconds
 * @param accountId {@link smc.engine.event.Inputs#ALL} if it is about none alone
 * @param instrumentId likewise
 */
public record Happening(long atNanos, Severity severity, Kind kind, int accountId, int instrumentId, String text) {
    /** How much it matters. */
    public enum Severity {
        INFO,
        WARNING,
        ALARM
    }

    /** What it is. */
    public enum Kind {
        STARTED,
        FAULT,
        STATE,
        TRADING,
        FLATTEN,
        STAGE,
        TRADES_MISSED,
        CANDLE_CORRECTED,
        ORDER_REFUSED,
        ORDER_UNANSWERED,
        POSITION_DIFFERS,
        POSITION_MOVED,
        LIQUIDATED
    }
}
