package smc.execution.venue.delta.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;

/** What is known of one instrument of an account: the position by its fills, and the fills that wait to be placed. */
public final class Holding {
    final ProductFacts product;

    /** Signed. */
    long contracts;
    /** Bracket stops of the entries that made the position, oldest first. */
    final List<TrackedOrder> stops = new ArrayList<>();

    /** In the venue's order; the first waits until it is known whose it is, and all others behind it. */
    final Queue<FillFacts> fills = new ArrayDeque<>();

    /** By sequence: those before them have not come. */
    final NavigableMap<Long, FillFacts> early = new TreeMap<>();

    /** Last of the channel; 0 before the first of a connection. */
    long sequence;

    long waitsSinceMillis;
    long earlySinceMillis;

    /** Leverage in force; 0 if not known. */
    int leverage;

    Holding(ProductFacts product) {
        this.product = product;
    }

    public ProductFacts product() {
        return product;
    }

    /** In force; 0 if not known. */
    public int leverage() {
        return leverage;
    }

    /** @param inForce 0 if not known */
    public void setLeverage(int inForce) {
        leverage = inForce;
    }

    public boolean isFlat() {
        return contracts == 0;
    }

    /** Whether an order of this side makes the position smaller. */
    boolean isReducedBy(boolean isBuy) {
        return isBuy ? contracts < 0 : contracts > 0;
    }
}
