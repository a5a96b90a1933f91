package smc.ops.api.token;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often a token was wrong: from one address {@link #PER_MINUTE} times a minute, then it is not asked any more before the minute is over. Any thread. */
public final class Attempts {
    /** Wrong ones of an address in a minute. */
    public static final int PER_MINUTE = 10;

    /** More addresses than these are one: nobody can fill the memory by having many. */
    static final int ADDRESSES_MAX = 1_000;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String THE_REST = "";

    private final LongSupplier nanoTime;
    private final Map<String, Minute> minutes = new HashMap<>();

    private static final class Minute {
        private final long beganNanos;
        private int wrong;

        private Minute(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the address may try again now. */
    public synchronized boolean isAllowed(String address) {
        forgetWhatIsOver();
        Minute minute = minutes.get(key(address));
        return minute == null || minute.wrong < PER_MINUTE;
    }

    /** It was wrong. */
    public synchronized void wrong(String address) {
        forgetWhatIsOver();
        minutes.computeIfAbsent(key(address), _ -> new Minute(nanoTime.getAsLong())).wrong++;
    }

    private String key(String address) {
        return minutes.containsKey(address) || minutes.size() < ADDRESSES_MAX ? address : THE_REST;
    }

    private void forgetWhatIsOver() {
        long now = nanoTime.getAsLong();
        minutes.values().removeIf(minute -> now - minute.beganNanos >= MINUTE_NANOS);
    }
}
