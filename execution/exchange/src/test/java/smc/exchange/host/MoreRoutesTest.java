package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;
import static smc.exchange.host.RunningExchange.READER;
import static smc.exchange.host.RunningExchange.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.ExchangeAccount;
import smc.exchange.host.RunningExchange.Answer;

/** Calls that stock clients make and ours does not: each is there, in the documented shape. */
class MoreRoutesTest {
    private static final long START_SECONDS = ScriptedFeed.START_NANOS / 1_000_000_000;
    private static final String BUY =
            "{\"product_id\":14823,\"size\":2,\"side\":\"buy\",\"order_type\":\"market_order\"}";

    private RunningExchange running;

    @BeforeEach
    void start() throws IOException {
        running = RunningExchange.of("150.5", "152", "149", "80");
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    // Market

    @Test
    void assetsAndIndicesAreThoseOfTheProducts() throws IOException {
        JsonNode assets = running.get("/v2/assets").result();
        JsonNode indices = running.get("/v2/indices").result();
        JsonNode product = running.get("/v2/products/SOLUSD").result();

        assertThat(assets.findValuesAsText("symbol")).containsExactly("USD", "SOL", "AAVE");
        assertThat(assets.get(0).path("id").asInt()).isEqualTo(14);
        assertThat(assets.findValues("id")).doesNotHaveDuplicates();
        assertThat(indices.findValuesAsText("symbol")).containsExactly(".DESOLUSD", ".DEAAVEUSD");
        assertThat(product.path("underlying_asset")).isEqualTo(assets.get(1));
        assertThat(product.path("settling_asset")).isEqualTo(assets.get(0));
        assertThat(product.path("spot_index")).isEqualTo(indices.get(0));
    }

    @Test
    void productsBooksAndTradesAreFoundByIdToo() throws IOException {
        running.advance(1);
        for (String path : new String[] {"/v2/products/", "/v2/l2orderbook/", "/v2/trades/"}) {
            Answer byId = running.get(path + "14823");

            assertThat(byId.status()).isEqualTo(200);
            assertThat(byId.body())
                    .as(path)
                    .isEqualTo(running.get(path + "SOLUSD").body());
        }
        assertThat(running.get("/v2/products?states=expired").result()).isEmpty();
        assertThat(running.get("/v2/products?states=live").result()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "SOLUSD, 150, 152, 150, 152, 20",
        "MARK:SOLUSD, 150, 152, 150, 152, null",
        ".DESOLUSD, 150, 152, 150, 152, null",
        "FUNDING:SOLUSD, 0.01, 0.01, 0.01, 0.01, null",
        "OI:SOLUSD, 0, 0, 0, 0, null"
    })
    void candlesAreOfTradesMarkIndexFundingAndOpenInterest(
            String symbol, String open, String high, String low, String close, String volume) throws IOException {
        try (var from150 = RunningExchange.of("150", "152")) {
            from150.advance(2);

            JsonNode candle = from150.get("/v2/history/candles?resolution=1m&symbol=%s&start=%d&end=%d"
                            .formatted(symbol, START_SECONDS, START_SECONDS))
                    .result()
                    .get(0);

            assertThat(candle.path("time").asLong()).isEqualTo(START_SECONDS);
            assertThat(candle.path("open").asText()).isEqualTo(open);
            assertThat(candle.path("high").asText()).isEqualTo(high);
            assertThat(candle.path("low").asText()).isEqualTo(low);
            assertThat(candle.path("close").asText()).isEqualTo(close);
            assertThat(candle.path("volume").asText("null")).isEqualTo(volume);
            assertThat(candle.path("open").isNumber()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"MARK:NOPE", ".DENOPEUSD", "FUNDING:NOPE", "XX:SOLUSD"})
    void candlesOfWhatThereIsNotAreRefused(String symbol) throws IOException {
        Answer answer = running.get("/v2/history/candles?resolution=1m&symbol=" + symbol + "&start=1&end=2");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_contract");
    }

    @Test
    void sparklinesAreTheClosesOfTheLastHoursOldestFirst() throws IOException {
        running.advance(1);

        JsonNode lines = running.get("/v2/history/sparklines?symbols=SOLUSD,MARK:SOLUSD,NOPE")
                .result();

        assertThat(lines.properties()).hasSize(2);
        JsonNode line = lines.path("SOLUSD");
        assertThat(line.get(line.size() - 1).toString()).isEqualTo("[" + START_SECONDS + ",150.5]");
        assertThat(lines.path("MARK:SOLUSD")).isEqualTo(line);
    }

    // Trailing stops

    @Test
    void aTrailingStopFollowsThePriceUpAndNeverDown() throws IOException {
        running.post(FIRST, "/v2/orders", BUY);
        Answer placed = running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":2,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true,"
                        + "\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"-2.5\"}");
        assertThat(placed.result().path("stop_price").asText()).isEqualTo("147.5"); // 150 - 2.5
        assertThat(placed.result().path("trail_amount").asText()).isEqualTo("-2.5");

        running.advance(2);

        JsonNode at152 = running.get(FIRST, "/v2/orders").result().get(0);
        assertThat(at152.path("stop_price").asText()).isEqualTo("149.5");
        running.advance(1); // 149
        assertThat(running.get(FIRST, "/v2/orders").result()).isEmpty();
        JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);
        assertThat(fill.path("side").asText()).isEqualTo("sell");
        assertThat(fill.path("price").asText()).isEqualTo("149");
    }

