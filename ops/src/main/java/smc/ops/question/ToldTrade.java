package smc.ops.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.position.ExitReason;

/** A trade with every fill, open or closed. */
final class ToldTrade {
    private final TradeOpened opened;
    private final long sequence;
    private final List<Fill> fills = new ArrayList<>();
    private final List<OrderLife> orders = new ArrayList<>();
    private long fundingE8;
    private TradeClosed closed;

    /**
     * Contracts that came in or went out.
     *
     * @param atNanos time of the frame
     * @param reason why they went out; empty if they came in
     */
    record Fill(long atNanos, long candleNanos, Optional<ExitReason> reason, long contracts, long priceE8, long feeE8) {
        /** Whether it is one order's with the one before, at one price: a venue may tell it in parts. */
        private boolean isPartOf(Fill before) {
            return reason.equals(before.reason) && priceE8 == before.priceE8 && candleNanos == before.candleNanos;
        }

        private Fill and(Fill next) {
            return new Fill(atNanos, candleNanos, reason, contracts + next.contracts, priceE8, feeE8 + next.feeE8);
        }

        boolean isSame(Fill other) {
            return candleNanos == other.candleNanos
                    && reason.equals(other.reason)
                    && contracts == other.contracts
                    && priceE8 == other.priceE8;
        }
    }

    ToldTrade(TradeOpened opened, long sequence) {
        this.opened = opened;
        this.sequence = sequence;
    }

    void add(Fill fill) {
        if (!fills.isEmpty() && fill.isPartOf(fills.getLast())) {
            fills.add(fills.removeLast().and(fill));
        } else {
            fills.add(fill);
        }
    }

    void add(OrderLife order) {
        orders.add(order);
    }

    void fund(long moneyE8) {
        fundingE8 = Math.addExact(fundingE8, moneyE8);
    }

    void close(TradeClosed end) {
        closed = end;
    }

    TradeOpened opened() {
        return opened;
    }

    Zone zone() {
        return Zone.of(opened);
    }

    /** Of the frame that opened it; 0 if that is of no journal. */
    long sequence() {
        return sequence;
    }

    /** What filled at one price in a row is one. In order. */
    List<Fill> fills() {
        return fills;
    }

    /** Its entry, and what was asked for while it was open. */
    List<OrderLife> orders() {
        return orders;
    }

    /** Positive costs. */
    long fundingE8() {
        return closed == null ? fundingE8 : closed.fundingE8();
    }

    boolean isClosed() {
        return closed != null;
    }

    /** Of a closed one: gain less all costs; 0 of an open one. */
    long netE8() {
        return closed == null ? 0 : closed.gainE8() - closed.feesE8() - closed.fundingE8();
    }

    /** Of a closed one, taxes included; 0 of an open one. */
    long feesE8() {
        return closed == null ? 0 : closed.feesE8();
    }

    /** Of a closed one; informative. */
    long slippageE8() {
        return closed == null ? 0 : closed.slippageE8();
    }

    /** Contracts that came in. */
    long contracts() {
        return fills.stream()
                .filter(fill -> fill.reason().isEmpty())
                .mapToLong(Fill::contracts)
                .sum();
    }

    long firstNanos() {
        return fills.getFirst().atNanos();
    }

    long lastNanos() {
        return fills.getLast().atNanos();
    }

    /** Open time of the candle of the last fill. */
    long lastCandleNanos() {
        return fills.getLast().candleNanos();
    }

    /** How long the venue's slowest answer to one of its orders took, nanoseconds. */
    long lagNanos() {
        return orders.stream().mapToLong(OrderLife::lagNanos).max().orElse(0);
    }

    /** Its zone is the other's already: the same fills and the same costs. */
    boolean isSame(ToldTrade other) {
        return hasSameFills(other)
                && fundingE8() == other.fundingE8()
                && isClosed() == other.isClosed()
                && netE8() == other.netE8();
    }

    boolean hasSameFills(ToldTrade other) {
        return firstOther(other) < 0;
    }

    /** Index of the first fill that is another one in the other trade; below 0 if none is. */
    int firstOther(ToldTrade other) {
        int shared = Math.min(fills.size(), other.fills.size());
        for (int i = 0; i < shared; i++) {
            if (!fills.get(i).isSame(other.fills.get(i))) {
                return i;
            }
        }
        return fills.size() == other.fills.size() ? -1 : shared;
    }

    /** Whether the prices and candles are the same, and only the sizes are not. */
    boolean differsInSizeAlone(ToldTrade other) {
        return !hasSameFills(other) && prices().equals(other.prices());
    }

    private List<List<Object>> prices() {
        return fills.stream()
                .map(fill -> Stream.<Object>of(fill.candleNanos(), fill.reason(), fill.priceE8())
                        .toList())
                .toList();
    }
}
