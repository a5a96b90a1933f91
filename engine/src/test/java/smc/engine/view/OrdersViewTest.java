package smc.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

class OrdersViewTest {
    private static final long ENTRY = 11;
    private static final long STOP = 12;

    private final OrdersView orders = new OrdersView();

    /** An entry of 3 contracts at 100 and its stop at 90. */
    private void submit() {
        orders.on(
                new Submit(ENTRY, 0, 0, OrderPurpose.ENTRY, OrderType.LIMIT, Direction.LONG, 100, 3, 5, STOP, 90, 0),
                1_000,
                false);
    }

    private WorkingOrder first() {
        return orders.image().getFirst();
    }

    @Test
    void anEditIsWantedUntilTheVenueAnswers() {
        submit();

        orders.on(new Edit(ENTRY, 0, 0, 101, 4), 2_000, false);
        assertThat(first().wantedPriceE8()).isEqualTo(101);
        assertThat(first().known().priceE8()).isEqualTo(100);
        orders.on(new Edited(ENTRY, 101, 4));

        assertThat(first().known().priceE8()).isEqualTo(101);
        assertThat(first().known().contracts()).isEqualTo(4);
        assertThat(orders.working(OrderView::isEditAsked)).isEmpty();
    }

    /** Nobody may read that an order stands where the venue refused to put it. */
    @Test
    void afterARefusedEditWhatIsWantedIsWhatStands() {
        submit();

        orders.on(new Edit(ENTRY, 0, 0, 101, 4), 2_000, false);
        orders.on(new EditRejected(ENTRY));

        assertThat(first().wantedPriceE8()).isEqualTo(100);
        assertThat(first().wantedContracts()).isEqualTo(3);
    }

    @Test
    void aBracketStopWorksForATradeOnceItsEntryHasOpenedOne() {
        submit();
        assertThat(orders.image()).extracting(WorkingOrder::tradeId).containsExactly(0L, 0L);

        orders.on(new OrderChanged(ENTRY, 0, 0, OrderState.FILLED, 3, 100));
        orders.on(new TradeOpened(ENTRY, ENTRY, STOP, 0, 0, 0, Direction.LONG, BlockState.FRESH, Side.BULL, 0, 100, 1));

        assertThat(orders.image()).singleElement().satisfies(stop -> {
            assertThat(stop.known().orderId()).isEqualTo(STOP);
            assertThat(stop.known().entryOrderId()).isEqualTo(ENTRY);
            assertThat(stop.tradeId()).isEqualTo(ENTRY);
        });
    }
}
