package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;
import static smc.exchange.host.RunningExchange.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.RunningExchange.Answer;

/** The dead man's switch: section 3.11 of docs/delta-exchange.md, and the venue's page of that name. */
class HeartbeatTest {
    private static final String CREATE = """
            {"heartbeat_id":"bot","impact":"contracts","contract_types":["perpetual_futures"],"config":[%s]}""";
    private static final String CANCEL = "{\"action\":\"cancel_orders\",\"unhealthy_count\":1}";
    private static final String LIMIT =
            "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"%s\"}";
    private static final String STOP =
            "{\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true,\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"140\"}";
    private static final String BUY =
            "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}";

    @TempDir
    Path folder;

    @Test
    void withoutABeatInTimeEveryOrderIsCancelledAndTheStopsToo() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY);
            running.post(FIRST, "/v2/orders", STOP);
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            running.post(SECOND, "/v2/orders", LIMIT.formatted("140"));
            create(running, CREATE.formatted(CANCEL));
            beat(running, 30_000);

            running.wallMillis.addAndGet(29_999);
            int before = open(running).size();
            running.wallMillis.addAndGet(1);
            JsonNode after = open(running);

            assertThat(before).isEqualTo(2);
            assertThat(after).isEmpty();
            assertThat(running.get(SECOND, "/v2/orders").result()).hasSize(1);
            assertThat(running.get(FIRST, "/v2/positions/margined").result()).hasSize(1);
        }
    }

    @Test
    void aBeatInTimePutsItOffAndATimeOfNothingStopsIt() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            create(running, CREATE.formatted(CANCEL));
            beat(running, 30_000);
            running.wallMillis.addAndGet(20_000);

            JsonNode again = beat(running, 30_000);
            running.wallMillis.addAndGet(20_000);
            int inTime = open(running).size();
            JsonNode stopped = beat(running, 0);
            running.wallMillis.addAndGet(1_000_000);

            assertThat(again.toString())
                    .isEqualTo("{\"heartbeat_timestamp\":\"1760000050000\",\"process_enabled\":\"true\"}");
            assertThat(inTime).isEqualTo(1);
            assertThat(stopped.path("process_enabled").asText()).isEqualTo("false");
            assertThat(open(running)).hasSize(1);
        }
    }

    @Test
    void itRunsFromItsFirstBeatOnAndOnlyOnceUntilTheNext() throws IOException {
        try (var running = RunningExchange.of("150")) {
            create(running, CREATE.formatted(CANCEL));
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            running.wallMillis.addAndGet(1_000_000);
            int beforeTheFirst = open(running).size();
            beat(running, 1_000);
            running.wallMillis.addAndGet(1_000);
            int afterIt = open(running).size();

            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            running.wallMillis.addAndGet(1_000_000);

            assertThat(beforeTheFirst).isEqualTo(1);
            assertThat(afterIt).isZero();
            assertThat(open(running)).hasSize(1);
        }
    }

    @Test
    void eachActionFollowsWhenSoManyBeatsAreMissing() throws IOException {
        try (var running = RunningExchange.of("150")) {
            create(
                    running,
                    CREATE.formatted(
                            "{\"action\":\"spreads\",\"unhealthy_count\":2,\"value\":100},{\"action\":\"cancel_orders\",\"unhealthy_count\":3}"));
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            running.post(FIRST, "/v2/orders", LIMIT.replace("buy", "sell").formatted("160"));
            beat(running, 1_000);

            running.wallMillis.addAndGet(1_000);
            List<String> once = prices(running);
            running.wallMillis.addAndGet(1_000);
            List<String> twice = prices(running);
            running.wallMillis.addAndGet(1_000);
            List<String> thrice = prices(running);

            assertThat(once).containsExactly("160", "140");
            // 100 basis points away from the market.
            assertThat(twice).containsExactly("161.6", "138.6");
            assertThat(thrice).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"impact\":\"products\",\"product_symbols\":[\"SOLUSD\"]|0",
                "\"impact\":\"products\",\"product_symbols\":[\"AAVEUSD\"]|1",
                "\"impact\":\"contracts\",\"contract_types\":[\"call_options\"]|1",
                "\"impact\":\"contracts\",\"contract_types\":[\"perpetual_futures\"],\"underlying_assets\":[\"AAVE\"]|1",
                "\"impact\":\"contracts\",\"contract_types\":[\"perpetual_futures\"],\"underlying_assets\":[\"SOL\"]|0"
            })
    void itLooksAfterWhatItSays(String impact, int left) throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            create(running, "{\"heartbeat_id\":\"bot\"," + impact + ",\"config\":[" + CANCEL + "]}");
            beat(running, 1_000);

            running.wallMillis.addAndGet(1_000);

            assertThat(open(running)).hasSize(left);
        }
    }

    @Test
    void heartbeatsAreListedAsTheyWereCreated() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer created = create(running, CREATE.formatted(CANCEL));
            create(running, CREATE.formatted(CANCEL).replace("bot", "other"));

            assertThat(created.result().toString()).isEqualTo("{\"heartbeat_id\":\"bot\"}");
            assertThat(running.get(FIRST, "/v2/heartbeat?heartbeat_id=bot")
                            .result()
                            .toString())
                    .isEqualTo("[{\"user_id\":\"1\",\"heartbeat_id\":\"bot\",\"impact\":\"contracts\","
                            + "\"contract_types\":[\"perpetual_futures\"],\"config\":[" + CANCEL + "]}]");
            assertThat(running.get(FIRST, "/v2/heartbeat?user_id=1").result()).hasSize(2);
            assertThat(running.get(SECOND, "/v2/heartbeat").result()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v2/heartbeat/create|{}",
                "/v2/heartbeat/create|{\"heartbeat_id\":\"a\",\"impact\":\"contracts\",\"config\":[{\"action\":\"cancel_orders\",\"unhealthy_count\":1}]}",
                "/v2/heartbeat/create|{\"heartbeat_id\":\"a\",\"impact\":\"products\",\"product_symbols\":[],\"config\":[{\"action\":\"cancel_orders\",\"unhealthy_count\":1}]}",
                "/v2/heartbeat/create|{\"heartbeat_id\":\"a\",\"impact\":\"products\",\"product_symbols\":[\"SOLUSD\"],\"config\":[]}",
                "/v2/heartbeat/create|{\"heartbeat_id\":\"a\",\"impact\":\"products\",\"product_symbols\":[\"SOLUSD\"],\"config\":[{\"action\":\"sell_all\",\"unhealthy_count\":1}]}",
                "/v2/heartbeat|{\"heartbeat_id\":\"nobody\",\"ttl\":1000}",
                "/v2/heartbeat|{\"heartbeat_id\":\"nobody\"}"
            })
    void whatIsNoHeartbeatIsRefused(String path, String body) throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(FIRST, path, body);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("bad_schema");
        }
    }

    @Test
    void itRunsOutWhileTheExchangeIsDown() throws IOException {
        try (var running = RunningExchange.in(folder, "150")) {
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            create(running, CREATE.formatted(CANCEL));
            beat(running, 30_000);
        }

        try (var running = RunningExchange.in(folder, "150")) {
            assertThat(open(running)).hasSize(1);
            running.wallMillis.addAndGet(30_000);
            assertThat(open(running)).isEmpty();
        }
        try (var running = RunningExchange.in(folder, "150")) {
            assertThat(open(running)).isEmpty();
            assertThat(running.get(FIRST, "/v2/orders/history").result()).hasSize(1);
        }
    }

    /** By itself: what cancels is the exchange's clock, and the socket tells it. */
    @Test
    void itIsToldWithoutARequest() throws IOException {
        try (var running = RunningExchange.with(
                settings -> new ExchangeSettings(
                        0,
                        0,
                        0,
                        settings.venue(),
                        settings.dataFolder(),
                        settings.faultsFile(),
                        System::currentTimeMillis,
                        1_000_000,
                        1_000_000),
                "150")) {
            running.wallMillis.set(System.currentTimeMillis());
            var socket = running.privateSocket(FIRST);
            socket.subscribe("orders", "all");
            running.post(FIRST, "/v2/orders", LIMIT.formatted("140"));
            create(running, CREATE.formatted(CANCEL));
            beat(running, 20);

            Predicate<JsonNode> isEnd = frame -> frame.path("action").asText().equals("delete");
            assertThat(socket.await(isEnd).path("state").asText()).isEqualTo("cancelled");
        }
    }

    private static Answer create(RunningExchange running, String body) throws IOException {
        Answer answer = running.post(FIRST, "/v2/heartbeat/create", body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer;
    }

    private static JsonNode beat(RunningExchange running, long ttlMillis) throws IOException {
        return running.post(FIRST, "/v2/heartbeat", "{\"heartbeat_id\":\"bot\",\"ttl\":" + ttlMillis + "}")
                .result();
    }

    private static JsonNode open(RunningExchange running) throws IOException {
        return running.get(FIRST, "/v2/orders").result();
    }

    private static List<String> prices(RunningExchange running) throws IOException {
        return open(running).findValuesAsText("limit_price");
    }
}
