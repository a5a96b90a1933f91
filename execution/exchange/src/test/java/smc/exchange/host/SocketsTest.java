package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;
import static smc.exchange.host.RunningExchange.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.json.BookDocuments;

/** docs/delta-exchange.md section 4. */
class SocketsTest {
    private static final String BUY =
            "{\"product_id\":14823,\"size\":2,\"side\":\"buy\",\"order_type\":\"market_order\"}";
    private static final long START_MICROS = ScriptedFeed.START_NANOS / 1_000;

    private RunningExchange running;

    @BeforeEach
    void start() throws IOException {
        running = RunningExchange.of("150.5", "152", "151");
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void aNumberWithAnExponentThatNoDecimalHasIsIgnoredOrRefused() throws IOException {
        try (var running = RunningExchange.of("150")) {
            var socket = running.publicSocket();

            socket.send("{\"type\":\"sim_ack\",\"place\":1e99999999999}");
            socket.send("{\"type\":\"ping\"}");

            assertThat(socket.nextJson().path("type").asText()).isEqualTo("pong");
            assertThat(running.post(RunningExchange.FIRST, "/v2/orders", "{\"size\":1e99999999999}")
                            .code())
                    .isEqualTo("bad_schema");
        }
    }

    @Test
    void aTradeIsToldInTheCompactForm() throws IOException {
        var socket = running.publicSocket();

        JsonNode acknowledged = socket.subscribe("trades", "SOLUSD");
        running.advance(2);

        assertThat(acknowledged.toString())
                .isEqualTo(
                        "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]}]}");
        assertThat(socket.next())
                .isEqualTo(
                        "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"150.5\",\"s\":10.0,\"r\":\"t\",\"t\":%d,\"ts\":%1$d}"
                                .formatted(START_MICROS + 1_000_000));
        assertThat(socket.nextJson().path("r").asText()).isEqualTo("m");
    }

    @Test
    void aCandleIsToldAtOnceWithNullsWhileNothingTraded() throws IOException {
        var socket = running.publicSocket();

        socket.subscribe("candlestick_15m", "SOLUSD");
        JsonNode before = socket.nextJson();
        running.advance(1);
        JsonNode after = socket.nextJson();

        assertThat(before.path("o").isNull()).isTrue();
        assertThat(before.path("v").asInt()).isZero();
        assertThat(after.toString())
                .isEqualTo(
                        "{\"type\":\"candlestick_15m\",\"sy\":\"SOLUSD\",\"res\":\"15m\",\"o\":150.5,\"h\":150.5,\"l\":150.5,\"c\":150.5,\"v\":10.0,\"ts\":%d}"
                                .formatted(START_MICROS + 1_000_000));
    }

    @Test
    void tickersMarksIndexAndFundingComeAtOnce() throws IOException {
        var socket = running.publicSocket();

        socket.subscribe("ticker", "SOLUSD");
        JsonNode ticker = socket.nextJson();
        socket.subscribe("mark_price", "MARK:SOLUSD");
        JsonNode mark = socket.nextJson();
        socket.subscribe("spot_price", ".DESOLUSD");
        JsonNode spot = socket.nextJson();
        socket.subscribe("funding_rate", "SOLUSD");
        JsonNode funding = socket.nextJson();

        assertThat(ticker.path("d").get(0).path("m").asText()).isEqualTo("150");
        assertThat(ticker.path("d").get(0).path("ohlc")).hasSize(4);
        assertThat(mark.path("sy").asText()).isEqualTo("MARK:SOLUSD");
        assertThat(mark.path("p").asText()).isEqualTo("150");
        assertThat(spot.path("sy").asText()).isEqualTo(".DESOLUSD");
        assertThat(funding.path("fr").decimalValue()).isEqualByComparingTo("0.01");
        assertThat(funding.path("nfr").asLong()).isEqualTo(START_MICROS + 4 * 3_600_000_000L);
    }

    @Test
    void theChecksumIsThatOfTheReference() {
        assertThat(BookDocuments.checksum(
                        side("16919.0:1087,16919.5:1193,16920.0:510"), side("16918.0:602,16917.5:1792,16917.0:2039")))
                .isEqualTo(2_178_756_498L);
        assertThat(BookDocuments.checksum(side("100.00:23,100.05:34"), side("99.04:87,98.65:102,98.30:16")))
                .isEqualTo(3_599_895_312L);
    }

    @Test
    void theBestAndTheLevelsOfTheBookComeAtOnceAndAfterATrade() throws IOException {
        try (var running = RunningExchange.of("151")) {
            var socket = running.publicSocket();
            socket.subscribe("ob_l1", "SOLUSD");
            JsonNode best = socket.awaitType("ob_l1");
            socket.subscribe("ob_l2", "SOLUSD");
            JsonNode levels = socket.awaitType("ob_l2");

            running.advance(1);

            // The history ended at 150, a tick is 0.0001.
            assertThat(best.path("bp").asText()).isEqualTo("150");
            assertThat(best.path("ap").asText()).isEqualTo("150.0001");
            assertThat(levels.path("b")).hasSize(15);
            assertThat(levels.path("b").get(0).get(0).asText()).isEqualTo("150");
            assertThat(levels.path("a").get(0).get(0).asText()).isEqualTo("150.0001");
            assertThat(socket.awaitType("ob_l1").path("ap").asText()).isEqualTo("151");
            assertThat(socket.awaitType("ob_l2").path("a").get(0).get(0).asText())
                    .isEqualTo("151");
        }
    }

    @Test
    void bookChangesApplyToTheSnapshotAndMatchTheirChecksum() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("ob_updates", "SOLUSD");
        JsonNode snapshot = socket.nextJson();
        var bids = new TreeMap<BigDecimal, JsonNode>(Comparator.reverseOrder());
        var asks = new TreeMap<BigDecimal, JsonNode>();
        apply(snapshot, bids, asks);
        long sequence = snapshot.path("seq").asLong();

        running.advance(3);

        for (int i = 1; i <= 3; i++) {
            JsonNode update = socket.nextJson();
            apply(update, bids, asks);
            assertThat(update.path("action").asText()).isEqualTo("update");
            assertThat(update.path("seq").asLong()).isEqualTo(sequence + i);
            assertThat(BookDocuments.checksum(array(asks.values()), array(bids.values())))
                    .isEqualTo(update.path("cs").asLong());
        }
    }

