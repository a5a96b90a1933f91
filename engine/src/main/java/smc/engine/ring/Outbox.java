package smc.engine.ring;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import smc.engine.event.Inputs;

/**
 * Inputs that must not be lost while the ring is full, in their order: what the venue reports. Market data may wait in the socket instead. The
 * producer's.
 */
public final class Outbox {
    private final EngineRing ring;
    private final int waitingMax;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(long atNanos, Consumer<Inputs> input) {}

    /** @param waitingMax one more is a fault */
    public Outbox(EngineRing ring, int waitingMax) {
        this.ring = ring;
        this.waitingMax = waitingMax;
    }

    /**
     * Publishes an input, now or as soon as there is room.
     *
     * @param input calls exactly one method
     * @throws IllegalStateException if too many are waiting: a fault
     */
    public void send(long atNanos, Consumer<Inputs> input) {
        flush();
        if (waiting.isEmpty() && publish(new Waiting(atNanos, input))) {
            return;
        }
        if (waiting.size() == waitingMax) {
            throw new IllegalStateException(
                    "expected at most " + waitingMax + " inputs to wait for the ring, was one more");
        }
        waiting.add(new Waiting(atNanos, input));
    }

    /** Publishes what waits, as far as there is room. */
    public void flush() {
        while (!waiting.isEmpty() && publish(waiting.element())) {
            waiting.remove();
        }
    }

    /** How many are waiting; nothing else may be published before them. */
    public int waiting() {
        return waiting.size();
    }

    private boolean publish(Waiting one) {
        Inputs input = ring.tryNext(one.atNanos);
        if (input == null) {
            return false;
        }
        one.input.accept(input);
        ring.publish();
        return true;
    }
}
