package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the exchange's lock-step that lets the market go on, or holds it so that a test can look; its steps are the test's clock. Any thread. */
final class MarketHold implements WebSocket.Listener, AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"type\":\"sim_step\",\"place\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private static final int SENDS = 100_000;

    private boolean isHeld;
    private String owed;
    private long steps;
    private String gone = "";

    MarketHold(URI publicSocket) {
        socket = http.newWebSocketBuilder().buildAsync(publicSocket, this).join();
        socket.sendText("{\"type\":\"sim_lockstep\"}", true).join();
    }

    /** The market stands, from the next step on at the latest. */
    synchronized void hold() {
        isHeld = true;
    }

    /** And goes on. */
    synchronized void letGo() {
        isHeld = false;
        if (owed != null) {
            send(owed);
            owed = null;
        }
    }

    /** Until the market has gone that much further, or has stood for a minute. */
    synchronized void awaitSteps(int further) throws InterruptedException {
        long until = steps + further;
        long before = -1;
        while (steps < until && steps != before) {
            before = steps;
            wait(TimeUnit.MINUTES.toMillis(1));
            assertThat(gone).as("the connection that holds the market").isEmpty();
        }
    }

    private synchronized void onStep(String place) {
        steps++;
        notifyAll();
        String acknowledgement = "{\"type\":\"sim_ack\",\"place\":" + place + "}";
        if (isHeld) {
            owed = acknowledgement;
        } else {
            send(acknowledgement);
        }
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
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
        part.append(data);
        if (isLast) {
            Matcher step = STEP.matcher(part);
            if (step.find()) {
                onStep(step.group(1));
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        onGone("closed with " + statusCode + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        onGone(error.toString());
    }

    private synchronized void onGone(String why) {
        gone = why;
        notifyAll();
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
