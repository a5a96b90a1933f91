package smc.exchange.market;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest trades of one symbol, as many as Delta shows. */
public final class RecentTrades {
    private static final int TRADES_MAX = 50;

    private final Deque<Trade> newestFirst = new ArrayDeque<>(TRADES_MAX);

    /** @param isBuy whether the aggressor bought */
    public record Trade(long timeNanos, boolean isBuy, long priceE8, long contracts) {}

    void add(Trade trade) {
        if (newestFirst.size() == TRADES_MAX) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(trade);
    }

    public List<Trade> newestFirst() {
        return List.copyOf(newestFirst);
    }
}
