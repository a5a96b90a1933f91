package smc.feed.session;

/**
 * The latest trades seen of one symbol, to tell a row that is replayed from one that is new. Trades carry no id and equal ones are legal, so
 * each replayed row uses up one seen before. One owner; allocates nothing.
 */
final class SeenTrades {
    /** Trades of one instant that are told apart; the most in a microsecond of the recordings is far below. */
    private static final int SAME_INSTANT_MAX = 256;

    private final long[] pricesE8 = new long[SAME_INSTANT_MAX];
    private final long[] contracts = new long[SAME_INSTANT_MAX];
    private final boolean[] isUsedUp = new boolean[SAME_INSTANT_MAX];
    private int count;
    private long lastNanos;

    /** @param lastNanos everything before it is known */
    SeenTrades(long lastNanos) {
        this.lastNanos = lastNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** From here on rows may be replayed. */
    void onReconnect() {
        for (int i = 0; i < count; i++) {
            isUsedUp[i] = false;
        }
    }

    /** @param isReplayed whether it came in a snapshot, in which no other row can be its repeat */
    void add(long venueNanos, long priceE8, long quantityContracts, boolean isReplayed) {
        if (venueNanos < lastNanos) {
            return;
        }
        if (venueNanos > lastNanos) {
            lastNanos = venueNanos;
            count = 0;
        }
        if (count < SAME_INSTANT_MAX) {
            pricesE8[count] = priceE8;
            contracts[count] = quantityContracts;
            isUsedUp[count] = isReplayed;
            count++;
        }
    }

    /** Whether a replayed row was told before. More of one instant than are kept count as told. */
    boolean takeRepeat(long venueNanos, long priceE8, long quantityContracts) {
        if (venueNanos != lastNanos) {
            return venueNanos < lastNanos;
        }
        for (int i = 0; i < count; i++) {
            if (!isUsedUp[i] && pricesE8[i] == priceE8 && contracts[i] == quantityContracts) {
                isUsedUp[i] = true;
                return true;
            }
        }
        return count == SAME_INSTANT_MAX;
    }
}
