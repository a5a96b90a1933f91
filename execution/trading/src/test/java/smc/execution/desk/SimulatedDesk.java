package smc.execution.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueListener;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.strategy.candle.Candle;

/**
 * A {@link TradingDesk} at the simulated venue. Requests and reports are carried in the order in which they came, each taken up only when the
 * other side has finished.
 */
class SimulatedDesk extends TradingDesk implements VenueListener {
    private final SimulatedVenue venue;
    private final boolean isOverRows;
    private final Queue<Runnable> requests = new ArrayDeque<>();
    private final Queue<Runnable> reports = new ArrayDeque<>();
    private final List<VenueWatch> watchers = new ArrayList<>();
    private boolean isReportingTwice;

    SimulatedDesk(DeskSetup setup, boolean isOverRows) {
        super(setup);
        this.isOverRows = isOverRows;
        venue = isOverRows
                ? SimulatedVenue.overRows(setup.venueSettings(), List.of(setup.terms()), this)
                : SimulatedVenue.overTrades(setup.venueSettings(), List.of(setup.terms()), this);
        for (int account = 0; account < setup.modes().size(); account++) {
            venue.addAccount(account, setup.capitalE8());
        }
        effects.passRequestsTo(this::request);
    }

    /** Someone who stands at the venue: hears every request as it is made, and every report before the desks do. */
    interface VenueWatch extends VenueListener {
        void onRequest(OrderRequest request);

        /** A step of the venue is over; the desks may react to it now. */
        void onStep();
    }

    void watch(VenueWatch watcher) {
        effects.passRequestsTo(watcher::onRequest);
        watchers.add(watcher);
    }

    /** Hands each report on an order to the desks twice, as a venue does that repeats what it said before. */
    SimulatedDesk reportingTwice() {
        isReportingTwice = true;
        return this;
    }

    /** Deposit and gains of closed trades, less all costs so far. */
    String wallet(int accountId) {
        return Decimals.text(venue.account(accountId).walletE8());
    }

    /** Contracts held at the venue; below 0 short. */
    long position(int accountId) {
        return venue.account(accountId).holding(0).contracts();
    }

    /** The candle as a row, or as one of the several finer rows that make it. */
    @Override
    void beforeClose(Candle candle) {
        if (isOverRows) {
            row(candle);
        }
        passTo(candle.openTimeNanos() + CANDLE_NANOS);
    }

    @Override
    void close(Candle candle, long atrE8) {
        super.close(candle, atrE8);
        carry();
    }

    void row(Candle row) {
        venue.openRow(0, row.openTimeNanos(), row.openE8(), this::carry);
        venue.fillRow(0, row.openTimeNanos(), row.openE8(), row.highE8(), row.lowE8(), row.closeE8(), this::carry);
    }

    void trade(long timeNanos, long priceE8, long contracts) {
        venue.onTrade(0, timeNanos, priceE8, contracts, this::carry);
        timeIs(timeNanos);
    }

    /** Lets time pass at the venue, and then at the desks. */
    void passTo(long timeNanos) {
        venue.onTime(timeNanos, this::carry);
        timeIs(timeNanos);
        onTime();
        carry();
    }

    final void carry() {
        watchers.forEach(VenueWatch::onStep);
        while (true) {
            Runnable next = requests.isEmpty() ? reports.poll() : requests.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    private void report(long timeNanos, Runnable report) {
        reports.add(() -> {
            timeIs(Math.max(timeNanos, nowNanos()));
            report.run();
        });
    }

    /** What the venue says of an order is on its way to the desks. */
    void reportOfOrder(long timeNanos, long orderId, Runnable report) {
        report(timeNanos, report);
        if (isReportingTwice) {
            report(timeNanos, report);
        }
    }

    /** What a desk asks for is on its way to the venue. */
    void request(OrderRequest request) {
        requests.add(() -> ask(request));
    }

    /** It has come to the venue. */
    final void ask(OrderRequest request) {
        switch (request) {
            case Submit order -> submit(order);
            case Edit edit -> venue.edit(edit.orderId(), edit.priceE8(), edit.contracts());
            case Cancel cancel -> venue.cancel(cancel.orderId());
        }
    }

    private void submit(Submit order) {
        boolean isReduceOnly = !order.isEntry();
        switch (order.type()) {
            case MARKET ->
                venue.submitMarket(
                        order.accountId(),
                        order.orderId(),
                        0,
                        order.isBuy(),
                        order.contracts(),
                        isReduceOnly,
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
            case LIMIT ->
                venue.submitLimit(
                        order.accountId(),
                        order.orderId(),
                        0,
                        order.isBuy(),
                        order.priceE8(),
                        order.contracts(),
                        order.isEntry(),
                        isReduceOnly,
                        order.leverage(),
                        order.stopOrderId(),
                        order.stopE8());
            case STOP_MARKET ->
                venue.submitStop(
                        order.accountId(), order.orderId(), 0, order.isBuy(), order.priceE8(), order.contracts());
        }
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        watchers.forEach(watcher -> watcher.accepted(timeNanos, orderId));
        reportOfOrder(timeNanos, orderId, () -> accepted(orderId));
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        watchers.forEach(watcher -> watcher.rejected(timeNanos, orderId, reason));
        reportOfOrder(timeNanos, orderId, () -> rejected(orderId, 1));
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        watchers.forEach(watcher -> watcher.filled(timeNanos, orderId, filledContracts, priceE8, feeE8, isMaker));
        reportOfOrder(
                timeNanos,
                orderId,
                () -> report(effects.accountOf(orderId), new Filled(orderId, filledContracts, priceE8, feeE8)));
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        watchers.forEach(watcher -> watcher.cancelled(timeNanos, orderId, filledContracts));
        reportOfOrder(timeNanos, orderId, () -> cancelled(orderId));
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        watchers.forEach(watcher -> watcher.edited(timeNanos, orderId, priceE8, contracts));
        reportOfOrder(
                timeNanos, orderId, () -> report(effects.accountOf(orderId), new Edited(orderId, priceE8, contracts)));
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        watchers.forEach(watcher -> watcher.editRejected(timeNanos, orderId, reason));
        reportOfOrder(timeNanos, orderId, () -> editRejected(orderId));
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        // It was final already, and that was reported.
        watchers.forEach(watcher -> watcher.cancelRejected(timeNanos, orderId));
    }

    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        watchers.forEach(watcher -> watcher.fundingCharged(timeNanos, accountId, instrumentId, amountE8));
        report(timeNanos, () -> funded(accountId, amountE8));
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        watchers.forEach(watcher -> watcher.liquidated(timeNanos, accountId, instrumentId, contracts, priceE8, feeE8));
        report(timeNanos, () -> liquidated(accountId, contracts, priceE8, feeE8));
    }
}
