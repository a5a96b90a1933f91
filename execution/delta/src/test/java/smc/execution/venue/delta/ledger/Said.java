package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.List;
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
    public void onOrderSent(int accountId, int instrumentId, long orderId) {
        say("sent " + orderId);
    }

    @Override
    public void onOrderAccepted(int accountId, int instrumentId, long orderId) {
        say("accepted " + orderId);
    }

    @Override
    public void onOrderUnanswered(int accountId, int instrumentId, long orderId) {
        say("unanswered " + orderId);
    }

    @Override
    public void onOrderRejected(int accountId, int instrumentId, long orderId, long code) {
        say("rejected " + orderId + ": " + code);
    }

    @Override
    public void onOrderCancelled(int accountId, int instrumentId, long orderId) {
        say("cancelled " + orderId);
    }

    @Override
    public void onOrderEdited(int accountId, int instrumentId, long orderId, long priceE8, long contracts) {
        say("edited " + orderId + ": " + contracts + " at " + FixedPoint.formatE8(priceE8));
    }

    @Override
    public void onOrderEditRejected(int accountId, int instrumentId, long orderId) {
        say("edit rejected " + orderId);
    }

    @Override
    public void onOrderFilled(
            int accountId, int instrumentId, long orderId, long filledContracts, long priceE8, long feeE8) {
        say("filled " + orderId + ": " + filledContracts + " at " + FixedPoint.formatE8(priceE8) + " for "
                + FixedPoint.formatE8(feeE8));
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
    public void onPositionMoved(int accountId, int instrumentId, long contracts) {
        say("position " + accountId + "/" + instrumentId + " " + contracts);
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
