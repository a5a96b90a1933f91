package smc.ops.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes where somebody waits. Any thread. */
public final class HandClock implements Pulse {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized void pause(long forNanos) {
        pauses.add(Duration.ofNanos(forNanos));
        nanos += forNanos;
    }

    public synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** All waits so far. */
    public List<Duration> pauses() {
        return pauses;
    }
}
