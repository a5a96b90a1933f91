package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.List;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.venue.VenueReports;
import smc.strategy.number.FixedPoint;

/** Reports as lines of text, in their order. Any thread may read. */
public final class Said implements VenueReports {
    private final List<String> lines = new ArrayList<>();

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Those about an order. */
    public List<String> of(long orderId) {
        return lines().stream()
                .filter(line -> line.endsWith(" " + orderId) || line.contains(" " + orderId + ":"))
                .toList();
    }

    public List<String> alarms() {
        return lines().stream().filter(line -> line.startsWith("alarm")).toList();
    }

    public synchronized void forget() {
        lines.clear();
    }

    private synchronized void say(String line) {
        lines.add(line);
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        say(
                switch (report) {
                    case Sent sent -> "sent " + sent.orderId();
                    case Accepted accepted -> "accepted " + accepted.orderId();
                    case Unanswered unanswered -> "unanswered " + unanswered.orderId();
                    case Rejected rejected -> "rejected " + rejected.orderId() + ": " + rejected.code();
                    case Cancelled cancelled -> "cancelled " + cancelled.orderId();
                    case Edited edited ->
                        "edited " + edited.orderId() + ": " + edited.contracts() + " at "
                                + FixedPoint.formatE8(edited.priceE8());
                    case EditRejected rejected -> "edit rejected " + rejected.orderId();
                    case Filled filled ->
                        "filled " + filled.orderId() + ": " + filled.filledContracts() + " at "
                                + FixedPoint.formatE8(filled.priceE8()) + " for "
                                + FixedPoint.formatE8(filled.feeE8());
                });
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        say("funding " + accountId + "/" + instrumentId + " " + FixedPoint.formatE8(moneyE8));
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        say("liquidated " + contracts + " at " + FixedPoint.formatE8(priceE8));
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        say("position " + accountId + "/" + instrumentId + " " + heldContracts);
    }

    @Override
    public void onAlarm(int accountId, String what) {
        say("alarm " + accountId + " " + what);
    }

    @Override
    public void onFault(Throwable cause) {
        say("fault " + cause);
    }
}
