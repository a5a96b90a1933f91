package smc.execution.venue.delta.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Instrument;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.FillFacts;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.strategy.number.FixedPoint;

/** The shapes of docs/delta-exchange.md, with values of their own. */
class PayloadsTest {
    private static final long E8 = FixedPoint.ONE_E8;

    private static final ProductFacts BTC = product(0, 27, "BTCUSD");
    private static final ProductFacts TESTNET_BTC = product(1, 84, "BTCUSD.T");
    private static final ProductFacts SOL = product(2, 14_823, "SOLUSD");

    private final Products products = new Products() {
        @Override
        public ProductFacts byId(long productId) {
            return switch ((int) productId) {
                case 27 -> BTC;
                case 84 -> TESTNET_BTC;
                case 14_823 -> SOL;
                default -> null;
            };
        }

        @Override
        public ProductFacts bySymbol(String symbol) {
            return symbol.equals("SOLUSD") ? SOL : null;
        }
    };

    private static ProductFacts product(int instrumentId, int productId, String symbol) {
        return new ProductFacts(
                instrumentId,
                productId,
                symbol,
                10_000,
                E8,
                500_000,
                100_000,
                50_000,
                20_000,
                100,
                "live",
                "operational");
    }

    /** Section 3.3. */
    @Test
    void aProductIsRead() {
        ProductFacts product = Payloads.product(4, Payloads.tree("""
                {"id":27,"symbol":"BTCUSD","contract_value":"0.001","tick_size":"0.5","initial_margin":"0.5",
                 "maintenance_margin":"0.25","default_leverage":"200.000000000000000000","position_size_limit":229167,
                 "taker_commission_rate":"0.0005","maker_commission_rate":"0.0002","state":"live",
                 "trading_status":"operational"}"""));

        assertThat(product)
                .isEqualTo(new ProductFacts(
                        4,
                        27,
                        "BTCUSD",
                        E8 / 2,
                        E8 / 1_000,
                        250_000,
                        229_167,
                        50_000,
                        20_000,
                        200,
                        "live",
                        "operational"));
    }

    @Test
    void aProductSaysWhereTheConfigurationIsWrong() {
        var right = new Instrument(2, "SOLUSD", 10_000, E8, 500_000, Long.MAX_VALUE);
        var wrong = new Instrument(2, "SOLUSD", 1_000_000, E8, 500_000, 200_000);

        assertThat(SOL.disagreements(right, 50_000, 20_000)).isEmpty();
        assertThat(SOL.disagreements(wrong, 50_000, 30_000))
                .containsExactly(
                        "SOLUSD: the venue's tick size is 0.0001, the configured 0.01",
                        "SOLUSD: the venue's maker rate is 0.0002, the configured 0.0003",
                        "SOLUSD: the venue allows a position of 100000 contracts, the configuration 200000");
    }

    /** Section 3.7, seen on the testnet. */
    @Test
    void anAnswerToAnOrderIsRead() {
        OrderFacts order = Payloads.order(products, Payloads.tree("""
                {"id":639418334,"user_id":69204351,"product_id":84,"product_symbol":"BTCUSD","client_order_id":null,
                 "side":"buy","size":1,"unfilled_size":0,"order_type":"limit_order","limit_price":"111000",
                 "average_fill_price":"110747","state":"closed","cancellation_reason":null,"time_in_force":"gtc",
                 "reduce_only":false,"close_on_trigger":"false","stop_order_type":null,"stop_price":null,
                 "bracket_order":null,"commission":"0","paid_commission":"0.05880666",
                 "created_at":"2025-05-23T05:56:09.274286Z","updated_at":"2025-05-23T05:56:09.477233Z"}""")).orElseThrow();

        assertThat(order)
                .isEqualTo(new OrderFacts(
                        639_418_334,
                        "",
                        1,
                        true,
                        1,
                        0,
                        111_000 * E8,
                        0,
                        110_747 * E8,
                        OrderFacts.State.CLOSED,
                        false,
                        false,
                        ""));
    }

    /** Section 3.7: what the legs of a bracket are said to look like; no whole answer is on record. */
    @Test
    void theLegsOfABracketAreRead() {
        List<OrderFacts> legs = Payloads.orders(products, Payloads.tree("""
                [{"id":13452113,"product_id":14823,"side":"sell","size":3,"unfilled_size":3,"order_type":"limit_order",
                  "limit_price":"139.5","stop_price":"140","stop_order_type":"stop_loss_order","state":"pending",
                  "bracket_order":true,"reduce_only":true,"client_order_id":null,"average_fill_price":null},
                 {"id":13452114,"product_id":14823,"side":"sell","size":3,"unfilled_size":3,"order_type":"market_order",
                  "limit_price":null,"stop_price":"160","stop_order_type":"take_profit_order","state":"pending",
                  "bracket_order":"true","reduce_only":"true","client_order_id":null,"average_fill_price":null}]"""));

        assertThat(legs)
                .containsExactly(
                        new OrderFacts(
                                13_452_113,
                                "",
                                2,
                                false,
                                3,
                                3,
                                13_950_000_000L,
                                140 * E8,
                                0,
                                OrderFacts.State.PENDING,
                                true,
                                true,
                                ""),
                        new OrderFacts(
                                13_452_114,
                                "",
                                2,
                                false,
                                3,
                                3,
                                0,
                                160 * E8,
                                0,
                                OrderFacts.State.PENDING,
                                true,
                                true,
                                ""));
    }

