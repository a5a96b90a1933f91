package smc.execution.venue.delta.call;

import java.util.HashMap;
import java.util.Map;

/** Lets each alarm through once a minute: what fails, and is tried again every second, is said and does not drown the rest. */
final class AlarmPace {
    private static final long PAUSE_MILLIS = 60_000;
    private static final int REMEMBERED = 100;

    private final Map<String, Long> saidMillis = new HashMap<>();

    /** @param nowMillis of any origin; never decreases */
    boolean isNews(String what, long nowMillis) {
        if (saidMillis.size() >= REMEMBERED) {
            saidMillis.values().removeIf(each -> nowMillis - each >= PAUSE_MILLIS);
        }
        Long lastMillis = saidMillis.get(what);
        boolean isNews = lastMillis == null || nowMillis - lastMillis >= PAUSE_MILLIS;
        if (isNews && saidMillis.size() < REMEMBERED) {
            saidMillis.put(what, nowMillis);
        }
        return isNews;
    }
}
