package smc.ops.run.kill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the market of an exchange, and lets it go on step by step. A connection that a fault has struck is made anew. One thread. */
final class MarketSteps implements WebSocket.Listener, AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"sim_step\",\"place\":(\\d+)");
    private static final int SENDS = 100_000;
    private static final long PATIENCE_SECONDS = 20;

    private URI host;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;
    private String place;

    MarketSteps(URI host) throws InterruptedException {
        this.host = host;
        join();
    }

    /** Likewise, on another host: one that no fault of sockets strikes. */
    void join(URI otherHost) throws InterruptedException {
        host = otherHost;
        join();
    }

    /** On a connection of its own, whatever became of the one before; the market stands. */
    void join() throws InterruptedException {
        WebSocket before = socket;
        steps.clear();
        socket = http.newWebSocketBuilder().buildAsync(host, this).join();
        send("{\"type\":\"sim_lockstep\"}");
        if (before != null) {
            before.abort();
        }
        place = next();
    }

    /** One step further. */
    void step() throws InterruptedException {
        send("{\"type\":\"sim_ack\",\"place\":" + place + "}");
        place = next();
    }

    /** Likewise; whether it came, as it does not where a fault has struck the connection. */
    boolean tryStep() throws InterruptedException {
        try {
            send("{\"type\":\"sim_ack\",\"place\":" + place + "}");
        } catch (CompletionException _) {
            return false;
        }
        String next = steps.poll(200, TimeUnit.MILLISECONDS);
        if (next != null) {
            place = next;
        }
        return next != null;
    }

    private String next() throws InterruptedException {
        String step = steps.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (step == null) {
            throw new AssertionError("expected a step after " + place);
        }
        return step;
    }

    /** The client may say that a message is sent a moment before it takes the next. */
    private void send(String text) {
        for (int tries = 0; ; tries++) {
            try {
                socket.sendText(text, true).join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof IllegalStateException) || tries == SENDS) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
        part.append(text);
        if (isLast) {
            Matcher step = STEP.matcher(part);
            if (step.find() && from.equals(socket)) {
                steps.add(step.group(1));
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
