package smc.execution.desk;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;

/**
 * Desks at the simulated venue, over a line that loses answers, is slow, breaks and comes back, and a venue that refuses, is asked too often and forgets a
 * bracket. What the client of the venue makes of each (docs/reconciliation.md, docs/exchange-clients.md) is what the desks are told here: an answer that
 * is lost is <i>unanswered</i> and is found out later, a cancel is repeated until it is certain, a leg that is missing is said 0.3 s after the fill.
 *
 * <p>The market is told by {@link #trade}, and all that is under way arrives in between, at its time.
 */
final class LivingDesk extends SimulatedDesk {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** While something is under way, the desks are told the time so often. */
    private static final long CLOCK_NANOS = 250 * MILLI;
    /** So long after the last request or report. */
    private static final long BUSY_NANOS = 10_000 * MILLI;

    private static final long REFUSED = 7;
    private static final long NOT_FOUND = 8;
    private static final long LAPSED = 9;

    private final SplittableRandom random;
    private final int faultsPerMille;
    private final LifeWatch watch;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Set<Long> withoutBracket = new HashSet<>();
    private final Map<Long, Long> laterReports = new HashMap<>();
    private final long[] requestsUntil;
    private final long[] silentUntil;
    private long count;
    private long busyUntil;
    private long lastE8;
    private boolean isDown;
    private boolean isDeaf;

    /** What can go wrong. */
    enum Fault {
        /** The answer to a request that the venue has carried out. */
        ANSWER_LOST,
        /** The request itself, or a 5xx for it. */
        REQUEST_LOST,
        REFUSED,
        /** 429: an entry is not sent any more, what protects goes out. */
        QUOTA,
        SLOW,
        BRACKET_LOST,
        SOCKET_GONE,
        REPEATED,
        KILLED
    }

    private record Due(long nanos, long number, Runnable action) {}

    LivingDesk(DeskSetup setup, SplittableRandom random, int faultsPerMille, LifeWatch watch) {
        super(setup, false);
        this.random = random;
        this.faultsPerMille = faultsPerMille;
        this.watch = watch;
        requestsUntil = new long[setup.modes().size()];
        silentUntil = new long[setup.modes().size()];
        watch(watch);
    }

    /** A client that does not notice that a bracket is missing: what the watch is there to find. */
    LivingDesk deaf() {
        isDeaf = true;
        return this;
    }

    /** How often each has happened. */
    Map<Fault, Integer> faults() {
        return faults;
    }

    /** Whether nothing is on its way. */
    boolean isQuiet() {
        return due.isEmpty();
    }

    private boolean happens(Fault fault) {
        boolean does = random.nextInt(1_000) < faultsPerMille;
        if (does) {
            faults.merge(fault, 1, Integer::sum);
        }
        return does;
    }

    private void at(long nanos, Runnable action) {
        due.add(new Due(nanos, count++, action));
        busyUntil = Math.max(busyUntil, nanos + BUSY_NANOS);
    }

    /** Lets time pass, with all that happens in it. */
    void liveTo(long nanos) {
        while (true) {
            long next = due.isEmpty() ? Long.MAX_VALUE : due.peek().nanos();
            long clock = nowNanos() < busyUntil && !isDown ? nowNanos() + CLOCK_NANOS : Long.MAX_VALUE;
            long step = Math.min(next, clock);
            if (step >= nanos) {
                break;
            }
            pass(Math.max(step, nowNanos()));
            if (lastE8 != 0) {
                trade(nowNanos(), lastE8, 100); // nothing is at market for long without one
            }
            while (!due.isEmpty() && due.peek().nanos() <= nowNanos()) {
                due.poll().action().run();
                carry();
            }
        }
        pass(Math.max(nanos, nowNanos()));
    }

    private void pass(long nanos) {
        watch.timeIs(nanos);
        passTo(nanos);
    }

    /** As {@link #trade}, after all that happens before it. */
    void liveTrade(long nanos, long priceE8, long contracts) {
        liveTo(nanos);
        trade(nowNanos(), priceE8, contracts);
        lastE8 = priceE8;
    }

    /** The connection to the venue's reports is gone for so long; they come all at once when it is back. */
    void loseSocket(int accountId, long nanos) {
        faults.merge(Fault.SOCKET_GONE, 1, Integer::sum);
        silentUntil[accountId] = Math.max(silentUntil[accountId], nowNanos() + nanos);
    }

