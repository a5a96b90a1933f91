package smc.execution.venue.delta.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smc.execution.instrument.Direction;
import smc.execution.order.Order;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.VenueReports;
import smc.strategy.number.FixedPoint;

/** What the engine would make of a venue's reports: its orders by its own rules, and what is held. Any thread. */
final class Book implements VenueReports {
    private final Map<Long, Order> orders = new HashMap<>();
    private final Map<Long, Long> refusals = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private long contracts;

    synchronized void add(Submit wanted) {
        orders.put(
                wanted.orderId(),
                new Order(
                        wanted.orderId(),
                        wanted.purpose(),
                        wanted.type(),
                        wanted.direction(),
                        wanted.priceE8(),
                        wanted.contracts()));
        if (wanted.hasStop()) {
            orders.put(
                    wanted.stopOrderId(),
                    new Order(
                            wanted.stopOrderId(),
                            OrderPurpose.STOP,
                            OrderType.STOP_MARKET,
                            wanted.direction().opposite(),
                            wanted.stopE8(),
                            wanted.contracts()));
        }
    }

    synchronized OrderState state(long orderId) {
        return orders.get(orderId).state();
    }

    synchronized long filled(long orderId) {
        return orders.get(orderId).filledContracts();
    }

    /** Average, as text. */
    synchronized String filledAt(long orderId) {
        return FixedPoint.formatE8(orders.get(orderId).averagePriceE8());
    }

    /** Limit or trigger, as text. */
    synchronized String price(long orderId) {
        return FixedPoint.formatE8(orders.get(orderId).priceE8());
    }

    synchronized long size(long orderId) {
        return orders.get(orderId).contracts();
    }

    /** Why it was refused; 0 if it was not. */
    synchronized long refusal(long orderId) {
        return refusals.getOrDefault(orderId, 0L);
    }

    /** Positive long. */
    synchronized long position() {
        return contracts;
    }

    /** What is of no order: funding, liquidations, moves, faults. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    synchronized List<Order> all() {
        return List.copyOf(orders.values());
    }

    @Override
    public synchronized void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        Order order = orders.get(report.orderId());
        if (order == null) {
            told.add("a report of no order: " + report);
            return;
        }
        switch (report) {
            case Sent _ -> order.onSent();
            case Accepted _ -> order.onAccepted();
            case Unanswered _ -> order.onUnanswered();
            case Rejected rejected -> {
                order.onRejected();
                refusals.put(rejected.orderId(), rejected.code());
            }
            case Cancelled _ -> order.onCancelled();
            case Edited edited -> order.onEdited(edited.priceE8(), edited.contracts());
            case EditRejected _ -> order.onEditRejected();
            case Filled filled -> {
                long news = order.onFilled(filled.filledContracts(), filled.priceE8());
                contracts += order.direction() == Direction.LONG ? news : -news;
            }
        }
    }

    @Override
    public synchronized void onFunding(int accountId, int instrumentId, long moneyE8) {
        told.add("funding " + FixedPoint.formatE8(moneyE8));
    }

    @Override
    public synchronized void onLiquidated(int accountId, int instrumentId, long liquidated, long priceE8, long feeE8) {
        told.add("liquidated " + liquidated);
        contracts -= Long.signum(contracts) * liquidated;
    }

    @Override
    public synchronized void onPositionMoved(
            int accountId, int instrumentId, long held, long moved, long priceE8, long feeE8) {
        told.add("moved to " + held);
        contracts = held;
    }

    @Override
    public void onAlarm(int accountId, String what) {
        // Words for people differ.
    }

    @Override
    public synchronized void onFault(Throwable cause) {
        told.add("fault " + cause);
    }
}
