package smc.exchange.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;

/** An exchange on free ports that moves when it is told to, and a client for it made of the JDK alone, with its own signatures. */
final class RunningExchange implements AutoCloseable {
    static final ExchangeInstrument SOL = new ExchangeInstrument(
            new InstrumentTerms(14_823, 10_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000),
            "SOLUSD",
            100,
            100_000,
            "10");
    static final ExchangeInstrument AAVE = new ExchangeInstrument(
            new InstrumentTerms(15_500, 100_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000),
            "AAVEUSD",
            50,
            100_000,
            "10");
    static final ExchangeAccount FIRST = new ExchangeAccount(1, "first", "key-1", "secret-1", true, 100_000_000_000L);
    static final ExchangeAccount SECOND = new ExchangeAccount(2, "second", "key-2", "secret-2", true, 100_000_000_000L);
    static final ExchangeAccount READER =
            new ExchangeAccount(3, "reader", "key-3", "secret-3", false, 100_000_000_000L);

    /** No slippage, one tick through, on the tick. */
    private static final VenueSettings PLAIN = new VenueSettings(0, 1, 0, false, true);

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    final AtomicLong wallMillis = new AtomicLong(1_760_000_000_000L);
    final EmbeddedExchange exchange;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();

    private RunningExchange(MarketFeed feed, UnaryOperator<ExchangeSettings> change) throws IOException {
        exchange = EmbeddedExchange.start(
                change.apply(settings(0, 0, PLAIN, 1_000_000_000, Optional.empty())),
                List.of(SOL, AAVE),
                List.of(FIRST, SECOND, READER),
                feed);
    }

    private ExchangeSettings settings(
            int speed, int lockStepClients, VenueSettings venue, int quotaUnits, Optional<Path> dataFolder) {
        return new ExchangeSettings(
                        0,
                        speed,
                        lockStepClients,
                        venue,
                        dataFolder,
                        Optional.empty(),
                        wallMillis::get,
                        quotaUnits,
                        1_000_000)
                .strict(true);
    }

    private RunningExchange(
            MarketFeed feed,
            int speed,
            int lockStepClients,
            VenueSettings venue,
            int quotaUnits,
            Optional<Path> dataFolder)
            throws IOException {
        exchange = EmbeddedExchange.start(
                settings(speed, lockStepClients, venue, quotaUnits, dataFolder),
                List.of(SOL, AAVE),
                List.of(FIRST, SECOND, READER),
                feed);
    }

    private static MarketFeed everySecond(String... prices) {
        return new ScriptedFeed(ScriptedFeed.SECOND_NANOS, 10, prices);
    }

    /** Fills at the price itself, without slippage. */
    static RunningExchange of(String... prices) throws IOException {
        return with(settings -> settings, prices);
    }

    /** Likewise, but for a change. */
    static RunningExchange with(UnaryOperator<ExchangeSettings> change, String... prices) throws IOException {
        return new RunningExchange(everySecond(prices), change);
    }

    /** Treats orders otherwise. */
    static RunningExchange treating(VenueSettings venue, String... prices) throws IOException {
        return new RunningExchange(everySecond(prices), 0, 0, venue, 1_000_000_000, Optional.empty());
    }

    /** Runs by itself, as fast as lock-step lets it, once one client has joined. */
    static RunningExchange inLockStep(String... prices) throws IOException {
        return inLockStep(1, prices);
    }

    /** Likewise, once so many have. */
    static RunningExchange inLockStep(int clients, String... prices) throws IOException {
        return new RunningExchange(everySecond(prices), 1_000_000, clients, PLAIN, 1_000_000_000, Optional.empty());
    }

    /** Likewise with one client, and with a memory. */
    static RunningExchange inLockStep(Path dataFolder, String... prices) throws IOException {
        return new RunningExchange(everySecond(prices), 1_000_000, 1, PLAIN, 1_000_000_000, Optional.of(dataFolder));
    }

    /** Trades an hour apart. */
    static RunningExchange hourly(String... prices) throws IOException {
        return new RunningExchange(
                new ScriptedFeed(3_600 * ScriptedFeed.SECOND_NANOS, 10, prices), settings -> settings);
    }

    /** Trades a day apart. */
    static RunningExchange daily(String... prices) throws IOException {
        return new RunningExchange(
                new ScriptedFeed(24 * 3_600 * ScriptedFeed.SECOND_NANOS, 10, prices), settings -> settings);
    }

    static RunningExchange withLatency(long latencyNanos, String... prices) throws IOException {
        return treating(new VenueSettings(0, 1, latencyNanos, false), prices);
    }

    static RunningExchange withQuota(int quotaUnits) throws IOException {
        return new RunningExchange(everySecond("150"), 0, 0, PLAIN, quotaUnits, Optional.empty());
    }

    static RunningExchange in(Path dataFolder, String... prices) throws IOException {
        return in(dataFolder, PLAIN, prices);
    }

    static RunningExchange in(Path dataFolder, VenueSettings venue, String... prices) throws IOException {
        return new RunningExchange(everySecond(prices), 0, 0, venue, 1_000_000_000, Optional.of(dataFolder));
    }

    @Override
    public void close() throws IOException {
        sockets.forEach(Socket::close);
        exchange.close();
        // Not close(): the JDK's sockets sometimes miss that the exchange ended them without a close frame, and it
        // waits for them.
        http.shutdownNow();
    }

    // REST

    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        JsonNode result() {
            return body.path("result");
        }

