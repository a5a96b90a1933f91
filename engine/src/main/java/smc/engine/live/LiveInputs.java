package smc.engine.live;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import smc.engine.event.Inputs;
import smc.engine.live.watch.LiveClock;
import smc.engine.live.watch.LiveListener;
import smc.engine.ring.EngineRing;
import smc.engine.ring.Outbox;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Sent;
import smc.execution.venue.VenueReports;

/** The way into the ring. Market data goes straight in and may wait in the socket; what the venue reports waits in its order. Event loop. */
final class LiveInputs implements VenueReports {
    /** Reports of a moment in which the engine thread does not keep up: one more is a fault. */
    private static final int WAITING_MAX = 1 << 14;

    private final EngineRing ring;
    private final Outbox outbox;
    private final LiveClock clock;
    private final LiveListener listener;
    private final SentListener sent;
    private final Consumer<Throwable> fault;
    private final Queue<Consumer<Inputs>> held = new ArrayDeque<>();
    /** What is reported of others than are heard first. */
    private final Queue<Consumer<Inputs>> early = new ArrayDeque<>();

    private BiPredicate<Integer, Integer> isHeardFirst = (_, _) -> true;
    private boolean isHolding;
    private boolean isClosed;

    /** Hears of entries that have left. */
    @FunctionalInterface
    interface SentListener {
        void onSent(int instrumentId, long orderId);
    }

    LiveInputs(EngineRing ring, LiveClock clock, LiveListener listener, SentListener sent, Consumer<Throwable> fault) {
        this.ring = ring;
        this.sent = sent;
        this.clock = clock;
        this.listener = listener;
        this.fault = fault;
        outbox = new Outbox(ring, WAITING_MAX);
    }

    /** The engine ends: what waits goes in as far as the ring takes it, and nothing after it, whoever is still at work. */
    void close() {
        await();
        isClosed = true;
    }

    /**
     * An operator's input of now: whoever asks must not be told that it was taken if it was not.
     *
     * @throws IllegalStateException if nothing goes in any more
     */
    void tell(Consumer<Inputs> input) {
        if (isClosed) {
            throw new IllegalStateException("the engine is ending");
        }
        send(input);
    }

    /** An input of now, in its order. After a fault nobody takes any, so that one more is not what is wrong. */
    void send(Consumer<Inputs> input) {
        if (ring.fault() == null && !isClosed) {
            outbox.send(clock.nowNanos(), input);
        }
    }

    /** No account makes new entries, and what rests is cancelled. */
    void switchTradingOff(int accounts) {
        for (int account = 0; account < accounts; account++) {
            int accountId = account;
            send(input -> input.onTradingSwitched(accountId, false));
        }
    }

    /** A trade; the one input that must cost nothing. */
    void trade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        if (outbox.waiting() == 0 && !isClosed) {
            Inputs input = ring.tryNext(clock.nowNanos());
            if (input != null) {
                input.onTrade(instrumentId, venueNanos, priceE8, contracts);
                ring.publish();
                return;
            }
        }
        send(input -> input.onTrade(instrumentId, venueNanos, priceE8, contracts));
    }

    /** Time moved. */
    void clock() {
        if (isClosed) {
            return;
        }
        outbox.flush();
        if (outbox.waiting() == 0) {
            ring.clock(clock.nowNanos());
        }
    }

    /** Whether the ring keeps up. */
    boolean canTake() {
        if (isClosed) {
            return true;
        }
        outbox.flush();
        return outbox.waiting() == 0;
    }

    /** Waits for the engine thread to be done with everything so far. For the start, the stop, and lock-step. */
    void await() {
        if (isClosed) {
            return;
        }
        do {
            outbox.flush();
            ring.await();
        } while (outbox.waiting() > 0 && ring.fault() == null);
    }

    /** In lock-step: what is reported from here on belongs to the next step, and is stamped with its time. */
    void holdReports() {
        isHolding = true;
    }

    /** The step is here: what was held goes in, and nothing is held until {@link #holdReports}. */
    void releaseReports() {
        isHolding = false;
        for (Consumer<Inputs> report = held.poll(); report != null; report = held.poll()) {
            send(report);
        }
    }

    /** Whether something that was reported has not gone in yet. */
    boolean hasHeld() {
        return !held.isEmpty();
    }

    /**
     * Of these alone, by account and instrument, reports go in; of the others they wait.
     *
     * @param which until {@link #hearAll}
     */
    void hearFirst(BiPredicate<Integer, Integer> which) {
        isHeardFirst = which;
    }

    /** What was reported of the others goes in. */
    void hearAll() {
        isHeardFirst = (_, _) -> true;
        for (Consumer<Inputs> report = early.poll(); report != null; report = early.poll()) {
            send(report);
        }
    }

    private void report(int accountId, int instrumentId, Consumer<Inputs> input) {
        if (!isHeardFirst.test(accountId, instrumentId)) {
            early.add(input);
        } else if (isHolding) {
            held.add(input);
        } else {
            send(input);
        }
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        report(accountId, instrumentId, input -> input.onOrderReport(accountId, instrumentId, report));
        if (report instanceof Sent) {
            sent.onSent(instrumentId, report.orderId());
        }
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        report(accountId, instrumentId, input -> input.onFunding(accountId, instrumentId, moneyE8));
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        report(
                accountId,
                instrumentId,
                input -> input.onLiquidated(accountId, instrumentId, contracts, priceE8, feeE8));
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        report(
                accountId,
                instrumentId,
                input -> input.onPositionMoved(accountId, instrumentId, heldContracts, contracts, priceE8, feeE8));
    }

    @Override
    public void onAlarm(int accountId, String what) {
        listener.alarm(what);
    }

    @Override
    public void onFault(Throwable cause) {
        fault.accept(cause);
    }
}
