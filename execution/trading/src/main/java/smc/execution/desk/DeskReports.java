package smc.execution.desk;

import smc.execution.order.Order;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderState;

/** What the venue says of a desk's orders, and who has to hear of it. Engine thread. */
final class DeskReports {
    private final DeskOrders orders;
    private final TradeKeeper trades;
    private final EntryMode mode;
    private final Runnable settled;

    /** @param settled told when an entry will not fill any more */
    DeskReports(DeskOrders orders, TradeKeeper trades, EntryMode mode, Runnable settled) {
        this.orders = orders;
        this.trades = trades;
        this.mode = mode;
        this.settled = settled;
    }

    void take(OrderReport report) {
        Order order = orders.find(report.orderId());
        if (order == null) {
            trades.differs(0);
        } else {
            take(report, order);
        }
    }

    private void take(OrderReport report, Order order) {
        switch (report) {
            case OrderReport.Sent _ -> reportIf(order.onSent(), order);
            case OrderReport.Accepted _ -> {
                if (reportIf(order.onAccepted(), order)) {
                    orders.noteReachedBeforeLive(order);
                    if (order.purpose() == OrderPurpose.STOP) {
                        trades.onStopStands(order);
                    }
                }
            }
            case OrderReport.Unanswered _ -> reportIf(order.onUnanswered(), order);
            case OrderReport.Rejected rejected -> {
                if (reportIf(order.onRejected(), order)) {
                    orders.noteReachedBeforeLive(order);
                    boolean isInTheWay = rejected.code() == OrderReport.Rejected.REDUCING_ORDERS_IN_THE_WAY;
                    settle(order, rejected.code(), isInTheWay);
                }
            }
            case OrderReport.Cancelled _ -> {
                // Of one that never was at the venue it says that it never left.
                boolean hadCome = order.state() == OrderState.OPEN;
                if (reportIf(order.onCancelled(), order)) {
                    settle(order, 0, hadCome);
                }
            }
            case OrderReport.Edited edited -> order.onEdited(edited.priceE8(), edited.contracts());
            case OrderReport.EditRejected _ -> {
                order.onEditRejected();
                trades.onEditRejected(order);
            }
            case OrderReport.Filled filled -> onFilled(order, filled);
        }
    }

    private boolean reportIf(boolean hasChanged, Order order) {
        if (hasChanged) {
            orders.reportChange(order);
        }
        return hasChanged;
    }

    /** One that was settled long ago is taken back: an entry so late is closed at once. */
    private void onFilled(Order order, OrderReport.Filled fill) {
        long contracts = order.onFilled(fill.filledContracts(), fill.priceE8());
        if (contracts == 0) {
            return;
        }
        boolean isRecalled = orders.recall(order);
        orders.reportChange(order);
        if (order.purpose() == OrderPurpose.ENTRY) {
            Entry entry = orders.findEntry(order.id());
            if (trades.enter(entry, contracts, fill.priceE8(), fill.feeE8(), isRecalled)) {
                mode.onFirstFill(entry);
            }
        } else {
            trades.exit(order, contracts, fill.priceE8(), fill.feeE8());
        }
    }

    /**
     * An order will not fill any more, and that was not by filling.
     *
     * @param isBlocked of an exit: whether orders that reduce already may have been in its way
     */
    private void settle(Order order, long code, boolean isBlocked) {
        switch (order.purpose()) {
            case ENTRY -> {
                Entry entry = orders.findEntry(order.id());
                entry.refusalCode = code;
                if (order.filledContracts() == 0) {
                    mode.onSettled(entry);
                }
                settled.run();
            }
            case STOP -> trades.onStopLost(order);
            case EXIT -> trades.onExitLost(order, isBlocked);
            case TARGET -> {
                // Placed again at the next close, while there is a position.
            }
        }
    }
}
