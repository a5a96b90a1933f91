package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.ExchangeAccount;
import smc.exchange.host.RunningExchange.Answer;
import smc.exchange.rest.Signatures;

/** docs/delta-exchange.md section 2. */
class AuthenticationTest {
    private static final String DOCUMENTED_SECRET = "7b6f39dcf660ec1c7c664f612c60410a2bd0c258416b498bf0311f94228f";

    private RunningExchange running;

    @BeforeEach
    void start() throws IOException {
        running = RunningExchange.of("150");
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "GET1542110948/v2/orders?product_id=1&state=open 4e38dda3e6477092f360ba70399266d8145630b22bcc34c0ec7f804d5746877a",
                "GET1700000000/live f28f9cee37dd82815b6648907fd91abf5e49302d16ce6b3e46071b6765b2c412",
                "POST1700000000/v2/orders{\"product_id\":27,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"} f16777aa8793bbc9569814aa24abd322d468adf0f946cda83f4abe815384448a"
            })
    void signsAsTheReferenceDoes(String prehash, String signature) {
        assertThat(Signatures.of(DOCUMENTED_SECRET, prehash)).isEqualTo(signature);
        assertThat(Signatures.isRight(DOCUMENTED_SECRET, prehash, signature)).isTrue();
        assertThat(Signatures.isRight(DOCUMENTED_SECRET, prehash + " ", signature))
                .isFalse();
    }

    @Test
    void aRequestWithoutUserAgentIsForbiddenBeforeTheApiSeesIt() throws IOException {
        Answer answer = running.send(running.request("GET", "/v2/products", "").header("User-Agent", ""));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isNull();
    }

    @Test
    void aSignatureLivesFiveSeconds() throws IOException {
        long nowSeconds = running.wallMillis.get() / 1_000;

        Answer young = running.signedAt(
                RunningExchange.FIRST, Long.toString(nowSeconds - 5), "GET", "/v2/wallet/balances", "");
        Answer old = running.signedAt(
                RunningExchange.FIRST, Long.toString(nowSeconds - 6), "GET", "/v2/wallet/balances", "");

        assertThat(young.status()).isEqualTo(200);
        assertThat(old.status()).isEqualTo(401);
        assertThat(old.code()).isEqualTo("expired_signature");
        assertThat(old.body().path("error").path("context").path("request_time").asLong())
                .isEqualTo(nowSeconds - 6);
        assertThat(old.body().path("error").path("context").path("server_time").asLong())
                .isEqualTo(nowSeconds);
    }

    @Test
    void aSkewedClockRefusesWhatWasRightByTheTrueOne() throws IOException {
        running.fault("{\"kind\":\"clock_skew\",\"millis\":9000}");

        Answer answer = running.get(RunningExchange.FIRST, "/v2/wallet/balances");

        assertThat(answer.code()).isEqualTo("expired_signature");
    }

    @Test
    void theSignatureCoversTheQueryAsItWasSent() throws IOException {
        assertThat(running.get(RunningExchange.FIRST, "/v2/orders?states=open,pending&page_size=10")
                        .status())
                .isEqualTo(200);
        assertThat(running.get(RunningExchange.FIRST, "/v2/orders?states=open%2Cpending")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownKeyAndAWrongSignatureAreToldApart() throws IOException {
        var unknown = new ExchangeAccount(9, "nobody", "key-9", "secret-1", true, 1);
        var wrong = new ExchangeAccount(1, "first", "key-1", "secret-2", true, 1);

        Answer notKnown = running.get(unknown, "/v2/wallet/balances");
        Answer notRight = running.get(wrong, "/v2/wallet/balances");

        assertThat(notKnown.status()).isEqualTo(401);
        assertThat(notKnown.response().body())
                .isEqualTo("{\"error\":{\"code\":\"invalid_api_key\"},\"success\":false}");
        assertThat(notRight.status()).isEqualTo(401);
        assertThat(notRight.code()).isEqualTo("invalid_signature");
    }

    @Test
    void aKeyThatMayOnlyReadDoesNotTrade() throws IOException {
        Answer answer = running.post(
                RunningExchange.READER,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthorized_api_access");
        assertThat(running.get(RunningExchange.READER, "/v2/orders").result()).isEmpty();
    }

    @Test
    void theQuotaIsOfOneUserAndWholeAgainInTheNextWindow() throws IOException {
        try (var small = RunningExchange.withQuota(6)) {
            small.get(RunningExchange.FIRST, "/v2/wallet/balances");
            Answer used = small.get(RunningExchange.FIRST, "/v2/rate_limits/quota");
            Answer over = small.get(RunningExchange.FIRST, "/v2/wallet/balances");
            Answer other = small.get(RunningExchange.SECOND, "/v2/wallet/balances");
            long waitMillis = Long.parseLong(
                    over.response().headers().firstValue("X-RATE-LIMIT-RESET").orElseThrow());
            small.wallMillis.addAndGet(waitMillis);
            Answer later = small.get(RunningExchange.FIRST, "/v2/wallet/balances");

            assertThat(used.result().path("current_quota").asInt()).isEqualTo(6);
            assertThat(over.status()).isEqualTo(429);
            assertThat(waitMillis).isEqualTo(300_000 - 1_760_000_000_000L % 300_000);
            assertThat(other.status()).isEqualTo(200);
            assertThat(later.status()).isEqualTo(200);
        }
    }

    @Test
    void aSocketIsAuthenticatedOrToldWhyNot() throws IOException {
        RunningExchange.Socket socket = running.privateSocket(RunningExchange.FIRST);

        socket.send("{\"type\":\"key-auth\",\"payload\":{}}");
        assertThat(socket.nextJson().path("status_code").asInt()).isEqualTo(400);
        socket.send(running.keyAuth(new ExchangeAccount(9, "nobody", "key-9", "secret", true, 1)));
        assertThat(socket.nextJson().path("status").asText()).isEqualTo("api_key_not_found");
        socket.send(running.keyAuth(new ExchangeAccount(1, "first", "key-1", "wrong", true, 1)));
        assertThat(socket.nextJson().path("status").asText()).isEqualTo("invalid_signature");
        String late = running.keyAuth(RunningExchange.FIRST);
        running.wallMillis.addAndGet(6_000);
        socket.send(late);
        assertThat(socket.nextJson().path("status_code").asInt()).isEqualTo(408);
        socket.send(running.keyAuth(RunningExchange.FIRST));
        assertThat(socket.next())
                .isEqualTo("{\"type\":\"key-auth\",\"success\":true,\"status_code\":200,\"status\":\"authenticated\"}");
    }

    @Test
    void aPrivateChannelNeedsAuthentication() throws IOException {
        RunningExchange.Socket socket = running.privateSocket(RunningExchange.FIRST);
        socket.send("{\"type\":\"unauth\",\"payload\":{}}");

        var answer = socket.subscribe("orders", "SOLUSD");

        assertThat(answer.path("channels").get(0).path("error").asText())
                .isEqualTo("subscription forbidden on orders. Unauthorized user");
    }
}
