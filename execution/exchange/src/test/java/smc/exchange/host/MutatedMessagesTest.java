package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.json.AccountDocuments;
import smc.exchange.json.OrderDocuments;
import smc.exchange.matching.VenueSettings;
import smc.exchange.play.Connections;
import smc.exchange.play.ExchangeLoop;
import smc.exchange.play.LockStep;
import smc.exchange.rest.RestAnswer;
import smc.exchange.rest.RestApi;
import smc.exchange.rest.RestRequest;
import smc.exchange.rules.Exchange;
import smc.exchange.socket.Sockets;

/**
 * Requests and frames with bytes changed, lost, doubled and swapped: answered or ignored, and what is refused changes nothing.
 * {@code -Dsmc.mutations=1000000} for more than CI has time for, {@code -Dsmc.seed=N} for another run.
 */
class MutatedMessagesTest {
    private static final int MUTATIONS = Integer.getInteger("smc.mutations", 50_000);
    private static final int FRAME_MUTATIONS = MUTATIONS / 5;
    private static final long SEED = Long.getLong("smc.seed", 42);
    private static final int OVER_THE_SOCKET = 1_000;
    private static final long WALL_MILLIS = 1_760_000_000_000L;

    /** Messages until what works is cancelled, since looking at all of it takes time. */
    private static final int CLEAR_EVERY = 100;

    private static final String CANCEL_EVERYTHING =
            "{\"cancel_limit_orders\":true,\"cancel_stop_orders\":true,\"cancel_reduce_only_orders\":true}";

    private static final List<String> BODIES = List.of(
            "POST /v2/orders {\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"140.5\"}",
            "POST /v2/orders {\"product_symbol\":\"SOLUSD\",\"size\":2,\"side\":\"sell\",\"order_type\":\"market_order\",\"client_order_id\":\"abc\"}",
            "POST /v2/orders {\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":\"true\",\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"140\"}",
            "POST /v2/orders/batch {\"product_id\":14823,\"orders\":[{\"size\":1,\"side\":\"buy\",\"limit_price\":\"141\"}]}",
            "PUT /v2/orders {\"id\":1000001,\"product_id\":14823,\"limit_price\":\"139\"}",
            "DELETE /v2/orders {\"id\":1000001,\"product_id\":14823}",
            "DELETE /v2/orders/all {\"product_id\":14823,\"cancel_limit_orders\":\"true\"}",
            "POST /v2/orders/bracket {\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"140\"}}",
            "POST /v2/products/14823/orders/leverage {\"leverage\":\"10\"}",
            "POST /v2/orders {\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\",\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"2.5\"}",
            "POST /v2/positions/change_margin {\"product_id\":14823,\"delta_margin\":\"1.5\"}",
            "POST /v2/heartbeat/create {\"heartbeat_id\":\"a\",\"impact\":\"products\",\"product_symbols\":[\"SOLUSD\"],\"config\":[{\"action\":\"spreads\",\"unhealthy_count\":1,\"value\":10}]}",
            "POST /v2/heartbeat {\"heartbeat_id\":\"a\",\"ttl\":1000}");

    private static final List<String> FRAMES = List.of(
            "{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}",
            "{\"type\":\"unsubscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}",
            "{\"type\":\"key-auth\",\"payload\":{\"api-key\":\"key-1\",\"signature\":\"00\",\"timestamp\":\"1700000000\"}}",
            "{\"type\":\"enable_heartbeat\"}",
            "{\"type\":\"sim_lockstep\"}",
            "{\"type\":\"sim_ack\",\"place\":0,\"wake\":1735732800500000}");

    private final Random random = new Random(SEED);

