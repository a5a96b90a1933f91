package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.host.RunningExchange.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange continues after a restart as a real one would. */
class RestartTest {
    private static final String[] PRICES = {"151", "152", "144", "143", "142"};

    @TempDir
    Path folder;

    @Test
    void ordersFillsWalletsAndThePlaceAreAsTheyWere() throws IOException {
        List<String> before;
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
            before = state(running);
        }

        try (var running = RunningExchange.in(folder, PRICES)) {
            assertThat(state(running)).isEqualTo(before);
        }
    }

    @Test
    void whatWaitedBeforeTheRestartIsStillThere() throws IOException {
        List<String> straight;
        try (var running = RunningExchange.of(PRICES)) {
            trade(running);
            running.advance(3);
            straight = state(running);
        }
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
        }

        try (var running = RunningExchange.in(folder, PRICES)) {
            running.advance(3);

            assertThat(state(running)).isEqualTo(straight);
        }
    }

    @Test
    void aLineThatWasCutOffWasNeverAnswered() throws IOException {
        List<String> before;
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
            before = state(running);
        }
        Files.writeString(folder.resolve("commands.log"), "{\"place\":2,\"comm", StandardOpenOption.APPEND);

        try (var running = RunningExchange.in(folder, PRICES)) {
            assertThat(state(running)).isEqualTo(before);
        }
    }

    /** A class or a field may be renamed without turning folders of yesterday away. */
    @Test
    void theFirstLineOfTheLogNamesNoClassOfOurs() throws IOException {
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
        }

        String first = Files.readAllLines(folder.resolve("commands.log")).getFirst();
        assertThat(first).contains("\"symbol\":\"SOLUSD\",\"tick\":\"0.0001\"");
        assertThat(first).doesNotContain("InstrumentTerms", "VenueSettings", "[terms=");
    }

    @Test
    void theLogOfAnotherExchangeIsRefused() throws IOException {
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
        }

        assertThatThrownBy(() -> RunningExchange.in(folder, "151", "152"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("commands.log:1: expected this exchange")
                .hasMessageContaining("2 trades of a test");
    }

    @Test
    void twoExchangesDoNotShareAFolder() throws IOException {
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);

            assertThatThrownBy(() -> RunningExchange.in(folder, PRICES))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another exchange runs on this folder");
        }
    }

    @Test
    void theStartOfTheMarketIsInTheLog() throws IOException {
        assertThat(EmbeddedExchange.recordedStart(folder)).isEmpty();
        RunningExchange.in(folder, PRICES).close();

        assertThat(EmbeddedExchange.recordedStart(folder)).hasValue(ScriptedFeed.START_NANOS);
    }

    /** Leaves a position with a stop, a limit, and a refused order behind, after two trades. */
    @Test
    void aPositionThatWasTakenToCoverSomebodyElseAndASharedMarginAreSoAfterARestart() throws IOException {
        List<String> before;
        try (var running = RunningExchange.in(folder, PRICES)) {
            trade(running);
            running.deleverage(1, "SOLUSD", "151.5");
            running.signed(FIRST, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"portfolio\"}");
            before = state(running);
            assertThat(before.get(3)).contains("\"fill_type\":\"adl\"");
            assertThat(before.get(9)).contains("\"margin_mode\":\"portfolio\"");
        }

        try (var running = RunningExchange.in(folder, PRICES)) {
            assertThat(state(running)).isEqualTo(before);
        }
    }

    private static void trade(RunningExchange running) throws IOException {
        running.post(FIRST, "/v2/products/14823/orders/leverage", "{\"leverage\":\"5\"}");
        running.advance(1);
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":3,\"side\":\"buy\",\"order_type\":\"market_order\",\"bracket_stop_loss_price\":\"143.5\"}");
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":1,\"side\":\"sell\",\"order_type\":\"market_order\",\"reduce_only\":true,\"stop_order_type\":\"stop_loss_order\",\"trail_amount\":\"-3\"}");
        running.post(FIRST, "/v2/positions/change_margin", "{\"product_id\":14823,\"delta_margin\":\"30\"}");
        running.post(
                FIRST,
                "/v2/wallets/sub_account_balance_transfer",
                "{\"transferrer_user_id\":1,\"transferee_user_id\":2,\"asset_symbol\":\"USD\",\"amount\":\"12.5\"}");
        running.post(
                FIRST,
                "/v2/heartbeat/create",
                "{\"heartbeat_id\":\"a\",\"impact\":\"products\",\"product_symbols\":[\"SOLUSD\"],\"config\":[{\"action\":\"cancel_orders\",\"unhealthy_count\":1}]}");
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":9999,\"side\":\"buy\",\"order_type\":\"market_order\"}");
        running.advance(1);
        running.post(
                FIRST,
                "/v2/orders",
                "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"145\",\"client_order_id\":\"dip\"}");
    }

    private static List<String> state(RunningExchange running) throws IOException {
        var state = new ArrayList<String>();
        for (String path : List.of(
                "/v2/orders",
                "/v2/orders/history",
                "/v2/orders/client_order_id/dip",
                "/v2/fills",
                "/v2/positions/margined",
                "/v2/wallet/balances",
                "/v2/wallet/transactions",
                "/v2/wallets/sub_accounts_transfer_history",
                "/v2/heartbeat",
                "/v2/products/14823/orders/leverage")) {
            state.add(running.get(FIRST, path).response().body());
        }
        var place = running.send(running.request("GET", "/sim", "")).result();
        state.add(place.path("place") + " " + place.path("market_time"));
        return state;
    }
}
