package smc.engine.backtest;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import smc.engine.event.Inputs;
import smc.engine.paper.SimulatedOrders;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueListener;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;

/**
 * Between the core and the simulated venue: requests one way, reports the other, each taken up only when the other side has finished, in
 * the order in which they came. One thread.
 */
final class VenueLink implements VenuePort, VenueListener {
    private final Queue<Runnable> requests = new ArrayDeque<>();
    private final Queue<Runnable> reports = new ArrayDeque<>();
    private final Map<Long, Owner> owners = new HashMap<>();

    private SimulatedVenue venue;
    private Driven engine;
    /** Null unless market orders are matched at once. */
    private long[] lastPricesE8;

    private boolean isInputOpen;
    private long inputs;
    private long nowNanos;

    /** Whose order it is, since the venue reports by order id alone. */
    private record Owner(int accountId, int instrumentId) {}

    void connect(SimulatedVenue venue, Driven engine) {
        this.venue = venue;
        this.engine = engine;
    }

    /** Market orders meet the last price at once from now on. */
    void matchAtOnce(int instruments) {
        lastPricesE8 = new long[instruments];
    }

    /** The last price of an instrument. */
    void traded(int instrumentId, long priceE8) {
        if (lastPricesE8 != null) {
            lastPricesE8[instrumentId] = priceE8;
        }
    }

    /** Heads the next input of the driver's own, which {@link #carry} then brings to its end. */
    Inputs inputAt(long timeNanos) {
        nowNanos = Math.max(nowNanos, timeNanos);
        inputs++;
        isInputOpen = true;
        return engine.next(nowNanos);
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    /** Inputs handed in so far. */
    long inputs() {
        return inputs;
    }

    /** Carries requests and reports until both sides are quiet. */
    void carry() {
        while (true) {
            if (isInputOpen) {
                isInputOpen = false;
                engine.done();
            }
            Runnable request = requests.poll();
            if (request != null) {
                request.run();
                continue;
            }
            Runnable report = reports.poll();
            if (report == null) {
                return;
            }
            report.run();
        }
    }

    @Override
    public void request(OrderRequest request) {
        if (request instanceof Submit order) {
            own(order.orderId(), order);
            if (order.hasStop()) {
                own(order.stopOrderId(), order);
            }
        }
        requests.add(() -> ask(request));
    }

    private void ask(OrderRequest request) {
        switch (request) {
            case Submit order -> submit(order);
            case Edit edit -> venue.edit(edit.orderId(), edit.priceE8(), edit.contracts());
            case Cancel cancel -> venue.cancel(cancel.orderId());
        }
    }

    private void submit(Submit order) {
        SimulatedOrders.submit(venue, order);
        if (order.type() == OrderType.MARKET && lastPricesE8 != null) {
            // The last trade once more, without a contract: what it reaches it has filled, but for this order.
            venue.onTrade(order.instrumentId(), nowNanos, lastPricesE8[order.instrumentId()], 0, () -> {});
        }
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        report(timeNanos, new Accepted(orderId));
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        report(timeNanos, new Rejected(orderId, reason.code()));
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        report(timeNanos, new Filled(orderId, filledContracts, priceE8, feeE8));
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        report(timeNanos, new Cancelled(orderId));
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        report(timeNanos, new Edited(orderId, priceE8, contracts));
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        report(timeNanos, new EditRejected(orderId));
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        // The order was final already, and that was reported.
    }

    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        reports.add(() -> inputAt(timeNanos).onFunding(accountId, instrumentId, amountE8));
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        reports.add(() -> inputAt(timeNanos).onLiquidated(accountId, instrumentId, contracts, priceE8, feeE8));
    }

    private void own(long orderId, Submit order) {
        owners.put(orderId, new Owner(order.accountId(), order.instrumentId()));
    }

    private void report(long timeNanos, OrderReport report) {
        Owner owner = owners.get(report.orderId());
        reports.add(() -> inputAt(timeNanos).onOrderReport(owner.accountId(), owner.instrumentId(), report));
    }
}
