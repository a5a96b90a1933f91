package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import smc.execution.instrument.Direction;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** The desks that share one position: all modes of a symbol, or one alone (docs/rules.md, section 23). Engine thread. */
public final class Scope {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final List<Desk> desks = new ArrayList<>();
    private long longExitIndex = NEVER;
    private long shortExitIndex = NEVER;
    private long lastEntryFillIndex = NEVER;
    private long lastEntryFillTradeId;

    /** Takes over what another has seen: exits still cool down, and the last entry is known. */
    void goOnFrom(Scope before) {
        longExitIndex = Math.max(longExitIndex, before.longExitIndex);
        shortExitIndex = Math.max(shortExitIndex, before.shortExitIndex);
        if (before.lastEntryFillIndex > lastEntryFillIndex) {
            lastEntryFillIndex = before.lastEntryFillIndex;
            lastEntryFillTradeId = before.lastEntryFillTradeId;
        }
    }

    void join(Desk desk) {
        desks.add(desk);
    }

    /** The trade that holds the scope; 0 if it is free. */
    long openTradeId() {
        for (Desk desk : desks) {
            if (desk.openTradeId() != 0) {
                return desk.openTradeId();
            }
        }
        return 0;
    }

    /** Whether a market entry is decided and has not left yet. */
    boolean hasMarketEntry() {
        for (Desk desk : desks) {
            if (desk.hasMarketEntry()) {
                return true;
            }
        }
        return false;
    }

    /** An entry, other than {@code own}, that is sent and unanswered; 0 if there is none. */
    long unansweredEntry(Entry own) {
        for (Desk desk : desks) {
            long orderId = desk.unansweredEntry(own);
            if (orderId != 0) {
                return orderId;
            }
        }
        return 0;
    }

    /** Whether a resting entry may still fill, cancelled or not. */
    boolean hasRestingEntry() {
        for (Desk desk : desks) {
            if (desk.hasRestingEntry()) {
                return true;
            }
        }
        return false;
    }

    /** Candles of the cool-down that are left before an entry decided at this close may fill; 0 if none. */
    long cooldownLeft(Direction direction, int cooldownCandles, long closedIndex) {
        long exitIndex = direction == Direction.LONG ? longExitIndex : shortExitIndex;
        return Math.max(0, exitIndex + cooldownCandles - closedIndex);
    }

    /** A trade ended. {@code index} is the candle whose close decided it, or the one inside which it filled. */
    void onExit(Direction direction, long index) {
        switch (direction) {
            case LONG -> longExitIndex = Math.max(longExitIndex, index);
            case SHORT -> shortExitIndex = Math.max(shortExitIndex, index);
        }
    }

    /** The fill of an entry opened a trade: every other entry of the scope is in the way now. */
    void onTradeOpened(Entry filled, long tradeId, long index) {
        lastEntryFillIndex = index;
        lastEntryFillTradeId = tradeId;
        for (Desk desk : desks) {
            desk.yieldTo(filled, tradeId);
        }
    }

    /** The trade whose entry filled in candle {@code index}; 0 if none did. */
    long tradeEnteredIn(long index) {
        return lastEntryFillIndex == index ? lastEntryFillTradeId : 0;
    }

    void hashTo(StateHash hash) {
        hash.add(longExitIndex).add(shortExitIndex).add(lastEntryFillIndex).add(lastEntryFillTradeId);
    }

    /** Something about an order of the scope changed: an entry that waited may go now. */
    void onOrderSettled() {
        for (Desk desk : desks) {
            desk.sendWaitingEntry();
        }
    }

    /** Copies out everything that is remembered beside the desks. */
    public void copyTo(StateCopy out) {
        out.begin("scope", 1)
                .put("longExitIndex", longExitIndex)
                .put("shortExitIndex", shortExitIndex)
                .put("lastEntryFillIndex", lastEntryFillIndex)
                .put("lastEntryFillTradeId", lastEntryFillTradeId)
                .end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public void restore(StateTree in) {
        StateTree scope = in.object("scope", 1);
        longExitIndex = scope.number("longExitIndex");
        shortExitIndex = scope.number("shortExitIndex");
        lastEntryFillIndex = scope.number("lastEntryFillIndex");
        lastEntryFillTradeId = scope.number("lastEntryFillTradeId");
    }
}
