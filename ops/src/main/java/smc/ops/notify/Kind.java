package smc.ops.notify;

import java.util.Arrays;
import java.util.Optional;

/** What a message is about; each can be left out, and can be quiet at night. */
public enum Kind {
    /** A trade was opened, or more contracts came in. */
    ENTRY("entries", true),
    /** A trade was closed, with its result. */
    EXIT("exits", true),
    /** A part of a trade went out. */
    PARTIAL("partials", false),
    /** A stop moved. */
    STOP("stops", false),
    /** Funding was booked on an open trade. */
    FUNDING("funding", false),
    /** A block was born, or found by a correction. */
    BLOCK_BIRTH("blockBirths", false),
    /** A block was broken, died, or was withdrawn. */
    BLOCK_END("blockEnds", false),
    /** The market feed, the venue's answers, candles of the venue's own. */
    VENUE("venue", false),
    /** A start of the engine, and what the one before came to. */
    RECOVERY("recovery", true),
    /** What an account may do: paused, reducing, halted, active again; what somebody asked for. */
    STATE("states", true),
    /** What somebody has to look at at once. */
    ALARM("alarms", true),
    /** The day in a few lines. */
    DAILY("daily", true);

    private final String key;
    private final boolean isNamed;

    Kind(String key, boolean isNamed) {
        this.key = key;
        this.isNamed = isNamed;
    }

    /** As the settings name it. */
    public String key() {
        return key;
    }

    /** Whether a summary has each of them, and does not only count them. */
    boolean isNamed() {
        return isNamed;
    }

    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
