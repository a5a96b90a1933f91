package smc.execution.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.execution.simulator.wire.RunningExchange.FIRST;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smc.execution.simulator.wire.RunningExchange.Answer;

/**
 * Requests and frames with bytes changed, lost, doubled and swapped: answered or ignored, and what is refused changes nothing.
 * {@code -Dsmc.mutations=1000000} for more than CI has time for, {@code -Dsmc.seed=N} for another run.
 */
class MutatedMessagesTest {
    private static final int MUTATIONS = Integer.getInteger("smc.mutations", 5_000);
    private static final long SEED = Long.getLong("smc.seed", 42);

    private static final List<String> BODIES = List.of(
            "POST /v2/orders {\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"140.5\"}",
            "POST /v2/orders {\"product_symbol\":\"SOLUSD\",\"size\":2,\"side\":\"sell\",\"order_type\":\"market_order\",\"client_order_id\":\"abc\"}",
            "POST /v2/orders {\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":\"true\",\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"140\"}",
            "POST /v2/orders/batch {\"product_id\":14823,\"orders\":[{\"size\":1,\"side\":\"buy\",\"limit_price\":\"141\"}]}",
            "PUT /v2/orders {\"id\":1000001,\"product_id\":14823,\"limit_price\":\"139\"}",
            "DELETE /v2/orders {\"id\":1000001,\"product_id\":14823}",
            "DELETE /v2/orders/all {\"product_id\":14823,\"cancel_limit_orders\":\"true\"}",
            "POST /v2/orders/bracket {\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"140\"}}",
            "POST /v2/products/14823/orders/leverage {\"leverage\":\"10\"}");

    private static final List<String> FRAMES = List.of(
            "{\"type\":\"subscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}",
            "{\"type\":\"unsubscribe\",\"payload\":{\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}}",
            "{\"type\":\"key-auth\",\"payload\":{\"api-key\":\"key-1\",\"signature\":\"00\",\"timestamp\":\"1700000000\"}}",
            "{\"type\":\"enable_heartbeat\"}");

    private final Random random = new Random(SEED);

    @Test
    void aRefusedRequestChangesNothingAndNothingBreaks() throws IOException {
        try (var running = RunningExchange.of("150")) {
            String before = state(running);
            for (int i = 0; i < MUTATIONS; i++) {
                String[] request = BODIES.get(random.nextInt(BODIES.size())).split(" ", 3);
                String body = mutated(request[2]);

                Answer answer = running.signed(FIRST, request[0], request[1], body);

                String place = "seed " + SEED + ", message " + i + ": " + body;
                assertThat(answer.status()).as(place).isIn(200, 400, 404);
                String after = state(running);
                if (answer.status() != 200) {
                    assertThat(after).as(place).isEqualTo(before);
                }
                before = after;
            }
            assertThat(running.exchange.failure()).isNotCompleted();
        }
    }

    @Test
    void aMutatedFrameIsAnsweredOrIgnored() throws IOException {
        try (var running = RunningExchange.of("150")) {
            var socket = running.publicSocket();
            for (int i = 0; i < MUTATIONS; i++) {
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

    private static String state(RunningExchange running) throws IOException {
        return running.get(FIRST, "/v2/orders").response().body()
                + running.get(FIRST, "/v2/wallet/balances").response().body()
                + running.get(FIRST, "/v2/products/14823/orders/leverage")
                        .response()
                        .body();
    }
}
