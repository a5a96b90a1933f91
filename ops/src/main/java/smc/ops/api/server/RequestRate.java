package smc.ops.api.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often an address may ask: a bucket each, that fills by {@link Limits#REQUESTS_PER_SECOND} a second. Any thread. */
final class RequestRate {
    /** More addresses than these share one bucket: nobody can fill the memory by having many. */
    static final int ADDRESSES_MAX = 1_000;

    private static final String THE_REST = "";

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        private double left = Limits.REQUESTS_AT_ONCE;
        private long atNanos;

        private Bucket(long atNanos) {
            this.atNanos = atNanos;
        }

        private void fill(long now) {
            double more = (now - atNanos) / (double) TimeUnit.SECONDS.toNanos(1) * Limits.REQUESTS_PER_SECOND;
            left = Math.min(Limits.REQUESTS_AT_ONCE, left + more);
            atNanos = now;
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    RequestRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes one request out of the address's bucket; whether there was one. */
    synchronized boolean take(String address) {
        long now = nanoTime.getAsLong();
        if (!buckets.containsKey(address) && buckets.size() >= ADDRESSES_MAX) {
            buckets.values().forEach(bucket -> bucket.fill(now));
            buckets.values().removeIf(bucket -> bucket.left >= Limits.REQUESTS_AT_ONCE);
        }
        String key = buckets.containsKey(address) || buckets.size() < ADDRESSES_MAX ? address : THE_REST;
        Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(now));
        bucket.fill(now);
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
