package smc.exchange.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.exchange.play.Connections;
import smc.exchange.play.Fault;

/** The way of frames to one client, and the faults on it. On the event loop. */
final class FaultyLine {
    private final String host;
    private final Connections server;
    private final EventExecutor executor;
    private final Consumer<String> write;
    private final Runnable close;
    private ObjectNode held;
    private long stalledUntilMillis;

    FaultyLine(String host, Connections server, EventExecutor executor, Consumer<String> write, Runnable close) {
        this.host = host;
        this.server = server;
        this.executor = executor;
        this.write = write;
        this.close = close;
    }

    boolean isStalled() {
        return stalledUntilMillis > server.wallMillis();
    }

    /** Sends a frame of a channel, or what a fault makes of it. */
    void send(ObjectNode frame) {
        if (isStalled()) {
            return;
        }
        Optional<Fault> fault = server.faults().onFrame(host);
        if (fault.isEmpty()) {
            write.accept(frame.toString());
        } else {
            switch (fault.get().kind()) {
                case DROP -> close.run();
                case STALL ->
                    stalledUntilMillis = server.wallMillis() + fault.get().millis();
                case DUPLICATE -> {
                    write.accept(frame.toString());
                    write.accept(frame.toString());
                }
                case MALFORMED -> {
                    String text = frame.toString();
                    write.accept(text.substring(0, text.length() / 2));
                }
                case LATE -> {
                    String text = frame.toString();
                    var _ = executor.schedule(
                            () -> write.accept(text), fault.get().millis(), TimeUnit.MILLISECONDS);
                    return;
                }
                case LOST -> {
                    return;
                }
                case REORDER -> {
                    releaseHeld();
                    held = frame;
                    return;
                }
                default -> throw new IllegalStateException("expected a fault of frames, was " + fault.get());
            }
        }
        releaseHeld();
    }

    private void releaseHeld() {
        if (held != null) {
            write.accept(held.toString());
            held = null;
        }
    }
}
