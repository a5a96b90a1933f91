package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smc.exchange.host.EmbeddedExchange;

/** Goes in lock-step beside the engine, on the host that its drops do not strike. */
public final class MarketGate implements WebSocket.Listener, AutoCloseable {
    private static final Pattern STEP = Pattern.compile("\"sim_step\",\"place\":(\\d+)");

    private final MadeFeed feed;
    private final String rerun;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Integer> steps = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final URI faults;
    private final WebSocket socket;

    /** Of the step that is held. */
    private int place;

    /** @param rerun what a failure says */
    public MarketGate(EmbeddedExchange exchange, MadeFeed feed, String rerun) throws InterruptedException {
        this.feed = feed;
        this.rerun = rerun;
        faults = exchange.restUri().resolve("/sim/faults");
        socket = http.newWebSocketBuilder()
                .buildAsync(exchange.privateSocketUri(), this)
                .join();
        send("{\"type\":\"sim_lockstep\"}");
        place = next();
    }

    /** Lets the market go on up to the first trade from a time on, and holds it there. */
    public void goOnUntil(long nanos) throws InterruptedException {
        while (place == 0 || feed.trades.get(place - 1).timeNanos() < nanos) {
            send("{\"type\":\"sim_ack\",\"place\":" + place + "}");
            place = next();
        }
    }

    /** With the next frame. */
    void dropTheStream() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(faults)
                .header("User-Agent", "test")
                .POST(BodyPublishers.ofString("{\"kind\":\"drop\",\"target\":\"public\"}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    private int next() throws InterruptedException {
        Integer step = steps.poll(20, TimeUnit.SECONDS);
        assertThat(step).as("a step after %d, %s", place, rerun).isNotNull();
        return step;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean isLast) {
        part.append(text);
        if (isLast) {
            Matcher step = STEP.matcher(part);
            if (step.find()) {
                steps.add(Integer.parseInt(step.group(1)));
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
