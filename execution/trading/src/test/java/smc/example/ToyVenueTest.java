package smc.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;

/** What every venue owes, asked of the smallest: one account, two instruments, a loop that turns when the test says so. */
class ToyVenueTest implements VenueReports {
    private static final long PRICE_E8 = 150_00000000L;
    private static final long LIMIT_E8 = 149_00000000L;
    private static final long STOP_E8 = 140_00000000L;

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<OrderReport> said = new ArrayList<>();
    private final ToyVenue venue = new ToyVenue(loop::add, this, 1, 2, PRICE_E8);

    @Test
    void nothingIsReportedFromInsideARequest() {
        venue.request(entry(1, OrderType.LIMIT));

        assertThat(said).isEmpty();
        assertThat(venue.isBusy()).isTrue();
        turn();
        assertThat(said).containsExactly(new Sent(1), new Accepted(1));
        assertThat(venue.isBusy()).isFalse();
    }

    @Test
    void aMarketEntryFillsAtThePriceAndItsStopIsThereBefore() {
        venue.request(entry(1, OrderType.MARKET));
        turn();

        assertThat(said).containsExactly(new Sent(1), new Accepted(1), new Accepted(2), new Filled(1, 5, PRICE_E8, 0));
    }

    @Test
    void anOrderCanBeEditedUntilItIsCancelledAndIsCancelledOnce() {
        venue.request(entry(1, OrderType.LIMIT));
        turn();
        said.clear();

        venue.request(new Edit(1, 0, 1, LIMIT_E8 - 1, 4));
        venue.request(new Cancel(1, 0, 1));
        venue.request(new Edit(1, 0, 1, LIMIT_E8, 5));
        venue.request(new Cancel(1, 0, 1));
        turn();

        assertThat(said).containsExactly(new Edited(1, LIMIT_E8 - 1, 4), new Cancelled(1), new EditRejected(1));
    }

    @Test
    void whenTheEngineCannotGoOnEntriesGoAndStopsStay() {
        venue.request(entry(1, OrderType.MARKET));
        venue.request(entry(3, OrderType.LIMIT));
        turn();
        said.clear();

        var done = venue.cancelEntries();
        turn();

        assertThat(done).isCompleted();
        assertThat(said).containsExactly(new Cancelled(3));
    }

    @Test
    void aRestartIsToldWhatIsHeldAndWhatItsOrdersHaveComeTo() {
        venue.request(entry(1, OrderType.MARKET));
        venue.request(entry(3, OrderType.LIMIT));
        turn();
        said.clear();

        var positions = venue.reconcile(
                List.of(
                        known(1, OrderState.SENT, 0),
                        known(2, OrderState.OPEN, 1),
                        known(3, OrderState.OPEN, 0),
                        known(4, OrderState.WANTED, 3),
                        known(9, OrderState.UNKNOWN, 0)),
                0);
        turn();

        // 2 is the stop that stands, 4 that of an entry which rests; 9 never came here.
        assertThat(said).containsExactly(new Filled(1, 5, PRICE_E8, 0), new Cancelled(9));
        assertThat(positions.join())
                .containsExactly(new VenuePosition(0, 0, 0, 0), new VenuePosition(0, 1, 5, PRICE_E8));
    }

    /** Buys 5 of the second instrument; its stop has the next id. */
    private static Submit entry(long orderId, OrderType type) {
        return new Submit(
                orderId, 0, 1, OrderPurpose.ENTRY, type, Direction.LONG, LIMIT_E8, 5, 10, orderId + 1, STOP_E8, 0);
    }

    private static KnownOrder known(long orderId, OrderState state, long entryOrderId) {
        OrderPurpose purpose = entryOrderId == 0 ? OrderPurpose.ENTRY : OrderPurpose.STOP;
        return new KnownOrder(
                orderId, 0, 1, purpose, OrderType.LIMIT, Direction.LONG, LIMIT_E8, 5, 0, state, entryOrderId, 0);
    }

    private void turn() {
        for (Runnable one = loop.poll(); one != null; one = loop.poll()) {
            one.run();
        }
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        assertThat(accountId).isZero();
        assertThat(instrumentId).isEqualTo(1);
        said.add(report);
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        throw new AssertionError("charges no funding");
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        throw new AssertionError("liquidates nobody");
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        throw new AssertionError("nobody else trades here");
    }

    @Override
    public void onAlarm(int accountId, String what) {
        throw new AssertionError(what);
    }

    @Override
    public void onFault(Throwable cause) {
        throw new AssertionError(cause);
    }
}
