package smc.exchange.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reports as lines that read like the desk talks, and their times beside them. */
final class RecordedReports implements VenueListener {
    private final List<String> lines = new ArrayList<>();
    private final List<Long> timesNanos = new ArrayList<>();

    /** What to do from inside each report; the venue must refuse it. */
    Runnable inPlace = () -> {};

    /** Everything reported since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        timesNanos.clear();
        return taken;
    }

    List<Long> timesNanos() {
        return List.copyOf(timesNanos);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    static String text(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8).stripTrailingZeros().toPlainString();
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        add(timeNanos, "accepted " + orderId);
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        add(timeNanos, "rejected " + orderId + " " + reason);
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        String role = isMaker ? "maker" : "taker";
        add(
                timeNanos,
                "filled " + orderId + ": " + filledContracts + " at " + text(priceE8) + ", fee " + text(feeE8) + " "
                        + role);
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        add(timeNanos, "cancelled " + orderId + ": " + filledContracts);
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        add(timeNanos, "edited " + orderId + ": " + contracts + " at " + text(priceE8));
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        add(timeNanos, "edit rejected " + orderId + " " + reason);
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        add(timeNanos, "cancel rejected " + orderId);
    }

    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        add(timeNanos, "funding " + accountId + "/" + instrumentId + ": " + text(amountE8));
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        add(
                timeNanos,
                "liquidated " + accountId + "/" + instrumentId + ": " + contracts + " at " + text(priceE8) + ", fee "
                        + text(feeE8));
    }

    private void add(long timeNanos, String line) {
        lines.add(line);
        timesNanos.add(timeNanos);
        inPlace.run();
    }
}
