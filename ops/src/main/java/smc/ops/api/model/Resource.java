package smc.ops.api.model;

import java.util.Locale;

/** What of a reading changes apart from the rest. */
public enum Resource {
    OBS,
    POSITIONS,
    ORDERS,
    TRADES,
    PERFORMANCE,
    CANDLES,
    STRUCTURE,
    DECISIONS,
    STATUS,
    EQUITY,
    CAPITAL,
    ALARMS,
    CONFIG,
    SYSTEM;

    /** As the last part of its route: {@code obs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
