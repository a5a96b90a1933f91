package smc.ops.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How soon the next text may go: one a second to each of those who read, and so many a second in all. Any thread. */
public final class RateLimit {
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final int inAllPerSecond;
    private final Map<Long, Long> lastNanos = new HashMap<>();
    private final Deque<Long> within = new ArrayDeque<>();

    /** @param inAllPerSecond texts a second to all together */
    public RateLimit(int inAllPerSecond) {
        this.inAllPerSecond = inAllPerSecond;
    }

    /**
     * Takes the next place in the row of a reader.
     *
     * @param nowNanos of a clock that only goes forward
     * @return how long to wait before it is sent, nanoseconds
     */
    public synchronized long take(long reader, long nowNanos) {
        Long last = lastNanos.get(reader);
        long atNanos = last == null ? nowNanos : Math.max(nowNanos, last + SECOND_NANOS);
        while (!within.isEmpty() && within.peekFirst() <= nowNanos - SECOND_NANOS) {
            within.removeFirst();
        }
        if (within.size() >= inAllPerSecond) {
            // The one that is so many places before it leaves the second.
            long before = within.stream()
                    .sorted()
                    .skip(within.size() - (long) inAllPerSecond)
                    .findFirst()
                    .orElse(nowNanos);
            atNanos = Math.max(atNanos, before + SECOND_NANOS);
        }
        within.addLast(atNanos);
        lastNanos.put(reader, atNanos);
        return atNanos - nowNanos;
    }
}
