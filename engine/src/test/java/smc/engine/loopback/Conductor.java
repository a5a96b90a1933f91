package smc.engine.loopback;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the lock-step that subscribes nothing, so that no fault strikes it: the market waits for the test. */
final class Conductor implements WebSocket.Listener, AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"type\":\"sim_step\",\"place\":(\\d+)");
    private static final int BOUND_SECONDS = 30;

    private final BlockingQueue<Long> places = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Conductor(HttpClient http, URI publicSocket) {
        socket = http.newWebSocketBuilder().buildAsync(publicSocket, this).join();
        socket.sendText("{\"type\":\"sim_lockstep\"}", true).join();
    }

    void awaitStep(long place) throws InterruptedException {
        Long next = places.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        if (next == null || next != place) {
            throw new AssertionError("expected a step at " + place + ", was " + next);
        }
    }

    void acknowledge(long place) {
        socket.sendText("{\"type\":\"sim_ack\",\"place\":" + place + "}", true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
        part.append(data);
        if (isLast) {
            Matcher step = STEP.matcher(part);
            if (step.find()) {
                places.add(Long.parseLong(step.group(1)));
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
