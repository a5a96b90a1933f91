package smc.ops.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.config.EngineConfig;

/** Every bound on a client of the API, over a raw socket, and that it is counted. */
class LimitsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(11);

    @TempDir
    private static Path data;

    private static ServedApi api;

    @BeforeAll
    static void serve() throws IOException {
        api = ServedApi.onLoopback(data);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void whoeverAsksDecentlyIsAnswered() throws IOException {
        assertThat(api.get("/health"))
                .startsWith("HTTP/1.1 200")
                .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store", "{\"status\":\"up\"}")
                .doesNotContain("Server:");
    }

    @Test
    void aBodyAboveTheLimitIsRefusedBeforeItIsRead() throws IOException {
        long before = api.refused(Refusal.BODY);

        assertThat(api.ask("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16385\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("{\"error\":{\"expected\":\"at most 16384 bytes\",\"was\":\"16385\",\"where\":\"body\"}}");
        assertThat(api.refused(Refusal.BODY)).isEqualTo(before + 1);
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsIsRefusedAtTheLimit() throws IOException {
        long before = api.refused(Refusal.BODY);
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

        String answer =
                api.ask("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(api.refused(Refusal.BODY)).isEqualTo(before + 1);
    }

    @Test
    void headersAboveTheLimitAreRefused() throws IOException {
        long before = api.refused(Refusal.HEADER);

        assertThat(api.get("/health", "X-Long: " + "x".repeat(9_000) + "\r\n")).startsWith("HTTP/1.1 431");
        assertThat(api.refused(Refusal.HEADER)).isEqualTo(before + 1);
    }

    @Test
    void whoDoesNotSayWhomItAsksIsRefused() throws IOException {
        long before = api.refused(Refusal.MALFORMED);

        assertThat(api.ask("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(api.refused(Refusal.MALFORMED)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:3000", "127.0.0.1.evil.example", "[::2]:3000", "localhost."})
    void aHostOfAnotherNameIsRefused(String host) throws IOException {
        long before = api.refused(Refusal.HOST);

        assertThat(api.ask("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("\"where\":\"Host\"");
        assertThat(api.refused(Refusal.HOST)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:3000", "127.0.0.1:1", "[::1]:3000"})
    void everyNameOfLoopbackIsAnswered(String host) throws IOException {
        assertThat(api.ask("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** It would let everybody in who can reach it. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7", "Via: 1.1 proxy"})
    void aProxyThatNobodyHasToldOfIsRefused(String header) throws IOException {
        assertThat(api.get("/api/status", header + "\r\n")).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/_next/..%5c..%5cetc",
                "//etc/passwd",
                "/a;x=1/../b",
                "/%00"
            })
    void aPathThatLeadsElsewhereIsRefused(String path) throws IOException {
        long before = api.refused(Refusal.MALFORMED);

        assertThat(api.get(path)).startsWith("HTTP/1.1 400");
        assertThat(api.refused(Refusal.MALFORMED)).isEqualTo(before + 1);
    }

    @Test
    void aCommandByGetIsRefused() throws IOException {
        long before = api.refused(Refusal.METHOD);

        assertThat(api.get("/api/commands/halt?reason=none"))
                .startsWith("HTTP/1.1 405")
                .contains("\"expected\":\"POST\"");
        assertThat(api.refused(Refusal.METHOD)).isEqualTo(before + 1);
        assertThat(api.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void whatOnlyIsReadIsReadByGetAlone(String method) throws IOException {
        assertThat(api.ask(method + " /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void aPageOfSomebodyElseCannotPost() throws IOException {
        long before = api.refused(Refusal.ORIGIN);

        assertThat(api.post("/api/commands/halt", "{}", "Origin: https://evil.example\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("\"was\":\"https://evil.example\"");
        assertThat(api.post("/api/commands/halt", "{}", "Sec-Fetch-Site: cross-site\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(api.refused(Refusal.ORIGIN)).isEqualTo(before + 2);
    }

    @Test
    void moreThanMayBeAskedIsRefusedUntilTimePasses(@TempDir Path own) throws IOException {
        try (ServedApi busy = ServedApi.onLoopback(own);
                RawClient client = busy.connect()) {
            String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (int i = 0; i < Limits.REQUESTS_AT_ONCE; i++) {
                client.send(request);
                client.until("\"up\"}");
            }
            client.send(request);
            assertThat(client.until("}}")).startsWith("HTTP/1.1 429").contains("Retry-After: 1");

            busy.pass(Duration.ofSeconds(1));
            client.send(request);

            assertThat(client.until("\"up\"}")).startsWith("HTTP/1.1 200");
            assertThat(busy.refused(Refusal.RATE)).isOne();
        }
    }

    @Test
    void aHeaderThatDripsIsCutOff() throws IOException {
        long before = api.refused(Refusal.SLOW);
        try (RawClient slow = api.connect()) {
            slow.send("GET /health HT");

            assertCutOff(slow, "T");
        }
        assertThat(api.refused(Refusal.SLOW)).isGreaterThan(before);
    }

    @Test
    void headersThatDripBehindTheFirstLineAreCutOff() throws IOException {
        try (RawClient slow = api.connect()) {
            slow.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ");

            assertCutOff(slow, "a");
        }
    }

    @Test
    void aBodyThatDripsIsCutOff() throws IOException {
        try (RawClient slow = api.connect()) {
            slow.send("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\ntoken=");

            assertCutOff(slow, "a");
        }
    }

    /** Its limits' time passes while it goes on sending: no silence ends it. */
    private static void assertCutOff(RawClient slow, String drop) throws IOException {
        boolean isEnded = false;
        for (int i = 0; i < 50 && !isEnded; i++) {
            api.pass(LONG_ENOUGH);
            isEnded = slow.isEndedWithin(200);
            if (!isEnded) {
                try {
                    slow.send(drop);
                } catch (IOException _) {
                    isEnded = true;
                }
            }
        }
        assertThat(isEnded).isTrue();
    }

    @Test
    void whoSaysNothingIsCutOff(@TempDir Path own) throws IOException {
        var shipped = new EngineConfig.Api("127.0.0.1", 0, List.of("localhost"));
        try (var hasty = new ServedApi(own, shipped, Duration.ofMillis(200));
                RawClient silent = hasty.connect();
                RawClient half = hasty.connect()) {
            half.send("GET /health HT");

            assertThat(silent.isEndedWithin(15_000)).isTrue();
            half.answer(); // ends
        }
    }

    /** A failure would be a defect of the program; a client who leaves in the middle, or falls silent there, is none. */
    @Test
    void whoLeavesInTheMiddleIsNoFailure(@TempDir Path own) throws IOException {
        String half = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\ntoken=";
        var shipped = new EngineConfig.Api("127.0.0.1", 0, List.of("localhost"));
        try (var hasty = new ServedApi(own, shipped, Duration.ofMillis(200));
                RawClient silent = hasty.connect()) {
            try (RawClient leaver = hasty.connect()) {
                leaver.send(half);
            }
            silent.send(half);
            silent.answer(); // ends
            String asked;
            do {
                asked = hasty.get("/api/system");
            } while (!asked.contains("\"connections\":1,"));

            assertThat(hasty.server().traffic().failures()).isZero();
        }
    }

    /** They wait to be accepted; whoever is connected is answered. */
    @Test
    void notMoreConnectionsThanAllowedAreAcceptedAtOnce(@TempDir Path own) throws IOException {
        try (ServedApi full = ServedApi.onLoopback(own)) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < Limits.CONNECTIONS; i++) {
                    RawClient client = full.connect();
                    clients.add(client);
                    client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    client.until("\"up\"}");
                }
                RawClient waiting = full.connect();
                clients.add(waiting);
                waiting.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(waiting.isEndedWithin(300)).isFalse();

                clients.getFirst().close();
                clients.getFirst().close();

                // The acceptor may have taken one before it was told to stop: then it was closed without a word.
                assertThat(waiting.answer())
                        .satisfiesAnyOf(
                                answer -> assertThat(answer).isEmpty(),
                                answer -> assertThat(answer).contains("200"));
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }
}
