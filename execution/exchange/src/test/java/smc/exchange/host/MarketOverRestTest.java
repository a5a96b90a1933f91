package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.exchange.MarketFeed.Hole;
import smc.exchange.MarketFeed.Row;
import smc.exchange.host.RunningExchange.Answer;
import smc.exchange.market.Candles;

/** docs/delta-exchange.md sections 3.1 and 3.3 to 3.6. */
class MarketOverRestTest {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private static final long START_SECONDS = ScriptedFeed.START_NANOS / 1_000_000_000;

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
    void productsAreListedByIdDescendingInTheDocumentedShape() throws IOException {
        Answer answer = running.get("/v2/products?contract_types=perpetual_futures&states=live");

        assertThat(answer.result()).hasSize(2);
        assertThat(answer.result().get(0).path("symbol").asText()).isEqualTo("AAVEUSD");
        JsonNode sol = answer.result().get(1);
        assertThat(sol.path("id").asInt()).isEqualTo(14_823);
        assertThat(sol.path("tick_size").asText()).isEqualTo("0.0001");
        assertThat(sol.path("contract_value").asText()).isEqualTo("1");
        assertThat(sol.path("initial_margin").asText()).isEqualTo("1");
        assertThat(sol.path("maintenance_margin").asText()).isEqualTo("0.5");
        assertThat(sol.path("taker_commission_rate").asText()).isEqualTo("0.0005");
        assertThat(sol.path("maker_commission_rate").asText()).isEqualTo("0.0002");
        assertThat(sol.path("default_leverage").asText()).isEqualTo("100.000000000000000000");
        assertThat(sol.path("position_size_limit").isIntegralNumber()).isTrue();
        assertThat(sol.path("trading_status").asText()).isEqualTo("operational");
        assertThat(sol.path("product_specs").path("rate_exchange_interval").asInt())
                .isEqualTo(28_800);
        assertThat(sol.path("settling_asset").path("id").asInt()).isEqualTo(14);
        assertThat(answer.body().path("meta").path("after").isNull()).isTrue();
    }

