package smc.execution.desk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.TradingState;

/**
 * Stands between the desks and the venue for a life. What is held is without a stop for at most {@link #FILL_NANOS} from the fill, and
 * {@link #SHOWN_NANOS} from the moment at which the engine was shown it, if nothing fails on the way of the stop itself; the time in which the engine is
 * dead counts for nothing. Nothing is asked for twice, and no entry by an account that may not make one.
 */
final class LifeWatch extends ProtectionWatch {
    private static final long FILL_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Set<Long> asked = new HashSet<>();
    private final TradingState[] states;
    private final long[] shownSince;
    private final boolean[] hasFailed;
    private long nowNanos;
    private long longestNanos;
    private boolean isDown;
    private int entries;

    LifeWatch(int accounts) {
        super(accounts, FILL_NANOS);
        states = new TradingState[accounts];
        Arrays.fill(states, TradingState.ACTIVE);
        shownSince = new long[accounts];
        hasFailed = new boolean[accounts];
    }

    /** Entries that were asked for. */
    int entries() {
        return entries;
    }

    /** The longest for which something was without a stop. */
    long longestNanos() {
        return longestNanos;
    }

    /** As {@link RecordedEffects} says it: {@code A PAUSED by OPERATOR ...}. */
    void onState(String line) {
        states[line.charAt(0) - 'A'] = TradingState.valueOf(line.split(" ", -1)[1]);
    }

    void onWanted(OrderRequest request) {
        if (!(request instanceof Submit order)) {
            return;
        }
        if (!asked.add(order.orderId()) || (order.hasStop() && !asked.add(order.stopOrderId()))) {
            throw new AssertionError("expected a number of its own, was " + order);
        }
        if (order.isEntry()) {
            entries++;
            if (states[order.accountId()] != TradingState.ACTIVE) {
                throw new AssertionError("expected no entry while " + states[order.accountId()] + ", was " + order);
            }
        }
    }

    /** One thing fails at a time: what protects is not lost a second time while something is without a stop. */
    boolean mayFail(Submit order) {
        return order.purpose() == OrderPurpose.ENTRY || !hasFailed[order.accountId()];
    }

    void onFailed(Submit order) {
        if (order.purpose() != OrderPurpose.ENTRY) {
            hasFailed[order.accountId()] = true;
        }
    }

    /** The engine was told of a fill. */
    void onShown(int account) {
        if (shownSince[account] == 0) {
            shownSince[account] = nowNanos;
        }
    }

    void engineIs(boolean isDead) {
        isDown = isDead;
        countAnew();
        Arrays.fill(shownSince, 0);
    }

    @Override
    void timeIs(long nanos) {
        super.timeIs(nanos);
        nowNanos = Math.max(nowNanos, nanos);
    }

    @Override
    boolean isTooLong(int account, long nakedNanos) {
        if (isDown) {
            return false;
        }
        longestNanos = Math.max(longestNanos, nakedNanos);
        boolean isShown = shownSince[account] != 0 && !hasFailed[account];
        return nakedNanos > FILL_NANOS || (isShown && nowNanos - shownSince[account] > SHOWN_NANOS);
    }

    @Override
    void onCovered(int account) {
        shownSince[account] = 0;
        hasFailed[account] = false;
    }
}
