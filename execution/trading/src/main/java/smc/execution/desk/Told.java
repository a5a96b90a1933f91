package smc.execution.desk;

/** Counts the copies of a desk and the zones in each, so that what is remembered in two places is told whole once and named after that. */
final class Told {
    private long copy;
    private long zones;

    /** Another copy begins. */
    void begin() {
        copy++;
        zones = 0;
    }

    /** Number of the copy that is being made. */
    long copy() {
        return copy;
    }

    /** Number of the next zone in it. */
    long nextZone() {
        return ++zones;
    }
}