    @Test
    void candlesComeNewestFirstWithTheFormingOneAndBothBoundsInclusive() throws IOException {
        running.advance(3);

        JsonNode rows = candles("1m", START_SECONDS - 120, START_SECONDS + 600).result();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).toString())
                .isEqualTo("{\"time\":%d,\"open\":150.5,\"high\":152,\"low\":150.5,\"close\":151,\"volume\":30}"
                        .formatted(START_SECONDS));
        assertThat(rows.get(2).path("time").asLong()).isEqualTo(START_SECONDS - 120);
    }

    @Test
    void longerCandlesAreMadeOfTheMinutes() throws IOException {
        running.advance(3);

        JsonNode rows = candles("5m", START_SECONDS - 300, START_SECONDS).result();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).toString())
                .isEqualTo("{\"time\":%d,\"open\":149,\"high\":151,\"low\":148,\"close\":150,\"volume\":300}"
                        .formatted(START_SECONDS - 300));
    }

    private static Candles candles(List<Row> rows, Hole... holes) {
        return new Candles(rows, List.of(holes), MINUTE_NANOS);
    }

    @Test
    void whatLiesInAHoleWholeHasNoCandleAndWhatLiesInItPartlyHasOneOfWhatIsKnown() {
        var candles = candles(
                List.of(new Row(0, 5, 9, 4, 7, 3), new Row(6 * MINUTE_NANOS, 8, 8, 6, 6, 2)),
                new Hole(MINUTE_NANOS, 5 * MINUTE_NANOS));

        List<Row> minutes = candles.newestFirst(60, 0, 360, 6 * MINUTE_NANOS);
        List<Row> threes = candles.newestFirst(180, 0, 360, 6 * MINUTE_NANOS);

        assertThat(minutes)
                .containsExactly(
                        new Row(6 * MINUTE_NANOS, 8, 8, 6, 6, 2),
                        new Row(5 * MINUTE_NANOS, 7, 7, 7, 7, 0), // known, and quiet
                        new Row(0, 5, 9, 4, 7, 3));
        assertThat(threes)
                .containsExactly(
                        new Row(6 * MINUTE_NANOS, 8, 8, 6, 6, 2),
                        new Row(3 * MINUTE_NANOS, 7, 7, 7, 7, 0),
                        new Row(0, 5, 9, 4, 7, 3));
    }

    @Test
    void inAHoleNoCandleForms() {
        var candles = candles(List.of(new Row(0, 5, 9, 4, 7, 3)));
        Row quiet = candles.forming(60, MINUTE_NANOS);
        candles.onHole(new Hole(2 * MINUTE_NANOS, Long.MAX_VALUE));

        assertThat(quiet).isEqualTo(new Row(MINUTE_NANOS, 7, 7, 7, 7, 0));
        assertThat(candles.forming(60, 3 * MINUTE_NANOS)).isNull();
        assertThat(candles.newestFirst(60, 0, 600, 10 * MINUTE_NANOS)).hasSize(2);
    }

    @Test
    void ofCandlesShorterThanTheRowsNothingIsKnown() {
        var candles = new Candles(List.of(new Row(0, 5, 9, 4, 7, 3)), List.of(), 15 * MINUTE_NANOS);

        assertThat(candles.newestFirst(60, 0, 1_800, 20 * MINUTE_NANOS)).isEmpty();
        assertThat(candles.forming(60, 20 * MINUTE_NANOS)).isNull();
        assertThat(candles.newestFirst(900, 0, 1_800, 20 * MINUTE_NANOS)).hasSize(2);
    }

    @Test
    void aRangeThatIsTooLongIsCutAtTheOldEnd() {
        var rows = new ArrayList<Row>();
        for (int minute = 0; minute < 3_000; minute++) {
            rows.add(new Row(minute * 60_000_000_000L, 1, 1, 1, 1, 1));
        }

        List<Row> cut = candles(rows).newestFirst(60, 0, 1_000_000, 2_999 * 60_000_000_000L);

        assertThat(cut).hasSize(2_000);
        assertThat(cut.getFirst().openTimeNanos()).isEqualTo(2_999 * 60_000_000_000L);
        assertThat(cut.getLast().openTimeNanos()).isEqualTo(1_000 * 60_000_000_000L);
    }

    @Test
    void anIntervalWithoutTradesIsFlatAtTheCloseBefore() {
        var candles = candles(List.of(new Row(0, 5, 9, 4, 7, 3)));
        candles.onTrade(180_000_000_000L, 8, 2);

        List<Row> rows = candles.newestFirst(60, 0, 180, 180_000_000_000L);

        assertThat(rows)
                .containsExactly(
                        new Row(180_000_000_000L, 8, 8, 8, 8, 2),
                        new Row(120_000_000_000L, 7, 7, 7, 7, 0),
                        new Row(60_000_000_000L, 7, 7, 7, 7, 0),
                        new Row(0, 5, 9, 4, 7, 3));
    }

    @Test
    void beforeTheListingThereAreNoCandles() throws IOException {
        assertThat(candles("1m", 0, 1_000_000).result()).isEmpty();
        assertThat(candles("1m", START_SECONDS, START_SECONDS - 600).result()).isEmpty();
    }

    @Test
    void theTickerTellsTheMarketWithTheDocumentedTypes() throws IOException {
        running.advance(2);

        JsonNode ticker = running.get("/v2/tickers/SOLUSD").result();

        assertThat(ticker.path("close").isNumber()).isTrue();
        assertThat(ticker.path("close").asText()).isEqualTo("152");
        assertThat(ticker.path("low").asText()).isEqualTo("148");
        assertThat(ticker.path("mark_price").isTextual()).isTrue();
        assertThat(ticker.path("mark_price").asText()).isEqualTo("152");
        assertThat(ticker.path("funding_rate").asText()).isEqualTo("0.01");
        assertThat(ticker.path("quotes").path("best_ask").asText()).isEqualTo("152");
        assertThat(ticker.path("quotes").path("best_bid").asText()).isEqualTo("151.9999");
        assertThat(ticker.path("price_band").path("upper_limit").asText()).isEqualTo("167.2");
        assertThat(ticker.path("timestamp").asLong()).isEqualTo((START_SECONDS + 2) * 1_000_000);
        assertThat(running.get("/v2/tickers?underlying_asset_symbols=SOL").result())
                .hasSize(1);
    }

    @Test
    void theBookIsSortedFromTheBestAndAtMostTwentyDeep() throws IOException {
        running.advance(1);

        JsonNode book = running.get("/v2/l2orderbook/SOLUSD?depth=500").result();

        assertThat(book.path("buy")).hasSize(20);
        assertThat(book.path("sell")).hasSize(20);
        assertThat(book.path("buy").get(0).path("price").asText()).isEqualTo("150.4999");
        assertThat(book.path("buy").get(1).path("price").asText()).isEqualTo("150.4998");
        assertThat(book.path("sell").get(0).path("price").asText()).isEqualTo("150.5");
        assertThat(book.path("sell").get(0).path("size").isIntegralNumber()).isTrue();
    }

    @Test
    void publicTradesAreABareListWithTheRolesOfBothSides() throws IOException {
        running.advance(2);

        JsonNode trades = running.get("/v2/trades/SOLUSD").result();

        assertThat(trades.get(0).toString())
                .isEqualTo(
                        "{\"buyer_role\":\"maker\",\"seller_role\":\"taker\",\"size\":10,\"price\":\"152\",\"symbol\":\"SOLUSD\",\"timestamp\":%d}"
                                .formatted((START_SECONDS + 2) * 1_000_000));
        assertThat(trades.get(1).path("buyer_role").asText()).isEqualTo("taker");
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/products/NOPE, 400, invalid_contract",
        "/v2/l2orderbook/NOPE, 400, invalid_contract",
        "/v2/l2orderbook/SOLUSD?depth=abc, 400, bad_schema",
        "/v2/history/candles?resolution=1m&symbol=SOLUSD, 400, bad_schema",
        "/v2/history/candles?resolution=7d&symbol=SOLUSD&start=1&end=2, 400, bad_schema",
        "/v2/wallet/balances, 401, invalid_api_key"
    })
    void errorsAreThoseOfTheReference(String path, int status, String code) throws IOException {
        Answer answer = running.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void anUnknownTickerIsNullAndAnUnknownPathIsPlainText() throws IOException {
        Answer ticker = running.get("/v2/tickers/NOPE");
        Answer path = running.get("/v2/nope");

        assertThat(ticker.status()).isEqualTo(200);
        assertThat(ticker.body().get("result").isNull()).isTrue();
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.response().body()).isEqualTo("Not Found");
        assertThat(running.send(running.request("DELETE", "/v2/products", "").header("User-Agent", "test"))
                        .status())
                .isEqualTo(405);
    }

    private Answer candles(String resolution, long startSeconds, long endSeconds) throws IOException {
        return running.get("/v2/history/candles?resolution=%s&symbol=SOLUSD&start=%d&end=%d"
                .formatted(resolution, startSeconds, endSeconds));
    }
}