    /** Without sockets, so that state can be looked at whole after each message. */
    @Test
    void aRefusedRequestChangesNothingAndNothingBreaks() throws IOException {
        var settings = new ExchangeSettings(
                0,
                0,
                0,
                new VenueSettings(0, 1, 0, false),
                Optional.empty(),
                Optional.empty(),
                () -> WALL_MILLIS,
                Integer.MAX_VALUE,
                1);
        var sockets = new Sockets();
        var exchange = new Exchange(
                List.of(RunningExchange.SOL, RunningExchange.AAVE),
                List.of(FIRST),
                settings.venue(),
                ScriptedFeed.START_NANOS,
                sockets.accountChannels());
        var failure = new CompletableFuture<Void>();
        var loop = new ExchangeLoop(
                null,
                settings,
                exchange,
                new ScriptedFeed(ScriptedFeed.SECOND_NANOS, 10, "150"),
                sockets.publicChannels(),
                new LockStep(0),
                Optional.empty(),
                failure);
        sockets.accountChannels().attach(exchange);
        sockets.publicChannels().attach(loop);
        var server = new Connections(settings, exchange, sockets.publicChannels());
        server.attach(loop);
        var api = new RestApi(server);
        String before = state(exchange);
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            if (i % CLEAR_EVERY == 0) {
                answer(api, "DELETE", "/v2/orders/all", CANCEL_EVERYTHING);
                before = state(exchange);
            }
            String[] request = BODIES.get(random.nextInt(BODIES.size())).split(" ", 3);
            String body = mutated(request[2]);

            RestAnswer answer = answer(api, request[0], request[1], body);

            String place = "seed " + SEED + ", message " + i + ": " + body;
            assertThat(answer.status()).as(place).isIn(200, 400, 404);
            String after = state(exchange);
            if (answer.status() != 200) {
                assertThat(after).as(place).isEqualTo(before);
                refused++;
            }
            before = after;
        }

        assertThat(failure).isNotCompleted();
        assertThat(refused)
                .as("refused of %d, seed %d", MUTATIONS, SEED)
                .isBetween(MUTATIONS / 2, MUTATIONS * 99 / 100);
    }

    @Test
    void aMutatedRequestIsAnsweredOverTheSocket() throws IOException {
        try (var running = RunningExchange.of("150")) {
            for (int i = 0; i < OVER_THE_SOCKET; i++) {
                String[] request = BODIES.get(random.nextInt(BODIES.size())).split(" ", 3);
                String body = mutated(request[2]);

                assertThat(running.signed(FIRST, request[0], request[1], body).status())
                        .as("seed " + SEED + ", message " + i + ": " + body)
                        .isIn(200, 400, 404);
            }
            assertThat(running.exchange.failure()).isNotCompleted();
        }
    }

    @Test
    void aMutatedFrameIsAnsweredOrIgnored() throws IOException {
        try (var running = RunningExchange.of("150")) {
            var socket = running.publicSocket();
            for (int i = 0; i < FRAME_MUTATIONS; i++) {
                socket.send(mutated(FRAMES.get(random.nextInt(FRAMES.size()))));
            }
            socket.send("{\"type\":\"ping\"}");

            assertThat(socket.awaitType("pong")).as("seed " + SEED).isNotNull();
            assertThat(running.exchange.failure()).isNotCompleted();
        }
    }

    /** One to three changes. Only printable characters, so that what is signed is what is sent. */
    private String mutated(String text) {
        var bytes = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0 && !bytes.isEmpty(); changes--) {
            int at = random.nextInt(bytes.length());
            switch (random.nextInt(5)) {
                case 0 -> bytes.setCharAt(at, (char) (' ' + random.nextInt('~' - ' ')));
                case 1 -> bytes.deleteCharAt(at);
                case 2 -> bytes.setLength(at);
                case 3 -> bytes.insert(at, "0123456789eE-.{}[]\",:".charAt(random.nextInt(21)));
                default -> bytes.insert(at, bytes.substring(at, Math.min(bytes.length(), at + random.nextInt(20))));
            }
        }
        return bytes.toString();
    }

    private static RestAnswer answer(RestApi api, String method, String path, String body) {
        String timestamp = Long.toString(WALL_MILLIS / 1_000);
        String signature = RunningExchange.hmac(FIRST.apiSecret(), method + timestamp + path + body);
        var headers =
                Map.of("user-agent", "test", "api-key", FIRST.apiKey(), "timestamp", timestamp, "signature", signature);
        return api.answer(new RestRequest(method, path, path, Map.of(), headers, body, "127.0.0.1"))
                .join();
    }

    /** Orders, fills, bookings, positions, margin and leverage. */
    private static String state(Exchange exchange) {
        var state = new StringBuilder()
                .append(exchange.orders().size())
                .append(' ')
                .append(exchange.fills().size())
                .append(' ')
                .append(exchange.transactions().size());
        exchange.liveOrders().forEach(order -> state.append(OrderDocuments.order(order)));
        state.append(AccountDocuments.wallet(exchange, FIRST));
        for (ExchangeInstrument instrument : exchange.instruments()) {
            state.append(AccountDocuments.position(exchange, FIRST, instrument))
                    .append(AccountDocuments.leverage(exchange, FIRST, instrument));
        }
        return state.toString();
    }
}
