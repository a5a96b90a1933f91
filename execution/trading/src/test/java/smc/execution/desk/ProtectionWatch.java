package smc.execution.desk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import smc.exchange.matching.RejectReason;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;

/**
 * Stands at the venue and counts, from its reports alone, what each account holds and what its stops cover; holds at every step that nothing
 * is held without a stop, or not for longer than it takes to place one.
 */
class ProtectionWatch implements SimulatedDesk.VenueWatch {
    private final Map<Long, WatchedOrder> orders = new HashMap<>();
    private final long[] positions;
    private final long[] nakedSinceNanos;
    private final long boundNanos;
    private long nowNanos;
    private long steps;
    private long nakedSteps;
    private long stepsWithPosition;

    /** @param boundNanos how long something may be held without a stop; 0 not for a moment */
    ProtectionWatch(int accounts, long boundNanos) {
        positions = new long[accounts];
        nakedSinceNanos = new long[accounts];
        Arrays.fill(nakedSinceNanos, Long.MAX_VALUE);
        this.boundNanos = boundNanos;
    }

    private static final class WatchedOrder {
        private final int accountId;
        private final Direction direction;
        private final boolean isStop;
        private final long bracketStopId;
        private long contracts;
        private long filled;
        private boolean isOpen;

        private WatchedOrder(int accountId, Direction direction, boolean isStop, long bracketStopId, long contracts) {
            this.accountId = accountId;
            this.direction = direction;
            this.isStop = isStop;
            this.bracketStopId = bracketStopId;
            this.contracts = contracts;
        }
    }

    /** Whether what an account holds has been without a stop for too long. */
    boolean isTooLong(int account, long nakedNanos) {
        return boundNanos == 0 || nakedNanos > boundNanos;
    }

    /** Something that an account holds has all its stops. */
    void onCovered(int account) {}

    /** Counts anew for how long anything is without a stop. */
    final void countAnew() {
        Arrays.fill(nakedSinceNanos, Long.MAX_VALUE);
    }

    /** Time has passed at the venue. Without it only its reports tell the time. */
    void timeIs(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /** Steps at which something was held: a run in which nothing happened proves nothing. */
    long stepsWithPosition() {
        return stepsWithPosition;
    }

    @Override
    public void onStep() {
        steps++;
        for (int account = 0; account < positions.length; account++) {
            long covered = covered(account);
            if (covered >= Math.abs(positions[account])) {
                stepsWithPosition += positions[account] == 0 ? 0 : 1;
                nakedSinceNanos[account] = Long.MAX_VALUE;
                onCovered(account);
                continue;
            }
            nakedSteps++;
            nakedSinceNanos[account] = Math.min(nakedSinceNanos[account], nowNanos);
            if (isTooLong(account, nowNanos - nakedSinceNanos[account])) {
                throw new AssertionError(
                        "expected stops for the %d contracts of account %d, were for %d at step %d, for %d ns"
                                .formatted(
                                        positions[account],
                                        account,
                                        covered,
                                        steps,
                                        nowNanos - nakedSinceNanos[account]));
            }
        }
    }

    /** Steps at which something was held that no stop covered yet. */
    long nakedSteps() {
        return nakedSteps;
    }

    private long covered(int account) {
        long covered = 0;
        for (WatchedOrder order : orders.values()) {
            boolean isAgainst = order.direction == (positions[account] > 0 ? Direction.SHORT : Direction.LONG);
            if (order.isStop && order.isOpen && order.accountId == account && isAgainst) {
                covered += order.contracts - order.filled;
            }
        }
        return covered;
    }

    /** What is edited or cancelled counts when the venue reports it. */
    @Override
    public void onRequest(OrderRequest request) {
        if (request instanceof Submit order) {
            boolean isStop = order.type() == OrderType.STOP_MARKET;
            orders.put(
                    order.orderId(),
                    new WatchedOrder(
                            order.accountId(), order.direction(), isStop, order.stopOrderId(), order.contracts()));
            if (order.hasStop()) {
                // The venue makes it as large as what has filled.
                orders.put(
                        order.stopOrderId(),
                        new WatchedOrder(order.accountId(), order.direction().opposite(), true, 0, 0));
            }
        }
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        nowNanos = timeNanos;
        orders.get(orderId).isOpen = true;
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        nowNanos = timeNanos;
        WatchedOrder order = orders.get(orderId);
        long contracts = filledContracts - order.filled;
        order.filled = filledContracts;
        positions[order.accountId] += order.direction.sign() * contracts;
        if (order.bracketStopId != 0 && !orders.get(order.bracketStopId).isOpen) {
            orders.get(order.bracketStopId).contracts = filledContracts;
        }
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        nowNanos = timeNanos;
        orders.get(orderId).contracts = contracts;
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        nowNanos = timeNanos;
        orders.get(orderId).isOpen = false;
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        // It never came to be.
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        // Nothing changed.
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        // Nothing changed.
    }

    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        // Money only.
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        nowNanos = timeNanos;
        positions[accountId] = 0;
    }
}
