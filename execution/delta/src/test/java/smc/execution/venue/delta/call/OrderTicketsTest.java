package smc.execution.venue.delta.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.DeltaSettings;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Said;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.ledger.TrackedOrders;
import smc.strategy.number.FixedPoint;

/** What docs/delta-exchange.md, section 3.7, asks for, field by field. */
class OrderTicketsTest {
    private static final ProductFacts SOL = new ProductFacts(
            0,
            14_823,
            "SOLUSD",
            10_000,
            FixedPoint.ONE_E8,
            500_000,
            100_000,
            50_000,
            20_000,
            100,
            "live",
            "operational");
    private static final ClientOrderIds IDS = new ClientOrderIds(5);

    private final TrackedOrders orders =
            new OrderLedger(0, IDS, List.of(SOL), DeltaSettings.DEFAULTS, new Said(), null).orders();
    private final OrderTickets tickets = new OrderTickets(orders, IDS, DeltaSettings.DEFAULTS.triggerMethod());

    private TrackedOrder order(OrderPurpose purpose, OrderType type, Direction direction, long stopOrderId) {
        long stopE8 = stopOrderId == 0 ? 0 : e8("140");
        return orders.submit(
                new Submit(11, 0, 0, purpose, type, direction, e8("150.5"), 4, 20, stopOrderId, stopE8, 0));
    }

    private static long e8(String price) {
        return FixedPoint.parseE8(price);
    }

    @Test
    void anEntryRestsPostOnlyAndCarriesItsStop() {
        TrackedOrder entry = order(OrderPurpose.ENTRY, OrderType.LIMIT, Direction.LONG, 12);

        assertThat(tickets.order(entry))
                .hasToString("{\"product_id\":14823,\"size\":4,\"side\":\"buy\","
                        + "\"client_order_id\":\"0000000000000005000000000000000b\","
                        + "\"order_type\":\"limit_order\",\"limit_price\":\"150.5\",\"time_in_force\":\"gtc\","
                        + "\"post_only\":\"true\","
                        + "\"bracket_stop_loss_price\":\"140\",\"bracket_stop_trigger_method\":\"mark_price\"}");
    }

    @Test
    void aStopOnlyReducesAndWatchesTheMark() {
        TrackedOrder stop = order(OrderPurpose.STOP, OrderType.STOP_MARKET, Direction.SHORT, 0);

        assertThat(tickets.order(stop))
                .hasToString("{\"product_id\":14823,\"size\":4,\"side\":\"sell\","
                        + "\"client_order_id\":\"0000000000000005000000000000000b\","
                        + "\"order_type\":\"market_order\",\"stop_order_type\":\"stop_loss_order\","
                        + "\"stop_price\":\"150.5\",\"stop_trigger_method\":\"mark_price\",\"reduce_only\":\"true\"}");
    }

    @Test
    void aTargetOnlyReducesAndMayTake() {
        TrackedOrder target = order(OrderPurpose.TARGET, OrderType.LIMIT, Direction.SHORT, 0);

        assertThat(tickets.order(target).path("reduce_only").asText()).isEqualTo("true");
        assertThat(tickets.order(target).has("post_only")).isFalse();
    }

    @Test
    void aChangeNamesThePriceThatItsTypeIsAskedForBy() {
        TrackedOrder stop = order(OrderPurpose.STOP, OrderType.STOP_MARKET, Direction.SHORT, 0);

        assertThat(tickets.change(stop, e8("151"), 3))
                .hasToString("{\"id\":0,\"product_id\":14823,\"size\":3,\"stop_price\":\"151\"}");
    }

    @Test
    void theCancelOfEntriesLeavesWhatProtects() {
        assertThat(OrderTickets.entries(SOL))
                .hasToString("{\"product_id\":14823,\"cancel_limit_orders\":\"true\",\"cancel_stop_orders\":\"false\","
                        + "\"cancel_reduce_only_orders\":\"false\"}");
    }
}
