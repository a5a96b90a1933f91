package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import smc.exchange.matching.VenueSettings;

/** No venue fills off its grid: the tick of SOLUSD here is 0.0001, and slippage is in basis points of the price. */
class FillsOnTickTest {
    private static final String TICK = "0.0001";

    private static final String ORDER = "{\"product_id\":14823,\"size\":%d,\"side\":\"%s\",\"order_type\":\"%s\"%s}";

    @Test
    void everyTakerFillIsOnTheGridAndRoundedAgainstIt() throws IOException {
        try (var running =
                RunningExchange.treating(VenueSettings.ON_TICK, "151.0003", "152.0007", "144.0001", "143.0009", "90")) {
            running.advance(1);
            assertThat(filledAt(running, ORDER.formatted(3, "buy", "market_order", "")))
                    .isEqualTo("151.0306"); // 151.0003 x 1.0002 = 151.03050006
            assertThat(filledAt(running, ORDER.formatted(1, "buy", "limit_order", ",\"limit_price\":\"151.0306\"")))
                    .isEqualTo("151.0306");
            running.advance(1);
            assertThat(filledAt(running, ORDER.formatted(1, "sell", "limit_order", ",\"limit_price\":\"100\"")))
                    .isEqualTo("151.9702"); // 152.0007 x 0.9998 = 151.97029986
            running.post(
                    FIRST,
                    "/v2/orders",
                    ORDER.formatted(
                            1,
                            "sell",
                            "market_order",
                            ",\"stop_order_type\":\"stop_loss_order\",\"stop_price\":\"145\",\"reduce_only\":true"));
            running.advance(3);

            JsonNode fills = running.get(FIRST, "/v2/fills").result();
            assertThat(fills)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(fill -> assertThat(
                                    new BigDecimal(fill.path("price").asText()).remainder(new BigDecimal(TICK)))
                            .isZero());
        }
    }

    private static String filledAt(RunningExchange running, String order) throws IOException {
        return running.post(FIRST, "/v2/orders", order)
                .result()
                .path("average_fill_price")
                .asText();
    }
}