        String code() {
            return body.path("error").path("code").asText();
        }
    }

    Answer get(String pathAndQuery) throws IOException {
        return send(request("GET", pathAndQuery, "").header("User-Agent", "test"));
    }

    Answer get(ExchangeAccount account, String pathAndQuery) throws IOException {
        return signed(account, "GET", pathAndQuery, "");
    }

    Answer post(ExchangeAccount account, String path, String body) throws IOException {
        return signed(account, "POST", path, body);
    }

    Answer put(ExchangeAccount account, String path, String body) throws IOException {
        return signed(account, "PUT", path, body);
    }

    Answer delete(ExchangeAccount account, String path, String body) throws IOException {
        return signed(account, "DELETE", path, body);
    }

    Answer signed(ExchangeAccount account, String method, String pathAndQuery, String body) throws IOException {
        String timestamp = Long.toString(wallMillis.get() / 1_000);
        return signedAt(account, timestamp, method, pathAndQuery, body);
    }

    Answer signedAt(ExchangeAccount account, String timestamp, String method, String pathAndQuery, String body)
            throws IOException {
        return send(request(method, pathAndQuery, body)
                .header("User-Agent", "test")
                .header("api-key", account.apiKey())
                .header("timestamp", timestamp)
                .header("signature", hmac(account.apiSecret(), method + timestamp + pathAndQuery + body)));
    }

    HttpRequest.Builder request(String method, String pathAndQuery, String body) {
        return HttpRequest.newBuilder(URI.create(exchange.restUri().resolve("/") + pathAndQuery.substring(1)))
                .timeout(DEADLINE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
    }

    Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            JsonNode body = response.body().startsWith("{") ? JSON.readTree(response.body()) : null;
            return new Answer(response.statusCode(), body, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Delivers trades. */
    void advance(int trades) throws IOException {
        Answer answer = send(request("POST", "/sim/advance", "{\"trades\":" + trades + "}"));
        if (answer.result().path("delivered").asInt() != trades) {
            throw new AssertionError("expected " + trades + " trades more, was " + answer.body());
        }
    }

    /** Has the venue take a position to cover somebody else. */
    Answer deleverage(int userId, String symbol, String price) throws IOException {
        return send(request(
                "POST",
                "/sim/adl",
                "{\"user_id\":%d,\"product_symbol\":\"%s\",\"price\":\"%s\"}".formatted(userId, symbol, price)));
    }

    void fault(String json) throws IOException {
        Answer answer = send(request("POST", "/sim/faults", json));
        if (answer.status() != 200) {
            throw new AssertionError("expected a fault, was " + answer.body());
        }
    }

    static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    // WebSocket

    Socket publicSocket() {
        return new Socket(exchange.publicSocketUri());
    }

    /** Authenticated. */
    Socket privateSocket(ExchangeAccount account) throws IOException {
        var socket = new Socket(exchange.privateSocketUri());
        socket.send(keyAuth(account));
        socket.await(frame -> frame.path("type").asText().equals("key-auth"));
        return socket;
    }

    String keyAuth(ExchangeAccount account) {
        String timestamp = Long.toString(wallMillis.get() / 1_000);
        return "{\"type\":\"key-auth\",\"payload\":{\"api-key\":\"%s\",\"signature\":\"%s\",\"timestamp\":\"%s\"}}"
                .formatted(account.apiKey(), hmac(account.apiSecret(), "GET" + timestamp + "/live"), timestamp);
    }

    /** A client of a WebSocket host; keeps what comes in order. */
    final class Socket implements WebSocket.Listener {
        private static final String CLOSED = "closed";

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        private Socket(URI uri) {
            socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
            sockets.add(this);
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        void close() {
            socket.abort();
        }

        /** Subscribes and returns the acknowledgement. */
        JsonNode subscribe(String channel, String... symbols) throws IOException {
            String list = symbols.length == 0 ? "" : ",\"symbols\":[\"" + String.join("\",\"", symbols) + "\"]";
            send("{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"" + channel + "\"" + list + "}]}}");
            return await(frame -> List.of("subscriptions", "error")
                    .contains(frame.path("type").asText()));
        }

        /** The next frame, as text. */
        String next() throws IOException {
            try {
                String text = frames.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
                if (text == null) {
                    throw new AssertionError("expected a frame within " + DEADLINE);
                }
                return text;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        JsonNode nextJson() throws IOException {
            return JSON.readTree(next());
        }

        /** The next frame that is meant; those before it are dropped. */
        JsonNode await(Predicate<JsonNode> isMeant) throws IOException {
            while (true) {
                String text = next();
                if (text.equals(CLOSED)) {
                    throw new AssertionError("expected a frame, the connection was closed");
                }
                JsonNode frame = JSON.readTree(text);
                if (isMeant.test(frame)) {
                    return frame;
                }
            }
        }

        JsonNode awaitType(String type) throws IOException {
            return await(frame -> frame.path("type").asText().equals(type));
        }

        /** Pings meanwhile: the JDK's socket sometimes misses an end without a close frame, and never that a write failed. */
        void awaitClose() throws IOException {
            try {
                for (int tries = 0; tries < 40; tries++) {
                    String text = frames.poll(500, TimeUnit.MILLISECONDS);
                    if (CLOSED.equals(text)) {
                        return;
                    }
                    if (text == null) {
                        socket.sendText("{\"type\":\"ping\"}", true).exceptionally(_ -> {
                            frames.add(CLOSED);
                            return null;
                        });
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            throw new AssertionError("expected the connection to be closed");
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
            part.append(data);
            if (isLast) {
                frames.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            frames.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            frames.add(CLOSED);
        }
    }
}
