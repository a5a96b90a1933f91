package smc.engine.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.LiveClock;

/**
 * Goes in lock-step with the market. At each step, in this order and each until everything is quiet: what the venue has to report of it, the trades of
 * it, what is due by its time; then the market may go on. In the same order a backtest takes them. Event loop.
 */
final class Stepper {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Of a hole that is caught up with: after so many, whoever else waits for the event loop has his turn. */
    private static final int CLOSES_A_TURN = 8;

    private final CoreSettings core;
    private final LiveInputs inputs;
    private final LiveMarket market;
    private final LiveClock clock;
    private final CandleRepair repair;
    private final MarketStream stream;
    private final Supplier<CompletableFuture<Void>> heard;
    private final Supplier<CompletableFuture<Void>> settled;
    private final Supplier<CompletableFuture<Void>> funding;
    private final Executor loop;

    private long nextTickNanos;
    private long toldPrivately;
    private CompletableFuture<Void> last = DONE;
    private boolean isGoing;
    private boolean isHeld;
    private long heldPlace;

    /**
     * @param heard ends when what the venue has to report of the step is in
     * @param settled ends when nothing is under way between engine and venue
     * @param funding books funding that has come due
     */
    Stepper(
            CoreSettings core,
            LiveInputs inputs,
            LiveMarket market,
            LiveClock clock,
            CandleRepair repair,
            MarketStream stream,
            Supplier<CompletableFuture<Void>> heard,
            Supplier<CompletableFuture<Void>> settled,
            Supplier<CompletableFuture<Void>> funding,
            Executor loop) {
        this.core = core;
        this.inputs = inputs;
        this.market = market;
        this.clock = clock;
        this.repair = repair;
        this.stream = stream;
        this.heard = heard;
        this.settled = settled;
        this.funding = funding;
        this.loop = loop;
    }

    /** The start is done: the market may go on. */
    void go() {
        isGoing = true;
        nextTickNanos = core.nextTickNanos(clock.nowNanos() - 1); // the market may have been held where one is due
        if (isHeld) {
            isHeld = false;
            goOn(heldPlace);
        }
    }

    /** @param toldPrivately frames the venue has told of accounts so far: while it stands, none is on its way */
    CompletableFuture<Void> onStep(long place, long marketNanos, long toldPrivately) {
        // A market that is pushed on by hand does not wait: one step after the other all the same.
        last = last.thenCompose(_ -> step(place, marketNanos, toldPrivately));
        return last;
    }

    private CompletableFuture<Void> step(long place, long marketNanos, long toldPrivately) {
        clock.step(marketNanos);
        inputs.releaseReports();
        if (!isGoing) {
            market.release();
            isHeld = true;
            heldPlace = place;
            return DONE;
        }
        boolean isTold = toldPrivately != this.toldPrivately;
        this.toldPrivately = toldPrivately;
        return (isTold ? heard.get() : DONE)
                .thenCompose(_ -> settled.get())
                .thenCompose(_ -> {
                    if (!market.hasHeld()) {
                        return DONE;
                    }
                    market.release();
                    return settled.get();
                })
                .thenCompose(_ -> onTime())
                .thenRun(() -> goOn(place));
    }

    private void goOn(long place) {
        if (market.isConnected()) {
            inputs.holdReports();
        }
        stream.ack(place, wakeNanos());
    }

    private CompletableFuture<Void> onTime() {
        long now = clock.nowNanos();
        CompletableFuture<Void> done = DONE;
        if (now >= nextTickNanos) {
            done = funding.get().thenCompose(_ -> settled.get()).thenCompose(_ -> closesUntil(now));
        }
        if (now >= repair.nextNanos()) {
            done = done.thenCompose(_ -> repair.onTime(now)).thenCompose(_ -> settled.get());
        }
        return done;
    }

    private CompletableFuture<Void> closesUntil(long now) {
        CompletableFuture<Void> done = DONE;
        for (int closes = 0; closes < CLOSES_A_TURN && nextTickNanos <= now; closes++) {
            // One clock closes one symbol; the last one moves what waits.
            for (int i = 0; i <= core.instruments().size(); i++) {
                done = done.thenCompose(_ -> {
                    inputs.clock();
                    return settled.get();
                });
            }
            nextTickNanos = core.nextTickNanos(nextTickNanos);
        }
        return nextTickNanos > now ? done : done.thenComposeAsync(_ -> closesUntil(now), loop);
    }

    private long wakeNanos() {
        return Math.min(
                nextTickNanos, Math.max(repair.nextNanos(), clock.nowNanos() + TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