    /**
     * The engine dies, and starts again after so long: what it has not sent lapses if it is an entry, and goes out if it is not; what the venue says
     * meanwhile is heard at the start, before anything is traded.
     */
    void dieFor(long nanos) {
        faults.merge(Fault.KILLED, 1, Integer::sum);
        for (int account = 0; account < silentUntil.length; account++) {
            silentUntil[account] = Math.max(silentUntil[account], nowNanos() + nanos);
        }
        isDown = true;
        watch.engineIs(true);
        trading(false);
        carry();
        at(nowNanos() + nanos + 500 * MILLI, () -> {
            isDown = false;
            watch.engineIs(false);
            trading(true);
            placeAgain();
        });
    }

    // ---- to the venue

    @Override
    void request(OrderRequest request) {
        states().forEach(watch::onState);
        watch.onWanted(request);
        int account = request.accountId();
        long delay = 5 * MILLI + random.nextLong(60 * MILLI);
        if (happens(Fault.SLOW)) {
            delay += random.nextLong(1_500 * MILLI);
        }
        if (isDown) {
            delay += Math.max(0, silentUntil[account] - nowNanos());
        }
        // One thing at a time.
        long arrives = Math.max(nowNanos() + delay, requestsUntil[account]);
        requestsUntil[account] = arrives;
        switch (request) {
            case Submit order -> submit(order, arrives);
            case Edit edit -> edit(edit, arrives);
            case Cancel cancel -> cancel(cancel, arrives);
        }
    }

    private void submit(Submit order, long arrives) {
        long id = order.orderId();
        if (!watch.mayFail(order)) {
            at(arrives, () -> ask(order));
        } else if (order.isEntry() && (isDown || happens(Fault.QUOTA))) {
            at(arrives, () -> rejected(id, LAPSED));
        } else if (happens(Fault.REFUSED)) {
            watch.onFailed(order);
            at(arrives, () -> rejected(id, REFUSED));
        } else if (happens(Fault.REQUEST_LOST)) {
            watch.onFailed(order);
            at(arrives + 1_000 * MILLI, () -> unanswered(id));
            at(arrives + 7_000 * MILLI, () -> rejected(id, NOT_FOUND));
        } else if (happens(Fault.ANSWER_LOST)) {
            watch.onFailed(order);
            laterReports.put(id, arrives + 1_000 * MILLI + random.nextLong(1_000 * MILLI));
            at(arrives, () -> ask(order));
            at(arrives + 900 * MILLI, () -> unanswered(id));
        } else if (order.hasStop() && happens(Fault.BRACKET_LOST)) {
            withoutBracket.add(id);
            at(arrives, () -> ask(withoutStop(order)));
        } else {
            at(arrives, () -> ask(order));
        }
    }

    private static Submit withoutStop(Submit order) {
        return new Submit(
                order.orderId(),
                order.accountId(),
                order.instrumentId(),
                order.purpose(),
                order.type(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                order.leverage(),
                0,
                0,
                order.tradeId());
    }

    private void edit(Edit edit, long arrives) {
        if (happens(Fault.REFUSED) || happens(Fault.REQUEST_LOST)) {
            at(
                    arrives + random.nextLong(2_000 * MILLI),
                    () -> report(effects.accountOf(edit.orderId()), new EditRejected(edit.orderId())));
            return;
        }
        if (happens(Fault.ANSWER_LOST)) {
            laterReports.put(edit.orderId(), arrives + random.nextLong(2_000 * MILLI));
        }
        at(arrives, () -> ask(edit));
    }

    /** A cancel is asked for until the order is over. */
    private void cancel(Cancel cancel, long arrives) {
        at(happens(Fault.REQUEST_LOST) ? arrives + 1_300 * MILLI : arrives, () -> ask(cancel));
    }

    // ---- from the venue

    @Override
    void reportOfOrder(long timeNanos, long orderId, Runnable report) {
        int account = effects.accountOf(orderId);
        long heard = Math.max(timeNanos, nowNanos()) + 5 * MILLI + random.nextLong(80 * MILLI);
        heard = Math.max(heard, silentUntil[account]);
        // Of one order, in the venue's order.
        heard = Math.max(heard, laterReports.getOrDefault(orderId, 0L));
        laterReports.put(orderId, heard);
        at(heard, report);
        if (happens(Fault.REPEATED)) {
            at(heard, report);
        }
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        super.filled(timeNanos, orderId, filledContracts, priceE8, feeE8, isMaker);
        if (withoutBracket.remove(orderId) && !isDeaf) {
            // The stop has the next number.
            at(laterReports.get(orderId) + 300 * MILLI, () -> cancelled(orderId + 1));
        }
        at(laterReports.get(orderId), () -> watch.onShown(effects.accountOf(orderId)));
    }
}
