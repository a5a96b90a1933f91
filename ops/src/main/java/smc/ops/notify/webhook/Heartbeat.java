package smc.ops.notify.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import smc.ops.notify.Delivery;
import smc.ops.notify.Pulse;

/** Calls an address again and again for as long as trading is healthy: who does not hear it any more tells somebody. A thread of its own. */
public final class Heartbeat implements AutoCloseable {
    private final PlainHttp http = new PlainHttp();
    private final URI address;
    private final Duration every;
    private final BooleanSupplier isHealthy;
    private final Pulse pulse;
    private final Consumer<String> alarm;
    private final Thread thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::run);
    private volatile boolean isClosing;
    private boolean isFailing;

    private Heartbeat(URI address, Duration every, BooleanSupplier isHealthy, Pulse pulse, Consumer<String> alarm) {
        this.address = address;
        this.every = every;
        this.isHealthy = isHealthy;
        this.pulse = pulse;
        this.alarm = alarm;
    }

    /** Calls only when it is asked to, {@link #beat}. */
    static Heartbeat of(URI address, Duration every, BooleanSupplier isHealthy, Pulse pulse, Consumer<String> alarm) {
        return new Heartbeat(address, every, isHealthy, pulse, alarm);
    }

    /** Begins to call, until it is closed. */
    public static Heartbeat start(
            URI address, Duration every, BooleanSupplier isHealthy, Pulse pulse, Consumer<String> alarm) {
        var heartbeat = of(address, every, isHealthy, pulse, alarm);
        heartbeat.thread.start();
        return heartbeat;
    }

    private void run() {
        try {
            while (!isClosing) {
                beat();
                pulse.pause(every.toNanos());
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    /** Calls once if trading is healthy; one that is not heard is no reason to hurry. */
    void beat() {
        if (!isHealthy.getAsBoolean()) {
            return;
        }
        boolean isHeard = http.send(PlainHttp.to(address).GET().build()) instanceof Delivery.Delivered;
        if (!isHeard && !isFailing && !isClosing) {
            alarm.accept("the heartbeat is not heard, which is tried again");
        }
        isFailing = !isHeard;
    }

    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        http.close();
    }
}