    /** Section 3.8. */
    @Test
    void aPositionIsRead() {
        assertThat(Payloads.position(7, SOL, Payloads.tree("{\"size\":-100,\"entry_price\":\"148.25\"}")))
                .isEqualTo(new VenuePosition(7, 2, -100, 14_825_000_000L));
        assertThat(Payloads.position(7, SOL, Payloads.tree("{\"size\":0,\"entry_price\":null}")))
                .isEqualTo(new VenuePosition(7, 2, 0, 0));
    }

    /** Section 3.8: text in the schema, a number in its sample. */
    @Test
    void theLeverageIsReadAsTextAndAsNumber() {
        assertThat(Payloads.leverage(
                        Payloads.tree("{\"leverage\":\"10\",\"order_margin\":\"563.2\",\"product_id\":27}")))
                .isEqualTo(10);
        assertThat(Payloads.leverage(Payloads.tree("{\"leverage\":10,\"margin_mode\":\"isolated\"}")))
                .isEqualTo(10);
    }

    /** Section 4.6. */
    @Test
    void ordersOfTheChannelAreRead() {
        OrderFacts snapshot = Payloads.order(products, Payloads.tree("""
                {"id":1592130,"product_id":14823,"user_id":1132,"side":"buy","size":1,"unfilled_size":1,
                 "order_type":"limit_order","limit_price":"140","average_fill_price":null,"reduce_only":false,
                 "state":"open","stop_order_type":null,"stop_price":null,"time_in_force":"gtc","trail_amount":null}""")).orElseThrow();
        OrderFacts update = Payloads.order(products, Payloads.tree("""
                {"type":"orders","action":"update","reason":"fill","symbol":"SOLUSD","product_id":14823,
                 "order_id":1592130,"client_order_id":"","size":100,"unfilled_size":55,"average_fill_price":"139.9",
                 "limit_price":"140","side":"buy","state":"open","cancellation_reason":null,"stop_order_type":null,
                 "bracket_order":false,"seq_no":8,"timestamp":1594105083998848,"stop_price":null}""")).orElseThrow();

        assertThat(snapshot.venueId()).isEqualTo(1_592_130);
        assertThat(snapshot.filledContracts()).isZero();
        assertThat(update.venueId()).isEqualTo(1_592_130);
        assertThat(update.filledContracts()).isEqualTo(45);
        assertThat(update.averageE8()).isEqualTo(13_990_000_000L);
    }

    /** Section 4.6. */
    @Test
    void aFillOfTheChannelIsRead() {
        FillFacts fill = Payloads.fillOfChannel(products, Payloads.tree("""
                {"type":"v2/user_trades","sy":"SOLUSD","f":"1234-abcd-qwer-3456","R":"normal","u":1998,"o":3283999,
                 "S":"buy","s":190,"p":"148.2","po":5,"r":"taker","c":"GA123","t":1685794274866438,"se":4}""")).orElseThrow();

        assertThat(fill)
                .isEqualTo(new FillFacts(
                        "1234abcdqwer3456",
                        3_283_999,
                        "GA123",
                        2,
                        true,
                        190,
                        14_820_000_000L,
                        false,
                        "normal",
                        OptionalLong.of(5),
                        OptionalLong.empty(),
                        1_685_794_274_866_438_000L,
                        4));
    }

    /** Section 3.7, seen in production: numbers as strings. */
    @Test
    void aFillOfAnAnswerIsRead() {
        FillFacts fill = Payloads.fillOfAnswer(products, Payloads.tree("""
                {"id":"d90ccb13d65649c7a1b16e9dc19c3ffb","order_id":"924801611","product_id":27,
                 "product_symbol":"BTCUSD","side":"buy","size":"200","price":"115802.5","role":"taker",
                 "fill_type":"normal","notional":"23160.5","commission":"12.2982255",
                 "created_at":"2025-09-12T17:52:09.350410Z",
                 "meta_data":{"effective_commission_rate":"0.00045","rack_commision":"13.664695",
                   "new_position":{"size":200,"entry_price":"115802.50000000","margin":"115.80250000"}}}""")).orElseThrow();

        assertThat(fill)
                .isEqualTo(new FillFacts(
                        "d90ccb13d65649c7a1b16e9dc19c3ffb",
                        924_801_611,
                        "",
                        0,
                        true,
                        200,
                        11_580_250_000_000L,
                        false,
                        "normal",
                        OptionalLong.of(200),
                        OptionalLong.of(1_229_822_550L),
                        1_757_699_529_350_410_000L,
                        0));
    }

    @Test
    void aTimeIsIsoTextOrMicroseconds() {
        assertThat(Payloads.nanos(Payloads.tree("{\"at\":\"1725865012000000\"}"), "at"))
                .isEqualTo(1_725_865_012_000_000_000L);
        assertThat(Payloads.nanos(Payloads.tree("{\"at\":\"2025-05-23T05:56:09.274286Z\"}"), "at"))
                .isEqualTo(1_747_979_769_274_286_000L);
    }

    @Test
    void whatIsMissingOrNoNumberIsNamed() {
        assertThatThrownBy(() -> Payloads.integer(Payloads.tree("{\"size\":\"1.5\"}"), "size"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("expected a whole number in size");
        assertThatThrownBy(() -> Payloads.e8(Payloads.tree("{}"), "price"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("price");
        assertThatThrownBy(() -> Payloads.tree("{\"cut")).isInstanceOf(PayloadException.class);
    }
}
