package smc.ops.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.ops.api.model.Happening.Severity;
import smc.ops.notify.Delivery;
import smc.ops.notify.HandClock;
import smc.ops.notify.Kind;
import smc.ops.notify.Message;
import smc.ops.notify.Outgoing;
import smc.ops.notify.Place;
import smc.ops.notify.settings.Secret;

/** A webhook and a heartbeat against a receiver over real HTTP. */
class WebhookTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final List<String> bodies = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Smc-Signature")));
            int status = statuses.isEmpty() ? 204 : statuses.poll();
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "17");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        address = URI.create(
                "http://127.0.0.1:%d/hidden-path".formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static Outgoing text() {
        var message =
                new Message(new Place(77, 2), 1_767_225_600_000_000_000L, Kind.EXIT, Severity.INFO, 0, "CLOSED \"ü\"");
        return new Outgoing(message, 1, 0, 1, false, true, "CLOSED \"ü\"");
    }

    private WebhookChannel channel() {
        return new WebhookChannel(
                address, Secret.webhookSecret(Map.of(Secret.WEBHOOK_SECRET, SECRET), Optional.empty()));
    }

    @Test
    void whatIsPostedIsSignedAndSaysWhatItIs() throws Exception {
        try (WebhookChannel channel = channel()) {
            assertThat(channel.send(text())).isInstanceOf(Delivery.Delivered.class);
        }

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(bodies.getFirst().getBytes(StandardCharsets.UTF_8)));
        assertThat(signatures).containsExactly("sha256=" + expected);
        JsonNode json = new ObjectMapper().readTree(bodies.getFirst());
        assertThat(json.path("id").asText()).isEqualTo("77-2-0");
        assertThat(json.path("kind").asText()).isEqualTo("exits");
        assertThat(json.path("at").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.path("text").asText()).isEqualTo("CLOSED \"ü\"");
        assertThat(json.path("repeated").asBoolean()).isTrue();
    }

    @Test
    void whatItAnswersIsObeyedAndItsPathIsNotSaid() {
        statuses.addAll(List.of(429, 500, 410));
        try (WebhookChannel channel = channel()) {
            assertThat(channel.send(text())).isEqualTo(new Delivery.RetryAfter(Duration.ofSeconds(17)));
            assertThat(channel.send(text())).isEqualTo(new Delivery.Failed("it answered with status 500"));
            assertThat(channel.send(text())).isEqualTo(new Delivery.Refused("it answered with status 410"));
            server.stop(0);
            assertThat(channel.send(text())).isEqualTo(new Delivery.Failed("it cannot be reached"));
        }
    }

    @Test
    void aHeartBeatsOnlyWhileTradingIsHealthy() {
        var isHealthy = new AtomicBoolean(true);
        List<String> alarms = new ArrayList<>();
        try (Heartbeat heart =
                Heartbeat.of(address, Duration.ofSeconds(60), isHealthy::get, new HandClock(), alarms::add)) {
            heart.beat();
            isHealthy.set(false);
            heart.beat();
            heart.beat();
            isHealthy.set(true);
            heart.beat();
            assertThat(bodies).hasSize(2);

            statuses.addAll(List.of(500, 500));
            heart.beat();
            heart.beat();
        }

        assertThat(alarms).singleElement().asString().contains("not heard").doesNotContain("hidden-path");
    }
}
