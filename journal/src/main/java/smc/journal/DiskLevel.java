package smc.journal;

/** What the room left on the disk still allows, most first. */
public enum DiskLevel {
    OK,
    /** Tell somebody. */
    WARN,
    /** Open no new position. */
    HALT_ENTRIES,
    /** Stop while what is in hand can still be written down. */
    STOP
}