    @Test
    void aTrailingStopOfAShortFollowsThePriceDown() throws IOException {
        running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
        running.post(FIRST, "/v2/orders", BUY.replace("buy", "sell"));
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":2,\"side\":\"buy\",\"order_type\":\"market_order\",\"reduce_only\":true,"
                        + "\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"5\"}");

        running.advance(3); // 150.5, 152, 149

        assertThat(running.get(FIRST, "/v2/orders")
                        .result()
                        .get(0)
                        .path("stop_price")
                        .asText())
                .isEqualTo("154");
    }

    @Test
    void theLegOfABracketTrails() throws IOException {
        running.post(FIRST, "/v2/orders", BUY.replace("}", ",\"bracket_trail_amount\":\"2\"}"));
        running.advance(2);

        JsonNode leg = running.get(FIRST, "/v2/orders?states=pending").result().get(0);

        assertThat(leg.path("bracket_order").asBoolean()).isTrue();
        assertThat(leg.path("stop_price").asText()).isEqualTo("150");
    }

    @Test
    void aTrailIsEditedAndAPriceEndsIt() throws IOException {
        running.post(FIRST, "/v2/orders", BUY);
        long id = running.post(
                        FIRST,
                        "/v2/orders/bracket",
                        "{\"product_id\":14823,\"stop_loss_order\":{\"order_type\":\"market_order\",\"trail_amount\":\"3\"}}")
                .result()
                .path("stop_loss_order")
                .path("id")
                .asLong();

        String nearer = edited(id, "\"trail_amount\":\"1\"").path("stop_price").asText();
        JsonNode fixed = edited(id, "\"stop_price\":\"140\"");
        running.advance(1);

        assertThat(nearer).isEqualTo("149");
        assertThat(fixed.path("trail_amount").isNull()).isTrue();
        assertThat(running.get(FIRST, "/v2/orders")
                        .result()
                        .get(0)
                        .path("stop_price")
                        .asText())
                .isEqualTo("140");
    }

    private JsonNode edited(long id, String change) throws IOException {
        return running.put(FIRST, "/v2/orders", "{\"id\":%d,\"product_id\":14823,\"size\":2,%s}".formatted(id, change))
                .result();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stop_order_type\":\"stop_loss_order\"",
                "\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"0\"",
                "\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"0.00001\"",
                "\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"2\",\"stop_price\":\"160\"",
                "\"stop_order_type\":\"take_profit_order\",\"trail_amount\":\"2\"",
                "\"bracket_trail_amount\":\"2\",\"bracket_stop_loss_price\":\"140\""
            })
    void aTrailThatIsNoneIsRefused(String fields) throws IOException {
        Answer answer = running.post(FIRST, "/v2/orders", BUY.replace("}", "," + fields + "}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("bad_schema");
    }

    // Margin

    @Test
    void marginThatIsAddedMovesTheLiquidationAndComesBackWithThePosition() throws IOException {
        running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"10\"}");
        running.post(FIRST, "/v2/orders", BUY);
        // 2 x 150 / 10 = 30; liquidation at 150 x (1 - 0.1 + 0.005) = 135.75
        JsonNode before = running.get(FIRST, "/v2/positions/margined").result().get(0);

        JsonNode after = running.post(
                        FIRST, "/v2/positions/change_margin", "{\"product_id\":14823,\"delta_margin\":\"120\"}")
                .result();
        running.advance(4); // 80: 120 / 2 further down is 75.75
        JsonNode held = running.get(FIRST, "/v2/positions/margined").result();
        running.post(FIRST, "/v2/positions/close_all", "{\"close_all_isolated\":true}");

        assertThat(before.path("liquidation_price").asText()).isEqualTo("135.75");
        assertThat(after.path("margin").asText()).isEqualTo("150");
        assertThat(after.path("liquidation_price").asText()).isEqualTo("75.75");
        assertThat(held).hasSize(1);
        JsonNode wallet = running.get(FIRST, "/v2/wallet/balances").result().get(0);
        assertThat(wallet.path("position_margin").asText()).isEqualTo("0");
        assertThat(wallet.path("available_balance")).isEqualTo(wallet.path("balance"));
    }

    @Test
    void marginThatIsNotThereIsNeitherAddedNorTakenBack() throws IOException {
        String change = "{\"product_id\":14823,\"delta_margin\":\"%s\"}";
        Answer flat = running.post(FIRST, "/v2/positions/change_margin", change.formatted("1"));
        running.post(FIRST, "/v2/orders", BUY);

        Answer tooMuch = running.post(FIRST, "/v2/positions/change_margin", change.formatted("1000"));
        running.post(FIRST, "/v2/positions/change_margin", change.formatted("5"));
        Answer tooFar = running.post(FIRST, "/v2/positions/change_margin", change.formatted("-5.01"));
        Answer back = running.post(FIRST, "/v2/positions/change_margin", change.formatted("-5"));

        assertThat(flat.code()).isEqualTo("no_open_position");
        assertThat(tooMuch.code()).isEqualTo("insufficient_margin");
        assertThat(tooFar.code()).isEqualTo("bad_schema");
        assertThat(back.result().path("margin").asText()).isEqualTo("3"); // 2 x 150 / 100
    }

    @Test
    void aPositionIsTakenWholeAtTheOthersPriceWhereverTheMarketIs() throws IOException {
        running.post(FIRST, "/v2/orders", BUY);

        running.deleverage(1, "SOLUSD", "160");

        JsonNode fill = running.get(FIRST, "/v2/fills").result().get(0);
        assertThat(fill.path("fill_type").asText()).isEqualTo("adl");
        assertThat(fill.path("side").asText()).isEqualTo("sell");
        assertThat(fill.path("size").asText()).isEqualTo("2");
        assertThat(fill.path("price").asText()).isEqualTo("160");
        assertThat(running.get(FIRST, "/v2/positions/margined").result()).isEmpty();
    }

    @Test
    void onlyWhatIsThereIsTaken() throws IOException {
        assertThat(running.deleverage(1, "SOLUSD", "160").code()).isEqualTo("no_open_position");
        assertThat(running.deleverage(77, "SOLUSD", "160").code()).isEqualTo("bad_schema");
        assertThat(running.deleverage(1, "BTCUSD", "160").code()).isEqualTo("invalid_contract");
        assertThat(running.deleverage(1, "SOLUSD", "").code()).isEqualTo("bad_schema");
    }

    @Test
    void thePartOfTheAddedMarginGoesWithThePartOfThePosition() throws IOException {
        running.post(FIRST, "/v2/orders", BUY);
        running.post(FIRST, "/v2/positions/change_margin", "{\"product_id\":14823,\"delta_margin\":\"10\"}");

        running.post(FIRST, "/v2/orders", BUY.replace("buy", "sell").replace("\"size\":2", "\"size\":1"));

        // 1 x 150 / 100 + 5
        assertThat(running.get(FIRST, "/v2/positions/margined")
                        .result()
                        .get(0)
                        .path("margin")
                        .asText())
                .isEqualTo("6.5");
    }

    @Test
    void anAccountsMarginModeIsKeptAndShownAndNoLeverageIsSetInASharedOne() throws IOException {
        String leverage = "/v2/products/14823/orders/leverage";
        Answer isolated = running.signed(
                FIRST, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"isolated\",\"subaccount_user_id\":\"2\"}");
        Answer portfolio = running.signed(FIRST, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"portfolio\"}");
        JsonNode shown = running.get(FIRST, leverage).result();
        Answer set = running.post(FIRST, leverage, "{\"leverage\":\"10\"}");
        Answer back = running.signed(FIRST, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"isolated\"}");
        Answer wrong = running.signed(FIRST, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"cross\"}");

        assertThat(isolated.result().path("margin_mode").asText()).isEqualTo("isolated");
        assertThat(isolated.result().path("id").asText()).isEqualTo("2");
        assertThat(portfolio.result().path("margin_mode").asText()).isEqualTo("portfolio");
        assertThat(shown.path("margin_mode").asText()).isEqualTo("portfolio");
        assertThat(set.code()).isEqualTo("trading_not_allowed_on_current_margin_mode");
        assertThat(back.result().path("margin_mode").asText()).isEqualTo("isolated");
        assertThat(running.post(FIRST, leverage, "{\"leverage\":\"10\"}").code())
                .isEmpty();
        assertThat(wrong.code()).isEqualTo("bad_schema");
    }

    // Users

    @Test
    void theMainAccountSeesItsSubAccountsAndASubAccountItself() throws IOException {
        JsonNode ofMain = running.get(FIRST, "/v2/sub_accounts").result();
        JsonNode ofSub = running.get(SECOND, "/v2/sub_accounts").result();

        assertThat(ofMain.findValuesAsText("account_name")).containsExactly("first", "second", "reader");
        assertThat(ofMain.findValuesAsText("is_sub_account")).containsExactly("false", "true", "true");
        assertThat(ofSub.findValuesAsText("id")).containsExactly("2");
    }

    /** Closed to keys since 2026-08-19, and recorded so on production (docs/delta-exchange.md, section 1). */
    @Test
    void theProfileTakesNoKey() throws IOException {
        Answer answer = running.get(FIRST, "/v2/profile");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthorized_api_access");
    }

    @Test
    void preferencesAreReadAndWhatIsOffHereStaysOff() throws IOException {
        Answer off = running.put(FIRST, "/v2/users/trading_preferences", "{\"default_auto_topup\":false}");
        Answer on = running.put(FIRST, "/v2/users/trading_preferences", "{\"default_auto_topup\":true}");

        assertThat(off.body())
                .isEqualTo(running.get(FIRST, "/v2/users/trading_preferences").body());
        assertThat(off.result().path("user_id").asInt()).isEqualTo(1);
        assertThat(on.code()).isEqualTo("unsupported");
    }

    @Test
    void moneyGoesFromOneAccountToAnotherAndIsBookedWithBoth() throws IOException {
        String transfer =
                "{\"transferrer_user_id\":\"1\",\"transferee_user_id\":\"2\",\"asset_symbol\":\"USD\",\"amount\":\"%s\"}";
        Answer done = running.post(FIRST, "/v2/wallets/sub_account_balance_transfer", transfer.formatted("250.5"));
        Answer tooMuch = running.post(FIRST, "/v2/wallets/sub_account_balance_transfer", transfer.formatted("750"));
        Answer ofASub = running.post(SECOND, "/v2/wallets/sub_account_balance_transfer", transfer.formatted("1"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(tooMuch.code()).isEqualTo("insufficient_margin");
        assertThat(ofASub.code()).isEqualTo("bad_schema");
        assertThat(balance(FIRST)).isEqualTo("749.5");
        assertThat(balance(SECOND)).isEqualTo("1250.5");
        JsonNode booked = running.get(SECOND, "/v2/wallet/transactions?transaction_types=sub_account_transfer")
                .result()
                .get(0);
        assertThat(booked.path("amount").asText()).isEqualTo("250.5");
        assertThat(booked.path("balance").asText()).isEqualTo("1250.5");
        JsonNode history = running.get(FIRST, "/v2/wallets/sub_accounts_transfer_history?subaccount_user_id=2")
                .result();
        assertThat(history).hasSize(1);
        assertThat(history.get(0).path("amount").asText()).isEqualTo("250.5");
        assertThat(history.get(0).path("transferee_user").path("account_name").asText())
                .isEqualTo("second");
        // The gain of a trade after it is not mistaken for the transfer.
        running.post(SECOND, "/v2/orders", BUY);
        assertThat(running.get(SECOND, "/v2/wallet/transactions?transaction_types=cashflow")
                        .result())
                .isEmpty();
    }

    private String balance(ExchangeAccount account) throws IOException {
        return running.get(account, "/v2/wallet/balances")
                .result()
                .get(0)
                .path("balance")
                .asText();
    }

    @Test
    void theFirstDepositIsDatedByTheMarket() throws IOException {
        JsonNode deposit =
                running.get(FIRST, "/v2/wallet/transactions").result().get(0);

        assertThat(deposit.path("transaction_type").asText()).isEqualTo("deposit");
        assertThat(deposit.path("created_at").asText()).isEqualTo("2025-01-01T12:00:00.000000Z");
    }

    @Test
    void aPositionThatNeverWasHasNoTime() throws IOException {
        JsonNode flat = running.get(FIRST, "/v2/positions?underlying_asset_symbol=SOL")
                .result()
                .get(0);

        assertThat(flat.path("created_at").isNull()).isTrue();
    }

    /** Asked without a key it is that of the address (docs/delta-exchange.md, section 3.2). */
    @Test
    void theQuotaIsToldWithoutAKeyToo() throws IOException {
        running.get("/v2/products");
        running.get("/v2/trades/SOLUSD");
        running.get("/v2/assets");

        JsonNode ofTheAddress = running.get("/v2/rate_limits/quota").result();
        JsonNode ofTheAccount = running.get(FIRST, "/v2/rate_limits/quota").result();

        assertThat(ofTheAddress.path("current_quota").asInt()).isEqualTo(4 * 3);
        assertThat(ofTheAccount.path("current_quota").asInt()).isEqualTo(3);
    }

    // Who asks, and how

    /** Recorded on production: the code stands as text in the place of the object (docs/delta-exchange.md, sections 2.3 and 10). */
    @Test
    void aQuerySignedWithoutItsQuestionMarkIsToldAsText() throws IOException {
        String timestamp = Long.toString(running.wallMillis.get() / 1_000);
        String path = "/v2/orders?states=open";

        Answer answer = running.send(running.request("GET", path, "")
                .header("User-Agent", "test")
                .header("api-key", FIRST.apiKey())
                .header("timestamp", timestamp)
                .header(
                        "signature",
                        RunningExchange.hmac(FIRST.apiSecret(), "GET" + timestamp + path.replace("?", ""))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().body()).isEqualTo("{\"error\":\"unauthorized\",\"success\":false}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"application/json|200", "*/*|200", "text/html, application/*;q=0.5|200", "text/html|406"})
    void whoDoesNotWantJsonGetsNone(String accept, int status) throws IOException {
        Answer answer = running.send(running.request("GET", "/v2/products", "")
                .header("User-Agent", "test")
                .header("Accept", accept));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aReaderMovesNothing() throws IOException {
        for (String path : new String[] {
            "/v2/positions/change_margin",
            "/v2/wallets/sub_account_balance_transfer",
            "/v2/heartbeat/create",
            "/v2/heartbeat"
        }) {
            assertThat(running.post(READER, path, "{}").code()).as(path).isEqualTo("unauthorized_api_access");
        }
    }

    @Test
    void closeAllLeavesWhatIsIsolatedIfItIsToldTo() throws IOException {
        running.post(FIRST, "/v2/orders", BUY);

        running.post(FIRST, "/v2/positions/close_all", "{\"close_all_portfolio\":true,\"close_all_isolated\":false}");
        int left = running.get(FIRST, "/v2/positions/margined").result().size();
        running.post(
                FIRST,
                "/v2/positions/close_all",
                "{\"close_all_portfolio\":true,\"close_all_isolated\":true,\"user_id\":1}");

        assertThat(left).isEqualTo(1);
        assertThat(running.get(FIRST, "/v2/positions/margined").result()).isEmpty();
    }
}
