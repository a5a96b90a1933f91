package smc.execution.desk;

import java.util.concurrent.TimeUnit;
import smc.execution.order.Order;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;

/** What a trade has at the venue to protect it and to end it: its stop, its target, its exit (docs/rules.md, sections 21 and 22). Engine thread. */
final class ExitOrders {
    /** Until an exit that came to nothing is repeated: doubled from one to the next, up to the longest. */
    private static final long PAUSE_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long PAUSE_MAX_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** 0.3, 0.6, 1.2, 2.4, 4.8 s, and the longest. */
    private static final int FAILURES_COUNTED = 6;

    private final DeskOrders orders;

    ExitOrders(DeskOrders orders) {
        this.orders = orders;
    }

    // ---- the stop

    /**
     * Makes the stop at the venue what the trade says. Its size is that of all that was or may still be entered, and never made smaller: being
     * reduce-only it cannot do too much, and an edit that meets a fill on its way cannot leave a part naked.
     */
    void protect(OpenTrade trade) {
        Order stop = trade.stop;
        if (stop.isStanding()) {
            long contracts = Math.addExact(stop.filledContracts(), trade.contractsToCover());
            orders.edit(stop, trade.stopE8, Math.max(stop.wantedContracts(), contracts));
        } else {
            placeStop(trade);
        }
    }

    /** A stop that cannot be moved is placed anew; the old one protects until the venue has the new one. */
    void onEditRejected(OpenTrade trade, Order order) {
        if (trade.stop == order && order.isStanding() && trade.replacedStop == null) {
            placeStop(trade);
            trade.replacedStop = order;
        }
    }

    /** The venue has it: the one before may go. */
    void onStopStands(OpenTrade trade, Order order) {
        if (trade.stop == order && trade.replacedStop != null) {
            orders.cancel(trade.replacedStop);
            trade.replacedStop = null;
        }
    }

    /** A position must not stand naked: a plain stop, and if the venue will not have it, out at market, which this then asks for. */
    boolean isRefused(OpenTrade trade, Order lost) {
        if (trade.replacedStop == lost) {
            trade.replacedStop = null;
        }
        if (trade.stop != lost) {
            return false;
        }
        Order before = trade.replacedStop;
        trade.replacedStop = null;
        if (before != null && before.isStanding()) {
            trade.stop = before; // to be moved again by the next close
            return false;
        }
        if (lost.state() == OrderState.REJECTED) {
            return trade.exitReason == null;
        }
        placeStop(trade);
        return false;
    }

    private void placeStop(OpenTrade trade) {
        trade.stop = submit(trade, OrderPurpose.STOP, OrderType.STOP_MARKET, trade.stopE8, trade.contractsToCover());
    }

    // ---- the target

    /** Until it first filled, the target is asked to be what the trade says, again if it was refused or lost. */
    void adjustTarget(OpenTrade trade) {
        long contracts = trade.targetContracts();
        if (contracts == 0 || trade.isTargetReached || trade.exitReason != null) {
            return;
        }
        long targetE8 = trade.targetE8();
        if (trade.target == null || !trade.target.isWorking()) {
            trade.target = submit(trade, OrderPurpose.TARGET, OrderType.LIMIT, targetE8, contracts);
        } else {
            orders.edit(trade.target, targetE8, contracts);
        }
    }

    // ---- the exit

    /** @param index candle whose close decided it, or inside which it was decided: the cool-down counts from it */
    void closeAtMarket(OpenTrade trade, ExitReason reason, long expectedE8, long index) {
        trade.exitReason = reason;
        trade.exitDecidedIndex = index;
        orders.cancel(trade.entry.order);
        submitExit(trade, expectedE8);
    }

    /** An exit is repeated until the position is gone; an entry never is. */
    void keepClosing(OpenTrade trade, long nowNanos) {
        if (trade.exitReason == null || trade.exit.isWorking() || nowNanos < trade.exitNotBeforeNanos) {
            return;
        }
        if (trade.blockedExits > 1) {
            cancelStops(trade);
        }
        submitExit(trade, trade.exit.priceE8());
    }

    /**
     * An exit will not fill any more. One that filled a part goes on at once; one that came to nothing has to wait, so that a venue which refuses all of
     * them is not asked without end.
     *
     * @param isBlocked whether what reduces already may have been in its way
     */
    void onExitLost(OpenTrade trade, Order lost, boolean isBlocked, long nowNanos) {
        if (trade.exit != lost) {
            return;
        }
        if (lost.filledContracts() > 0) {
            trade.failedExits = 0;
            trade.exitNotBeforeNanos = 0;
            return;
        }
        if (isBlocked && trade.blockedExits < 2) {
            onExitBlocked(trade, lost);
            return;
        }
        trade.exitNotBeforeNanos = nowNanos + Math.min(PAUSE_MIN_NANOS << trade.failedExits, PAUSE_MAX_NANOS);
        trade.failedExits = Math.min(trade.failedExits + 1, FAILURES_COUNTED);
    }

    /**
     * An exit was refused, or cancelled by the venue, since what reduces already may be in its way: the target goes first, and if that does not do, the
     * stop, each followed by another exit in the same breath; from the third on as time moves. A stop that goes is placed again as soon as the venue says that it is gone: behind the exit,
     * and ahead of the next.
     */
    private void onExitBlocked(OpenTrade trade, Order lost) {
        if (trade.blockedExits == 0 && trade.target != null) {
            trade.blockedExits = 1;
            orders.cancel(trade.target);
        } else {
            trade.blockedExits = 2;
            cancelStops(trade);
        }
        submitExit(trade, lost.priceE8());
    }

    private void cancelStops(OpenTrade trade) {
        orders.cancel(trade.stop);
        if (trade.replacedStop != null) {
            orders.cancel(trade.replacedStop);
        }
    }

    private void submitExit(OpenTrade trade, long expectedE8) {
        trade.exit = submit(trade, OrderPurpose.EXIT, OrderType.MARKET, expectedE8, trade.position.contracts());
    }

    private Order submit(OpenTrade trade, OrderPurpose purpose, OrderType type, long priceE8, long contracts) {
        return orders.submit(purpose, type, trade.direction().opposite(), priceE8, contracts, trade.position.tradeId());
    }
}
