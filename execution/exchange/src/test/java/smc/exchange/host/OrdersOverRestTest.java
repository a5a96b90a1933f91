package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;
import static smc.exchange.host.RunningExchange.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.host.RunningExchange.Answer;

/** docs/delta-exchange.md sections 3.7 and 3.8. */
class OrdersOverRestTest {
    private static final String BUY_MARKET =
            "{\"product_id\":14823,\"size\":2,\"side\":\"buy\",\"order_type\":\"market_order\"}";

    private static String limit(String side, String price, int contracts, String more) {
        return "{\"product_symbol\":\"SOLUSD\",\"size\":%d,\"side\":\"%s\",\"order_type\":\"limit_order\",\"limit_price\":\"%s\"%s}"
                .formatted(contracts, side, price, more);
    }

    @Test
    void aMarketOrderIsFilledInItsAnswer() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(FIRST, "/v2/orders", BUY_MARKET);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("success").asBoolean()).isTrue();
            JsonNode order = answer.result();
            assertThat(order.path("state").asText()).isEqualTo("closed");
            assertThat(order.path("unfilled_size").asInt()).isZero();
            assertThat(order.path("average_fill_price").asText()).isEqualTo("150");
            // 2 x 150 x 0.0005 x 1.18
            assertThat(order.path("paid_commission").asText()).isEqualTo("0.177");
        }
    }

    @Test
    void aMarketableLimitGetsTheBetterPriceAndPaysAsTaker() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(FIRST, "/v2/orders", limit("buy", "151", 1, ""));

            assertThat(answer.result().path("state").asText()).isEqualTo("closed");
            assertThat(answer.result().path("limit_price").asText()).isEqualTo("151");
            assertThat(answer.result().path("average_fill_price").asText()).isEqualTo("150");
            JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);
            assertThat(fill.path("role").asText()).isEqualTo("taker");
        }
    }

    @Test
    void anOrderHasTheDocumentedFields() throws IOException {
        try (var running = RunningExchange.of("150")) {
            JsonNode order = running.post(FIRST, "/v2/orders", limit("buy", "140", 1, ""))
                    .result();

            assertThat(names(order))
                    .contains(
                            "id",
                            "user_id",
                            "product_id",
                            "product_symbol",
                            "client_order_id",
                            "side",
                            "size",
                            "unfilled_size",
                            "order_type",
                            "limit_price",
                            "average_fill_price",
                            "state",
                            "cancellation_reason",
                            "time_in_force",
                            "reduce_only",
                            "close_on_trigger",
                            "stop_order_type",
                            "stop_price",
                            "stop_trigger_method",
                            "trail_amount",
                            "bracket_order",
                            "bracket_stop_loss_price",
                            "bracket_stop_loss_limit_price",
                            "bracket_take_profit_price",
                            "bracket_take_profit_limit_price",
                            "bracket_trail_amount",
                            "commission",
                            "paid_commission",
                            "mmp",
                            "quote_size",
                            "created_at",
                            "updated_at",
                            "meta_data");
            assertThat(order.path("id").isIntegralNumber()).isTrue();
            assertThat(order.path("limit_price").isTextual()).isTrue();
            assertThat(order.path("average_fill_price").isNull()).isTrue();
            assertThat(order.path("created_at").asText()).isEqualTo("2025-01-01T12:00:00.000000Z");
        }
    }

    @Test
    void aFillHasTheDocumentedFieldsAndTypes() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);

            assertThat(fill.path("id").asText()).matches("[0-9a-f]{32}");
            assertThat(fill.path("order_id").isTextual()).isTrue();
            assertThat(fill.path("size").isTextual()).isTrue();
            assertThat(fill.path("size").asText()).isEqualTo("2");
            assertThat(fill.path("notional").asText()).isEqualTo("300");
            assertThat(fill.path("commission").asText()).isEqualTo("0.177");
            assertThat(fill.path("fill_type").asText()).isEqualTo("normal");
            assertThat(fill.path("meta_data").path("effective_commission_rate").asText())
                    .isEqualTo("0.0005");
            assertThat(fill.path("meta_data").path("new_position").path("size").asInt())
                    .isEqualTo(2);
            assertThat(fill.path("product").path("contract_value").asText()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|bad_schema|{\"product_id\":14823,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1.5,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|bad_schema|{\"product_id\":14823,\"product_symbol\":\"SOLUSD\",\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1,\"side\":\"up\",\"order_type\":\"market_order\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"140.00001\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"-1\"}",
                "400|bad_schema|{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":1e999999}",
                "400|bad_schema|[]",
                "400|bad_schema|{",
                "400|invalid_contract|{\"product_id\":27,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|less_than_order_min_size|{\"product_id\":14823,\"size\":0,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|order_max_size_exceeded|{\"product_id\":14823,\"size\":100001,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|insufficient_margin|{\"product_id\":14823,\"size\":10000,\"side\":\"buy\",\"order_type\":\"market_order\"}",
                "400|risk_limits_breached|{\"product_id\":14823,\"size\":1000,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"9999999\"}",
                "400|no_position_for_reduce_only|{\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true}",
                "400|immediate_execution_stop_order|{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\",\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"150\"}",
                "400|immediate_execution_stop_order|{\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"151\"}",
                "400|immediate_execution_stop_order|{\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"stop_order_type\":\"take_profit_order\",\"stop_price\":\"149\"}",
                "400|no_liquidity_for_market_order|{\"product_id\":15500,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}"
            })
    void aRefusedOrderSaysWhyAndChangesNothing(int status, String code, String body) throws IOException {
        try (var running = RunningExchange.of("150")) {
            String before = running.get(FIRST, "/v2/wallet/balances").response().body();

            Answer answer = running.post(FIRST, "/v2/orders", body);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body().path("success").asBoolean(true)).isFalse();
            assertThat(answer.code()).isEqualTo(code);
            assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
            assertThat(running.get(FIRST, "/v2/wallet/balances").response().body())
                    .isEqualTo(before);
        }
    }

    @Test
    void anImmediateOrderWithoutLiquidityIsCancelledInItsAnswer() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(FIRST, "/v2/orders", limit("buy", "149", 1, ",\"time_in_force\":\"ioc\""));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.result().path("state").asText()).isEqualTo("cancelled");
            assertThat(answer.result().path("cancellation_reason").asText())
                    .isEqualTo("order_size_not_available_in_orderbook");
        }
    }

    @Test
    void aClientOrderIdFindsItsOrderAndIsNotTakenTwice() throws IOException {
        try (var running = RunningExchange.of("150")) {
            String body = limit("buy", "140", 1, ",\"client_order_id\":\"abc\"");
            running.post(FIRST, "/v2/orders", body);

            Answer again = running.post(FIRST, "/v2/orders", body);
            Answer found = running.get(FIRST, "/v2/orders/client_order_id/abc");
            Answer ofAnother = running.get(SECOND, "/v2/orders/client_order_id/abc");

            assertThat(again.status()).isEqualTo(400);
            assertThat(again.code()).isEqualTo("bad_schema");
            assertThat(found.result().path("limit_price").asText()).isEqualTo("140");
            assertThat(ofAnother.status()).isEqualTo(404);
            assertThat(running.get(FIRST, "/v2/orders").result()).hasSize(1);
        }
    }

    /** The dangerous case: a retry after the first one has ended is another order. */
    @Test
    void theClientOrderIdOfAnEndedOrderIsTakenAgain() throws IOException {
        try (var running = RunningExchange.of("150")) {
            String body = limit("buy", "140", 1, ",\"client_order_id\":\"abc\"");
            running.post(FIRST, "/v2/orders", body);
            running.delete(FIRST, "/v2/orders", "{\"client_order_id\":\"abc\",\"product_id\":14823}");

            Answer again = running.post(FIRST, "/v2/orders", body.replace("140", "141"));
            Answer found = running.get(FIRST, "/v2/orders/client_order_id/abc");

            assertThat(again.status()).isEqualTo(200);
            assertThat(found.result().path("limit_price").asText()).isEqualTo("141");
        }
    }

    @Test
    void anEditKeepsTheIdAndACancelEndsTheOrder() throws IOException {
        try (var running = RunningExchange.of("150", "139.9", "138.9")) {
            long id = running.post(FIRST, "/v2/orders", limit("buy", "140", 1, ""))
                    .result()
                    .path("id")
                    .asLong();

            Answer edited = running.put(
                    FIRST,
                    "/v2/orders",
                    "{\"id\":%d,\"product_id\":14823,\"limit_price\":\"139\",\"size\":3}".formatted(id));
            running.advance(2);
            Answer resting = running.get(FIRST, "/v2/orders/" + id);
            Answer cancelled = running.delete(FIRST, "/v2/orders", "{\"id\":%d,\"product_id\":14823}".formatted(id));
            Answer again = running.delete(FIRST, "/v2/orders", "{\"id\":%d,\"product_id\":14823}".formatted(id));

            assertThat(edited.result().path("id").asLong()).isEqualTo(id);
            assertThat(resting.result().path("state").asText()).isEqualTo("open");
            assertThat(resting.result().path("size").asInt()).isEqualTo(3);
            assertThat(cancelled.result().path("state").asText()).isEqualTo("cancelled");
            assertThat(cancelled.result().path("cancellation_reason").asText()).isEqualTo("cancelled_by_user");
            assertThat(again.code()).isEqualTo("open_order_not_found");
        }
    }

    @Test
    void cancelAllCancelsWhatItsFlagsNameAndNothingWithoutThem() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            running.post(FIRST, "/v2/orders", limit("buy", "140", 1, ""));
            running.post(FIRST, "/v2/orders", limit("sell", "160", 1, ",\"reduce_only\":true"));
            running.post(
                    FIRST,
                    "/v2/orders",
                    "{\"product_id\":14823,\"size\":2,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true,\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"145\"}");

            running.delete(FIRST, "/v2/orders/all", "{\"product_id\":14823}");
            int untouched = running.get(FIRST, "/v2/orders").result().size();
            running.delete(FIRST, "/v2/orders/all", "{\"product_id\":14823,\"cancel_limit_orders\":\"true\"}");
            JsonNode left = running.get(FIRST, "/v2/orders").result();

            assertThat(untouched).isEqualTo(3);
            assertThat(left).hasSize(2);
            assertThat(left.get(0).path("stop_order_type").asText()).isEqualTo("stop_loss_order");
            assertThat(left.get(1).path("reduce_only").asBoolean()).isTrue();
        }
    }

    @Test
    void aBatchAnswersOnlyWhatItDid() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(
                    FIRST,
                    "/v2/orders/batch",
                    "{\"product_id\":14823,\"orders\":[{\"size\":1,\"side\":\"buy\",\"limit_price\":\"140\"},"
                            + "{\"size\":0,\"side\":\"buy\",\"limit_price\":\"140\"},"
                            + "{\"size\":2,\"side\":\"sell\",\"limit_price\":\"160\"}]}");

            assertThat(answer.result()).hasSize(2);
            assertThat(running.get(FIRST, "/v2/orders").result()).hasSize(2);
        }
    }

    @Test
    void aBatchEditsAndCancelsWhatItNames() throws IOException {
        try (var running = RunningExchange.of("150")) {
            long first = id(running.post(FIRST, "/v2/orders", limit("buy", "140", 1, "")));
            long second = id(running.post(FIRST, "/v2/orders", limit("buy", "141", 1, "")));

            Answer edited = running.put(
                    FIRST,
                    "/v2/orders/batch",
                    "{\"product_id\":14823,\"orders\":[{\"id\":%d,\"size\":1,\"limit_price\":\"139\"},{\"id\":7,\"size\":1,\"limit_price\":\"139\"}]}"
                            .formatted(first));
            Answer cancelled = running.delete(
                    FIRST, "/v2/orders/batch", "{\"product_id\":14823,\"orders\":[{\"id\":%d}]}".formatted(second));

            assertThat(edited.result()).hasSize(1);
            assertThat(edited.result().get(0).path("limit_price").asText()).isEqualTo("139");
            assertThat(cancelled.result()).hasSize(1);
            assertThat(cancelled.result().get(0).path("state").asText()).isEqualTo("cancelled");
            assertThat(running.get(FIRST, "/v2/orders").result()).hasSize(1);
        }
    }

    @Test
    void aStopWaitsForItsTriggerAndThenClosesAtTheMarket() throws IOException {
        try (var running = RunningExchange.of("146", "145", "144")) {
            running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            JsonNode placed = running.post(
                            FIRST,
                            "/v2/orders",
                            "{\"product_id\":14823,\"size\":2,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true,"
                                    + "\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"145\"}")
                    .result();
            running.advance(1);
            int fillsBefore = running.get(FIRST, "/v2/fills").result().size();

            running.advance(1);

            assertThat(placed.path("state").asText()).isEqualTo("pending");
            assertThat(fillsBefore).isOne();
            JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);
            assertThat(fill.path("price").asText()).isEqualTo("145");
            assertThat(fill.path("order_id").asLong())
                    .isEqualTo(placed.path("id").asLong());
        }
    }

    @Test
    void closeAllClosesEveryPosition() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            running.post(SECOND, "/v2/orders", BUY_MARKET);

            Answer closed = running.post(
                    FIRST,
                    "/v2/positions/close_all",
                    "{\"close_all_portfolio\":true,\"close_all_isolated\":true,\"user_id\":0}");

            assertThat(closed.status()).isEqualTo(200);
            assertThat(running.get(FIRST, "/v2/positions/margined").result()).isEmpty();
            assertThat(running.get(SECOND, "/v2/positions/margined").result()).hasSize(1);
        }
    }

    @Test
    void theStopOfABracketWaitsForTheFillAndTheTargetGoesWithIt() throws IOException {
        try (var running = RunningExchange.of("150", "144.9999", "142", "139.5")) {
            running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
            running.post(
                    FIRST,
                    "/v2/orders",
                    limit(
                            "buy",
                            "145",
                            3,
                            ",\"bracket_stop_loss_price\":\"140\",\"bracket_take_profit_price\":\"160\""));
            int before =
                    running.get(FIRST, "/v2/orders?states=pending").result().size();

            running.advance(2);
            JsonNode legs = running.get(FIRST, "/v2/orders?states=pending").result();
            running.advance(2);
            JsonNode history = running.get(FIRST, "/v2/orders/history").result();

            assertThat(before).isZero();
            assertThat(legs).hasSize(2);
            assertThat(legs.get(1).path("stop_order_type").asText()).isEqualTo("stop_loss_order");
            assertThat(legs.get(1).path("size").asInt()).isEqualTo(3);
            assertThat(legs.get(1).path("side").asText()).isEqualTo("sell");
            assertThat(legs.get(1).path("bracket_order").asBoolean()).isTrue();
            assertThat(legs.get(1).path("reduce_only").asBoolean()).isTrue();
            assertThat(history).hasSize(3);
            assertThat(history.get(0).path("stop_order_type").asText()).isEqualTo("take_profit_order");
            assertThat(history.get(0).path("state").asText()).isEqualTo("cancelled");
            assertThat(history.get(1).path("state").asText()).isEqualTo("closed");
            assertThat(history.get(1).path("average_fill_price").asText()).isEqualTo("139.5");
            assertThat(running.get(FIRST, "/v2/positions?product_id=14823")
                            .result()
                            .path("size")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void theTargetOfABracketClosesThePositionAndTheStopGoesWithIt() throws IOException {
        try (var running = RunningExchange.of("150", "160")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            Answer bracket = running.post(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"140\"},"
                            + "\"take_profit_order\":{\"order_type\":\"market_order\",\"stop_price\":\"160\"}}");
            Answer second = running.post(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"141\"}}");

            running.advance(2);

            assertThat(bracket.result().path("stop_loss_order").path("state").asText())
                    .isEqualTo("pending");
            assertThat(bracket.result().path("take_profit_order").path("size").asInt())
                    .isEqualTo(2);
            assertThat(second.code()).isEqualTo("bracket_order_exists");
            assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
            assertThat(running.get(FIRST, "/v2/positions/margined").result()).isEmpty();
            // 1000 + 2 x 10 - 2 x (150 + 160) x 0.00059
            assertThat(running.get(FIRST, "/v2/wallet/balances")
                            .result()
                            .get(0)
                            .path("balance")
                            .asText())
                    .isEqualTo("1019.6342");
        }
    }

    @Test
    void aBracketNeedsAPosition() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"stop_price\":\"140\"}}");

            assertThat(answer.code()).isEqualTo("no_open_position");
        }
    }

    @Test
    void theBracketOfAnEntryIsMovedWhileTheEntryRests() throws IOException {
        try (var running = RunningExchange.of("150", "148.9", "147")) {
            String entry = limit("buy", "149", 2, ",\"bracket_stop_loss_price\":\"140\"");
            long entryId =
                    running.post(FIRST, "/v2/orders", entry).result().path("id").asLong();

            running.put(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"id\":%d,\"product_id\":14823,\"bracket_stop_loss_price\":\"148\"}".formatted(entryId));
            running.advance(3);

            JsonNode fills = running.get(FIRST, "/v2/fills").result();
            assertThat(fills).hasSize(2);
            assertThat(fills.get(0).path("price").asText()).isEqualTo("147");
        }
    }

    @Test
    void theBracketOfAFilledEntryIsNotFoundAndItsLegIsMovedAsAnOrder() throws IOException {
        try (var running = RunningExchange.of("150", "147")) {
            long entryId = running.post(
                            FIRST, "/v2/orders", BUY_MARKET.replace("}", ",\"bracket_stop_loss_price\":\"140\"}"))
                    .result()
                    .path("id")
                    .asLong();
            JsonNode leg =
                    running.get(FIRST, "/v2/orders?states=pending").result().get(0);

            Answer ofTheEntry = running.put(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"id\":%d,\"product_id\":14823,\"bracket_stop_loss_price\":\"148\"}".formatted(entryId));
            Answer ofTheLeg = running.put(
                    FIRST,
                    "/v2/orders",
                    "{\"id\":%d,\"product_id\":14823,\"size\":2,\"stop_price\":\"148\"}"
                            .formatted(leg.path("id").asLong()));
            running.advance(2);

            assertThat(ofTheEntry.status()).isEqualTo(404);
            assertThat(ofTheEntry.code()).isEqualTo("open_order_not_found");
            assertThat(ofTheLeg.status()).isEqualTo(200);
            JsonNode fills = running.get(FIRST, "/v2/fills").result();
            assertThat(fills.get(0).path("price").asText()).isEqualTo("147");
        }
    }

    @Test
    void whatIsPostOnlyAndWouldTradeAtOnceComesBackCancelled() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer answer = running.post(FIRST, "/v2/orders", limit("buy", "150", 1, ",\"post_only\":\"true\""));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.result().path("state").asText()).isEqualTo("cancelled");
            assertThat(answer.result().path("cancellation_reason").asText()).isEqualTo("immediate_execution_post_only");
            assertThat(answer.result().path("unfilled_size").asInt()).isEqualTo(1);
            assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
        }
    }

    @Test
    void anEntryWithABracketIsRefusedWhileThereIsAPosition() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            Answer answer =
                    running.post(FIRST, "/v2/orders", limit("buy", "149", 1, ",\"bracket_stop_loss_price\":\"140\""));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("bracket_order_position_exists");
        }
    }

    @ParameterizedTest
    @CsvSource({"stop_loss_order, 150", "stop_loss_order, 151", "take_profit_order, 150", "take_profit_order, 149"})
    void aLegThatWouldTriggerAtOnceIsRefused(String leg, String stop) throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            Answer answer = running.post(
                    FIRST,
                    "/v2/orders/bracket",
                    "{\"product_id\":14823,\"%s\":{\"order_type\":\"market_order\",\"stop_price\":\"%s\"}}"
                            .formatted(leg, stop));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("bracket_order_immediate_execution");
            assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
        }
    }

    @Test
    void whatLacksMarginIsToldWhatThereIsAndHowMuchMoreItTakes() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
            // 50 x 150 / 10 = 750 of 1000 are in it already.
            long id = running.post(FIRST, "/v2/orders", limit("buy", "150", 50, ",\"post_only\":false"))
                    .result()
                    .path("id")
                    .asLong();
            long resting = running.post(FIRST, "/v2/orders", limit("buy", "100", 10, ""))
                    .result()
                    .path("id")
                    .asLong();

            // 1000 - 750 - 10 x 100 / 10, less the fee of the fill: 50 x 150 x 0.00059 = 4.425
            JsonNode placed = running.post(FIRST, "/v2/orders", limit("buy", "100", 20, ""))
                    .body()
                    .path("error");
            JsonNode edited = running.put(
                            FIRST, "/v2/orders", "{\"id\":%d,\"product_id\":14823,\"size\":30}".formatted(resting))
                    .body()
                    .path("error");

            assertThat(id).isPositive();
            assertThat(placed.path("code").asText()).isEqualTo("insufficient_margin");
            assertThat(placed.path("context").path("available_balance").asText())
                    .isEqualTo("145.575");
            // 20 x 100 / 10 - 145.575
            assertThat(placed.path("context")
                            .path("required_additional_balance")
                            .asText())
                    .isEqualTo("54.425");
            // It has 100 of its 300 already.
            assertThat(edited.path("context")
                            .path("required_additional_balance")
                            .asText())
                    .isEqualTo("54.425");
        }
    }

    @Test
    void leverageIsOfOneAccountAndProductAndSetsTheMargin() throws IOException {
        try (var running = RunningExchange.of("150")) {
            Answer set = running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            Answer tooHigh = running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":101}");

            JsonNode position =
                    running.get(FIRST, "/v2/positions/margined").result().get(0);

            assertThat(set.result().path("leverage").asText()).isEqualTo("10");
            assertThat(tooHigh.code()).isEqualTo("max_leverage_exceeded");
            assertThat(position.path("margin").asText()).isEqualTo("30");
            // 150 x (1 - (1/10 - 0.005))
            assertThat(position.path("liquidation_price").asText()).isEqualTo("135.75");
            assertThat(position.path("bankruptcy_price").asText()).isEqualTo("135");
            assertThat(running.get(SECOND, "/v2/products/14823/orders/leverage")
                            .result()
                            .path("leverage")
                            .asText())
                    .isEqualTo("100");
        }
    }

    @Test
    void twoSubAccountsAreTwoAccounts() throws IOException {
        try (var running = RunningExchange.of("150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);
            long id = running.post(FIRST, "/v2/orders", limit("buy", "140", 1, ""))
                    .result()
                    .path("id")
                    .asLong();

            Answer foreign = running.delete(SECOND, "/v2/orders", "{\"id\":%d}".formatted(id));

            assertThat(foreign.code()).isEqualTo("open_order_not_found");
            assertThat(running.get(SECOND, "/v2/orders").result()).isEmpty();
            assertThat(running.get(SECOND, "/v2/fills").result()).isEmpty();
            assertThat(running.get(SECOND, "/v2/positions?product_id=14823")
                            .result()
                            .path("size")
                            .asInt())
                    .isZero();
            assertThat(running.get(SECOND, "/v2/wallet/balances")
                            .result()
                            .get(0)
                            .path("balance")
                            .asText())
                    .isEqualTo("1000");
            assertThat(running.get(FIRST, "/v2/orders").result()).hasSize(1);
        }
    }

    @Test
    void historyGoesOnWhereItsPageEnded() throws IOException {
        try (var running = RunningExchange.of("150")) {
            for (int i = 0; i < 5; i++) {
                running.post(FIRST, "/v2/orders", BUY_MARKET);
            }
            var ids = new ArrayList<Long>();
            String after = "";
            for (int page = 0; page < 3; page++) {
                Answer answer = running.get(FIRST, "/v2/orders/history?page_size=2" + after);
                answer.result().forEach(order -> ids.add(order.path("id").asLong()));
                after = "&after=" + answer.body().path("meta").path("after").asText();
            }

            assertThat(after).isEqualTo("&after=null");
            assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @Test
    void whatIsHeldOverFundingPaysIt() throws IOException {
        try (var running = RunningExchange.hourly("150", "150", "150", "150")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            running.advance(4);

            JsonNode transactions =
                    running.get(FIRST, "/v2/wallet/transactions").result();
            assertThat(transactions).hasSize(3);
            assertThat(transactions.get(0).path("transaction_type").asText()).isEqualTo("funding");
            assertThat(transactions.get(0).path("created_at").asText()).isEqualTo("2025-01-01T16:00:00.000000Z");
            // 2 x 150 x 0.0001
            assertThat(transactions.get(0).path("amount").asText()).isEqualTo("-0.03");
        }
    }

    @Test
    void aMarketThatStandsForADayBooksEachInstantAtItsTime() throws IOException {
        try (var running = RunningExchange.daily("160")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            running.advance(1);

            List<String> bookings = new ArrayList<>();
            running.get(FIRST, "/v2/wallet/transactions?transaction_types=funding")
                    .result()
                    .forEach(booking -> bookings.add(booking.path("created_at").asText() + " "
                            + booking.path("amount").asText()));
            // 2 x 150 x 0.0001, the price before the hole; newest first.
            assertThat(bookings)
                    .containsExactly(
                            "2025-01-02T08:00:00.000000Z -0.03",
                            "2025-01-02T00:00:00.000000Z -0.03",
                            "2025-01-01T16:00:00.000000Z -0.03");
        }
    }

    @Test
    void aPositionWhoseMarginIsUsedUpIsClosedByTheExchange() throws IOException {
        try (var running = RunningExchange.of("142")) {
            running.post(FIRST, "/v2/orders", BUY_MARKET);

            running.advance(1);

            JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);
            assertThat(fill.path("fill_type").asText()).isEqualTo("liquidation");
            assertThat(fill.path("side").asText()).isEqualTo("sell");
            // Leverage 100: not beyond the bankruptcy price, 150 x (1 - 1/100).
            assertThat(fill.path("price").asText()).isEqualTo("148.5");
        }
    }

    @Test
    void withLatencyAnOrderIsAnsweredInLaterMarketTime() throws IOException {
        try (var running = RunningExchange.withLatency(1_500_000_000L, "150", "151", "152")) {
            var socket = running.privateSocket(FIRST);
            socket.subscribe("orders", "all");
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return running.post(FIRST, "/v2/orders", BUY_MARKET);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (running.get(FIRST, "/v2/rate_limits/quota")
                                    .result()
                                    .path("current_quota")
                                    .asInt()
                            % 3
                    == 0) {
                // The order has not arrived: it costs 5 units, every look 3.
                Thread.onSpinWait();
            }

            running.advance(2);

            assertThat(answer.join().result().path("created_at").asText()).isEqualTo("2025-01-01T12:00:01.500000Z");
            assertThat(answer.join().result().path("average_fill_price").asText())
                    .isEqualTo("150");
        }
    }

    private static long id(Answer order) {
        return order.result().path("id").asLong();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
