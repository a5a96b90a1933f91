package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.host.RunningExchange.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.exchange.ExchangeAccount;
import smc.exchange.host.RunningExchange.Answer;

/** Each fault strikes when it is told to, as often as it is told to, and nothing else. */
class FaultsTest {
    private static final String BUY =
            "{\"product_id\":14823,\"size\":2,\"side\":\"buy\",\"order_type\":\"market_order\",\"client_order_id\":\"abc\"}";

    private RunningExchange running;

    @BeforeEach
    void start() throws IOException {
        running = RunningExchange.of("151", "152", "153", "154");
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void aDroppedConnectionCloses() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("trades", "SOLUSD");
        running.fault("{\"kind\":\"drop\",\"target\":\"public\",\"after\":1}");

        running.advance(2);

        assertThat(price(socket)).isEqualTo("151");
        socket.awaitClose();
    }

    @Test
    void aStalledConnectionStaysOpenAndLosesWhatWouldHaveCome() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("trades", "SOLUSD");
        running.fault("{\"kind\":\"stall\",\"millis\":1000}");

        running.advance(2);
        running.wallMillis.addAndGet(1_000);
        running.advance(1);

        assertThat(price(socket)).isEqualTo("153");
    }

    @Test
    void anEditOrACancelIsAnsweredAndNotMade() throws IOException {
        running.advance(1);
        String limit = BUY.replace("market_order", "limit_order").replace("}", ",\"limit_price\":\"140\"}");
        long id = running.post(FIRST, "/v2/orders", limit).result().path("id").asLong();
        String named = "{\"id\":" + id + ",\"product_id\":14823";
        running.fault("{\"kind\":\"undone\",\"target\":\"/v2/orders\",\"count\":2}");

        JsonNode edited = running.put(FIRST, "/v2/orders", named + ",\"size\":3,\"limit_price\":\"141\"}")
                .result();
        JsonNode cancelled = running.delete(FIRST, "/v2/orders", named + "}").result();

        assertThat(edited.path("limit_price").asText()).isEqualTo("141");
        assertThat(edited.path("size").asLong()).isEqualTo(3);
        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        JsonNode order = running.signed(FIRST, "GET", "/v2/orders/" + id, "").result();
        assertThat(order.path("state").asText()).isEqualTo("open");
        assertThat(order.path("limit_price").asText()).isEqualTo("140");
        assertThat(order.path("size").asLong()).isEqualTo(2);
    }

    @Test
    void anOrderIsTakenWithoutItsBracketAndOnlyIfItWasSignedRight() throws IOException {
        running.advance(1);
        running.fault("{\"kind\":\"bracket_lost\",\"target\":\"/v2/orders\",\"count\":2}");
        String bracketed = BUY.replace("}", ",\"bracket_stop_loss_price\":\"140\"}");
        var stranger = new ExchangeAccount(
                FIRST.userId(), FIRST.name(), FIRST.apiKey(), "another secret", true, FIRST.depositE8());

        assertThat(running.post(stranger, "/v2/orders", bracketed).code()).isEqualTo("invalid_signature");
        assertThat(running.post(FIRST, "/v2/orders", bracketed)
                        .result()
                        .path("state")
                        .asText())
                .isEqualTo("closed");

        assertThat(running.signed(FIRST, "GET", "/v2/orders?states=open,pending", "")
                        .result())
                .isEmpty();
    }

    @Test
    void aFrameComesTwice() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("trades", "SOLUSD");
        running.fault("{\"kind\":\"duplicate\"}");

        running.advance(2);

        assertThat(price(socket)).isEqualTo("151");
        assertThat(price(socket)).isEqualTo("151");
        assertThat(price(socket)).isEqualTo("152");
    }

    @Test
    void aFrameComesAfterTheNext() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("trades", "SOLUSD");
        running.fault("{\"kind\":\"reorder\"}");

        running.advance(3);

        assertThat(price(socket)).isEqualTo("152");
        assertThat(price(socket)).isEqualTo("151");
        assertThat(price(socket)).isEqualTo("153");
    }

    @Test
    void aFrameEndsInTheMiddle() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("trades", "SOLUSD");
        running.fault("{\"kind\":\"malformed\"}");

        running.advance(2);

        assertThat(socket.next()).startsWith("{\"type\":\"trades\"").doesNotEndWith("}");
        assertThat(price(socket)).isEqualTo("152");
    }

    @Test
    void requestsAreRefusedAsOftenAsToldAndOnlyWhereTold() throws IOException {
        running.fault(
                "[{\"kind\":\"http_429\",\"target\":\"/v2/wallet\"},{\"kind\":\"http_5xx\",\"target\":\"/v2/fills\"}]");

        Answer untouched = running.get(FIRST, "/v2/orders");
        Answer tooMany = running.get(FIRST, "/v2/wallet/balances");
        Answer broken = running.get(FIRST, "/v2/fills");

        assertThat(untouched.status()).isEqualTo(200);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.response().headers().firstValue("X-RATE-LIMIT-RESET"))
                .isPresent();
        assertThat(broken.status()).isEqualTo(503);
        assertThat(running.get(FIRST, "/v2/wallet/balances").status()).isEqualTo(200);
        assertThat(running.get(FIRST, "/v2/fills").status()).isEqualTo(200);
    }

    @Test
    void aLostAnswerLeavesTheOrderBehind() throws IOException {
        running.fault("{\"kind\":\"answer_lost\",\"target\":\"/v2/orders\"}");

        assertThatThrownBy(() -> running.post(FIRST, "/v2/orders", BUY)).isInstanceOf(IOException.class);

        assertThat(running.get(FIRST, "/v2/orders/client_order_id/abc")
                        .result()
                        .path("state")
                        .asText())
                .isEqualTo("closed");
    }

    @Test
    void aRejectedOrderCarriesTheCodeAndLeavesNothing() throws IOException {
        running.fault("{\"kind\":\"reject\",\"code\":\"liquidation_risk_limits_breached\"}");

        Answer answer = running.post(FIRST, "/v2/orders", BUY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("liquidation_risk_limits_breached");
        assertThat(running.get(FIRST, "/v2/fills").result()).isEmpty();
        assertThat(running.post(FIRST, "/v2/orders", BUY).status()).isEqualTo(200);
    }

    @Test
    void aSlowAnswerIsStillTheRightOne() throws IOException {
        running.fault("{\"kind\":\"slow\",\"millis\":1}");

        assertThat(running.post(FIRST, "/v2/orders", BUY).result().path("state").asText())
                .isEqualTo("closed");
    }

    @Test
    void restingLimitsShareTheContractsOfATrade() throws IOException {
        running.fault("{\"kind\":\"partial_fills\"}");
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":25,\"side\":\"sell\",\"order_type\":\"limit_order\",\"limit_price\":\"150.5\",\"post_only\":true}");

        running.advance(1);
        JsonNode part = running.get(FIRST, "/v2/orders").result().get(0);
        running.advance(2);

        assertThat(part.path("unfilled_size").asInt()).isEqualTo(15);
        assertThat(part.path("state").asText()).isEqualTo("open");
        assertThat(running.get(FIRST, "/v2/orders/history")
                        .result()
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("closed");
    }

    @Test
    void maintenanceIsToldAndRefusesEveryRequest() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("system_status");
        JsonNode live = socket.nextJson();

        running.fault("{\"kind\":\"maintenance\"}");
        Answer during = running.get("/v2/products");
        running.fault("{\"kind\":\"maintenance\",\"on\":false}");
        Answer after = running.get("/v2/products");

        assertThat(live.path("status").asText()).isEqualTo("live");
        assertThat(socket.nextJson().path("event").asText()).isEqualTo("maintenance_started");
        assertThat(socket.nextJson().path("event").asText()).isEqualTo("maintenance_finished");
        assertThat(during.status()).isEqualTo(503);
        assertThat(after.status()).isEqualTo(200);
    }

    @Test
    void aFaultThatIsNoneIsRefused() throws IOException {
        for (String text : new String[] {"{\"kind\":\"flood\"}", "{\"kind\":\"drop\",\"often\":2}", "7", "{"}) {
            Answer answer = running.send(running.request("POST", "/sim/faults", text));

            assertThat(answer.status()).as(text).isEqualTo(400);
        }
        assertThat(running.send(running.request("GET", "/sim/faults", "")).result())
                .isEmpty();
    }

    private static String price(RunningExchange.Socket socket) throws IOException {
        return socket.nextJson().path("p").asText();
    }
}