    @Test
    void refusalsAreThoseOfTheReference() throws IOException {
        var socket = running.publicSocket();

        assertThat(error(socket.subscribe("nope", "SOLUSD")))
                .isEqualTo("subscription forbidden on this invalid channel");
        assertThat(error(socket.subscribe("trades")))
                .isEqualTo("subscription forbidden without symbol array on this channel");
        assertThat(error(socket.subscribe("trades", symbols(101))))
                .isEqualTo("subscription forbidden on this channel with more than 100 symbols");
        assertThat(error(socket.subscribe("ob_updates", "all")))
                .isEqualTo("subscription forbidden with all symbols on this channel");
        assertThat(socket.subscribe("orders", "SOLUSD").toString())
                .isEqualTo("{\"message\":\"Subscription forbidden: Invalid channel array\",\"type\":\"error\"}");
    }

    private static String[] symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "S" + i).toArray(String[]::new);
    }

    /** Seen on India (docs/delta-exchange.md, section 4.2). */
    @Test
    void manySymbolsOfABookAreTakenInOneFrame() throws IOException {
        var socket = running.publicSocket();

        JsonNode answer = socket.subscribe("ob_l2", symbols(300));

        assertThat(answer.path("channels").get(0).path("symbols")).hasSize(300);
    }

    @Test
    void theFirstStatusIsASnapshot() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("system_status");

        JsonNode status = socket.awaitType("system_status");

        assertThat(status.path("event").asText()).isEqualTo("snapshot");
        assertThat(status.path("status").asText()).isEqualTo("live");
    }

    @ParameterizedTest
    @CsvSource({
        "ticker, SOLUSD, AAVEUSD",
        "mark_price, MARK:SOLUSD, MARK:AAVEUSD",
        "spot_price, .DESOLUSD, .DEAAVEUSD",
        "funding_rate, SOLUSD, AAVEUSD"
    })
    void allSymbolsAreEverySymbolAndHaveNoSnapshot(String channel, String first, String second) throws IOException {
        try (var hourly = RunningExchange.hourly("150", "151")) {
            var socket = hourly.publicSocket();
            socket.subscribe(channel, "all");
            socket.send("{\"type\":\"ping\"}");
            assertThat(socket.next()).isEqualTo("{\"type\":\"pong\"}");

            hourly.advance(1);

            assertThat(socket.awaitType(channel).path("sy").asText()).isEqualTo(first);
            assertThat(socket.awaitType(channel).path("sy").asText()).isEqualTo(second);
        }
    }

    @Test
    void anAccountThatAsksForAllHearsOfEveryProduct() throws IOException {
        var socket = running.privateSocket(FIRST);
        socket.subscribe("orders", "all");
        for (String product : new String[] {"14823", "15500"}) {
            running.post(
                    FIRST,
                    "/v2/orders",
                    "{\"product_id\":" + product
                            + ",\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"140\"}");
        }

        assertThat(socket.awaitType("orders").path("symbol").asText()).isEqualTo("SOLUSD");
        assertThat(socket.awaitType("orders").path("symbol").asText()).isEqualTo("AAVEUSD");
    }

    @Test
    void anUnknownSymbolIsAcknowledgedAndSilent() throws IOException {
        var socket = running.publicSocket();

        JsonNode acknowledged = socket.subscribe("trades", "NOPEUSD");
        running.advance(1);
        socket.send("{\"type\":\"ping\"}");

        assertThat(acknowledged.path("channels").get(0).path("symbols").get(0).asText())
                .isEqualTo("NOPEUSD");
        assertThat(socket.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void aRepeatedSubscriptionGetsNoSecondSnapshotAndUnsubscribingEndsIt() throws IOException {
        var socket = running.publicSocket();
        socket.subscribe("ob_l1", "SOLUSD");
        socket.awaitType("ob_l1");

        socket.subscribe("ob_l1", "SOLUSD");
        socket.send("{\"type\":\"ping\"}");
        String afterSecond = socket.next();
        socket.send("{\"type\":\"unsubscribe\",\"payload\":{\"channels\":[{\"name\":\"ob_l1\"}]}}");
        socket.awaitType("subscriptions");
        running.advance(1);
        socket.send("{\"type\":\"ping\"}");

        assertThat(afterSecond).isEqualTo("{\"type\":\"pong\"}");
        assertThat(socket.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void aHeartbeatComesWhenAskedFor() throws IOException {
        var socket = running.publicSocket();

        socket.send("{\"type\":\"enable_heartbeat\"}");

        assertThat(socket.nextJson().path("type").asText()).isEqualTo("heartbeat");
    }

    @Test
    void anAccountSeesItsOrderItsFillItsPositionAndItsWallet() throws IOException {
        var socket = running.privateSocket(FIRST);
        var other = running.privateSocket(SECOND);
        for (String channel : List.of("orders", "positions", "v2/user_trades", "user_trades")) {
            socket.subscribe(channel, "SOLUSD");
            other.subscribe(channel, "all");
        }
        socket.subscribe("margins");

        running.post(FIRST, "/v2/orders", BUY);

        JsonNode created = socket.await(frame -> frame.path("action").asText().equals("create"));
        JsonNode filled = socket.nextJson();
        JsonNode trade = socket.awaitType("v2/user_trades");
        JsonNode slow = socket.awaitType("user_trades");
        JsonNode position = socket.awaitType("positions");
        JsonNode wallet = socket.awaitType("margins");
        assertThat(created.path("seq_no").asInt()).isEqualTo(1);
        assertThat(created.has("id")).isFalse();
        assertThat(filled.path("action").asText()).isEqualTo("delete");
        assertThat(filled.path("reason").asText()).isEqualTo("fill");
        assertThat(filled.path("seq_no").asInt()).isEqualTo(2);
        assertThat(filled.path("unfilled_size").asInt()).isZero();
        assertThat(trade.path("s").asInt()).isEqualTo(2);
        assertThat(trade.path("po").asInt()).isEqualTo(2);
        assertThat(trade.path("r").asText()).isEqualTo("taker");
        assertThat(trade.path("o").asLong()).isEqualTo(created.path("order_id").asLong());
        assertThat(trade.has("commission")).isFalse();
        String id = running.get(FIRST, "/v2/fills").result().get(0).path("id").asText();
        assertThat(trade.path("f").asText().replace("-", "")).isEqualTo(id);
        assertThat(slow.path("fill_id").asText().replace("-", "")).isEqualTo(id);
        assertThat(position.path("action").asText()).isEqualTo("create");
        assertThat(position.path("size").asInt()).isEqualTo(2);
        assertThat(wallet.path("balance").asText()).isEqualTo("999.823");
        other.send("{\"type\":\"ping\"}");
        assertThat(other.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void aNamedSymbolGetsASnapshotAndAllGetsNone() throws IOException {
        running.post(FIRST, "/v2/orders", BUY.replace("market_order\"", "limit_order\",\"limit_price\":\"140\""));
        var socket = running.privateSocket(FIRST);

        socket.subscribe("orders", "SOLUSD");
        JsonNode snapshot = socket.nextJson();
        socket.subscribe("user_trades", "all");
        socket.send("{\"type\":\"ping\"}");

        assertThat(snapshot.path("action").asText()).isEqualTo("snapshot");
        assertThat(snapshot.path("meta").path("seq_no").asInt()).isEqualTo(1);
        assertThat(snapshot.path("result").get(0).path("limit_price").asText()).isEqualTo("140");
        assertThat(snapshot.path("result").get(0).has("id")).isTrue();
        assertThat(socket.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void invalidJsonIsIgnoredAndTheSocketStaysOpen() throws IOException {
        var socket = running.publicSocket();

        for (String text : List.of("{", "", "null", "[]", "{\"type\":5}", "{\"type\":\"subscribe\",\"payload\":7}")) {
            socket.send(text);
        }
        socket.send("{\"type\":\"ping\"}");

        assertThat(socket.awaitType("pong")).isNotNull();
    }

    private static String error(JsonNode acknowledged) {
        return acknowledged.path("channels").get(0).path("error").asText();
    }

    private static ArrayNode side(String levels) {
        var pairs = new ArrayList<JsonNode>();
        for (String level : levels.split(",", -1)) {
            ArrayNode pair = JsonNodeFactory.instance.arrayNode();
            for (String text : level.split(":", -1)) {
                pair.add(text);
            }
            pairs.add(pair);
        }
        return array(pairs);
    }

    private static ArrayNode array(Iterable<JsonNode> nodes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(array::add);
        return array;
    }

    private static void apply(
            JsonNode frame, SortedMap<BigDecimal, JsonNode> bids, SortedMap<BigDecimal, JsonNode> asks) {
        for (var side : List.of(Map.entry("a", asks), Map.entry("b", bids))) {
            for (JsonNode pair : frame.path(side.getKey())) {
                var price = new BigDecimal(pair.get(0).asText());
                if (pair.get(1).asText().equals("0")) {
                    side.getValue().remove(price);
                } else {
                    side.getValue().put(price, pair);
                }
            }
        }
    }
}
