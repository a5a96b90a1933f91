package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.host.RunningExchange.Answer;

/** What Delta takes without a word shows here: counted, named and told; refused where the exchange is strict. */
class MistakesTest {
    private static final String LIMIT =
            "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"140\"%s}";
    private static final String MARKET =
            "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "time_in_forse is no field here|,\"time_in_forse\":\"ioc\"",
                "stopLossPrice is no field here|,\"stopLossPrice\":\"130\"",
                "postOnly is no field here|,\"postOnly\":true",
                "stop_price has no effect without stop_order_type|,\"stop_price\":\"130\"",
                "trail_amount has no effect without stop_order_type|,\"trail_amount\":\"-5\"",
                "bracket_stop_loss_limit_price has no effect without bracket_stop_loss_price|,\"bracket_stop_loss_limit_price\":\"130\"",
                "bracket_stop_trigger_method has no effect without a bracket price|,\"bracket_stop_trigger_method\":\"mark_price\""
            })
    void aFieldOfNoEffectIsNamedAndAStrictExchangeRefusesIt(String what, String field) throws IOException {
        try (var strict = RunningExchange.of("150");
                var lenient = RunningExchange.with(settings -> settings.strict(false), "150")) {
            Answer refused = strict.post(FIRST, "/v2/orders", LIMIT.formatted(field));
            Answer taken = lenient.post(FIRST, "/v2/orders", LIMIT.formatted(field));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("bad_schema");
            assertThat(refused.body()
                            .path("error")
                            .path("context")
                            .path("schema_errors")
                            .get(0)
                            .path("param")
                            .asText())
                    .isEqualTo(what.substring(0, what.indexOf(' ')));
            assertThat(strict.get(FIRST, "/v2/orders").result()).isEmpty();
            assertThat(taken.status()).isEqualTo(200);
            for (RunningExchange running : List.of(strict, lenient)) {
                assertThat(mistakes(running).path("total").asLong()).isEqualTo(1);
                assertThat(mistakes(running)
                                .path("counts")
                                .path("POST /v2/orders: " + what)
                                .asLong())
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"140, 140", "140, 141", "140, 151", "160, 150"})
    void theStopOfAnEntryOnTheWrongSideIsCountedAndAStrictExchangeRefusesIt(String limit, String stop)
            throws IOException {
        String order = LIMIT.replace("140", limit).formatted(",\"bracket_stop_loss_price\":\"" + stop + "\"");
        try (var strict = RunningExchange.of("150");
                var lenient = RunningExchange.with(settings -> settings.strict(false), "150")) {
            Answer refused = strict.post(FIRST, "/v2/orders", order);
            Answer taken = lenient.post(FIRST, "/v2/orders", order);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("bracket_order_immediate_execution");
            assertThat(taken.status()).isEqualTo(200);
            assertThat(mistakes(lenient).path("total").asLong()).isEqualTo(1);
        }
    }

    @Test
    void theStopOfAnEntryOnItsSideIsNoMistake() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer resting =
                    running.post(FIRST, "/v2/orders", LIMIT.formatted(",\"bracket_stop_loss_price\":\"139.9999\""));
            Answer taking = running.post(
                    FIRST,
                    "/v2/orders",
                    MARKET.formatted(",\"bracket_stop_loss_price\":\"149\",\"bracket_take_profit_price\":\"151\""));

            assertThat(resting.status()).isEqualTo(200);
            assertThat(taking.status()).isEqualTo(200);
            assertThat(mistakes(running).path("total").asLong()).isZero();
        }
    }

    @Test
    void aCancelAllWithoutAFlagAndAnEditWithoutASizeAreMistakes() throws IOException {
        try (var running = RunningExchange.of("150")) {
            long id = running.post(FIRST, "/v2/orders", LIMIT.formatted(""))
                    .result()
                    .path("id")
                    .asLong();

            Answer cancel = running.delete(FIRST, "/v2/orders/all", "{\"product_id\":14823}");
            Answer edit = running.put(
                    FIRST, "/v2/orders", "{\"id\":%d,\"product_id\":14823,\"limit_price\":\"141\"}".formatted(id));

            assertThat(cancel.code()).isEqualTo("bad_schema");
            assertThat(edit.code()).isEqualTo("bad_schema");
            assertThat(running.get(FIRST, "/v2/orders").result()).hasSize(1);
        }
    }

    @Test
    void theOrdersOfABatchAndTheLegsOfABracketAreLookedAtToo() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", MARKET.formatted(""));

            Answer batch = running.post(
                    FIRST,
                    "/v2/orders/batch",
                    "{\"product_id\":14823,\"orders\":[{\"limit_price\":\"140\",\"size\":1,\"side\":\"buy\"},{\"limit_price\":\"140\",\"size\":1,\"side\":\"buy\",\"postOnly\":true}]}");
            Answer bracket = running.post(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"140\",\"size\":1}}");

            assertThat(batch.body().toString()).contains("orders[1].postOnly");
            assertThat(bracket.body().toString()).contains("stop_loss_order.size");
            assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
        }
    }

    @Test
    void aFilterThatIsNoneAndASymbolThatIsNoneAreMistakes() throws IOException {
        try (var running = RunningExchange.with(settings -> settings.strict(false), "150")) {
            running.get(FIRST, "/v2/orders?state=closed");
            var socket = running.publicSocket();
            socket.subscribe("trades", "SOLUSDT");
            socket.subscribe("mark_price", "SOLUSD");
            socket.subscribe("trades", "SOLUSD");
            socket.subscribe("mark_price", "MARK:SOLUSD");
            socket.send("{\"type\":\"subcribe\"}");
            socket.send("{]");
            socket.send("{\"type\":\"ping\"}");
            socket.awaitType("pong");

            assertThat(names(running))
                    .containsExactly(
                            "GET /v2/orders: state is no parameter here",
                            "public socket: trades has no symbol SOLUSDT",
                            "public socket: mark_price has no symbol SOLUSD",
                            "public socket: no message of the type subcribe",
                            "public socket: no JSON");
        }
    }

    @Test
    void aMistakeIsToldOnceAndCountedEachTime() throws IOException {
        var told = new CopyOnWriteArrayList<String>();
        try (var running =
                RunningExchange.with(settings -> settings.strict(false).withNotes(told::add), "150")) {
            for (int i = 0; i < 3; i++) {
                running.post(FIRST, "/v2/orders", LIMIT.formatted(",\"postOnly\":true"));
            }

            assertThat(told).containsExactly("POST /v2/orders: postOnly is no field here");
            assertThat(mistakes(running).path("total").asLong()).isEqualTo(3);
        }
    }

    @Test
    void whatAClientMakesUpDoesNotFillTheMemory() throws IOException {
        try (var running = RunningExchange.with(settings -> settings.strict(false), "150")) {
            for (int i = 0; i < 300; i++) {
                running.get("/v2/products?" + "x".repeat(1_000) + i + "=1&y" + i + "=1");
            }

            assertThat(names(running))
                    .hasSizeLessThan(205)
                    .allSatisfy(name -> assertThat(name).hasSizeLessThan(200));
            assertThat(mistakes(running).path("total").asLong()).isEqualTo(600);
        }
    }

    private static JsonNode mistakes(RunningExchange running) throws IOException {
        return running.send(running.request("GET", "/sim", "")).result().path("mistakes");
    }

    private static List<String> names(RunningExchange running) throws IOException {
        return mistakes(running).path("counts").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
