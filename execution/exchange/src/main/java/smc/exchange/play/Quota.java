package smc.exchange.play;

import java.util.HashMap;
import java.util.Map;

/** Units used in a fixed window of five minutes, by user or by address (docs/delta-exchange.md section 3.2). Real time. */
public final class Quota {
    static final long WINDOW_MILLIS = 300_000;

    private final int unitsMax;
    private final Map<String, Integer> usedUnits = new HashMap<>();
    private long windowStartMillis;

    Quota(int unitsMax) {
        this.unitsMax = unitsMax;
    }

    /** Takes units, or none if they exceed what is left. */
    public boolean take(String user, int units, long nowMillis) {
        int used = used(user, nowMillis);
        if (used + units > unitsMax) {
            return false;
        }
        usedUnits.put(user, used + units);
        return true;
    }

    public int used(String user, long nowMillis) {
        long startMillis = nowMillis - nowMillis % WINDOW_MILLIS;
        if (startMillis != windowStartMillis) {
            windowStartMillis = startMillis;
            usedUnits.clear();
        }
        return usedUnits.getOrDefault(user, 0);
    }

    public static long millisToReset(long nowMillis) {
        return WINDOW_MILLIS - nowMillis % WINDOW_MILLIS;
    }
}
