package smc.engine.live;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import smc.engine.live.watch.FundingClock;
import smc.engine.view.EngineView;
import smc.execution.order.OrderRequest;
import smc.execution.venue.Venue;

/** The venue as the engine uses it: what is wanted of it waits until a start has read how things stand there. Event loop. */
final class LiveVenue {
    private static final long LOOK_MILLIS = 20;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final LiveEgress egress;
    private final LiveInputs inputs;
    private final EngineView view;
    private final boolean waitsForAnswers;
    private final Consumer<Throwable> fail;

    private Optional<Venue> venue = Optional.empty();
    private boolean isReady;

    /** @param waitsForAnswers in lock-step: whether answers take no market time */
    LiveVenue(
            LiveEgress egress, LiveInputs inputs, EngineView view, boolean waitsForAnswers, Consumer<Throwable> fail) {
        this.egress = egress;
        this.inputs = inputs;
        this.view = view;
        this.waitsForAnswers = waitsForAnswers;
        this.fail = fail;
    }

    /** The venue that orders go to; the engine's from here on. */
    void own(Venue venue) {
        this.venue = Optional.of(venue);
    }

    /** Empty as long as a start has not got one. */
    Optional<Venue> owned() {
        return venue;
    }

    /** @throws IllegalStateException if there is none yet */
    Venue get() {
        return venue.orElseThrow(() -> new IllegalStateException("expected a venue to be owned before it is asked"));
    }

    /** It was read how things stand: what waits goes out. */
    void ready() {
        isReady = true;
        drain();
    }

    boolean isReady() {
        return isReady;
    }

    /** Hands over what the engine wants, in its order. */
    void drain() {
        if (!isReady) {
            return;
        }
        try {
            for (OrderRequest request = egress.poll(); request != null; request = egress.poll()) {
                get().request(request);
            }
        } catch (RuntimeException e) {
            fail.accept(e);
        }
    }

    /** Books funding that has come due. */
    CompletableFuture<Void> bookFunding(FundingClock funding, long nowNanos) {
        if (!isReady) {
            return DONE;
        }
        get().onTime(nowNanos);
        return funding.onTime(nowNanos, get());
    }

    /** In lock-step: ends when the engine thread has nothing to do and, if answers take no market time, the venue has answered everything. */
    CompletableFuture<Void> settled() {
        return settled(false);
    }

    /** @param hasAsked whether the venue has answered since it was last heard out */
    private CompletableFuture<Void> settled(boolean hasAsked) {
        inputs.await();
        drain();
        // While the market stands, the venue says nothing that it was not asked for.
        boolean isAsking = isReady && waitsForAnswers && get().isBusy();
        return isAsking || hasAsked ? get().flush().thenCompose(_ -> settled(isAsking)) : DONE;
    }

    /** In lock-step: ends when what the venue has to say of the step is in. */
    CompletableFuture<Void> heard() {
        boolean canHaveSpoken = isReady && (get().isBusy() || view.isExposed());
        return canHaveSpoken ? get().flush() : DONE;
    }

    /**
     * Waits until no entry rests there and nothing is under way.
     *
     * @param untilNanos as of {@link System#nanoTime}
     * @param isOver whether there is nobody left to wait
     * @param done whether it came to that
     */
    void awaitNoEntries(
            long untilNanos, BooleanSupplier isOver, ScheduledExecutorService loop, CompletableFuture<Boolean> done) {
        drain();
        inputs.releaseReports(); // A market that is over steps no more.
        boolean isDone = venue.isEmpty() || !(view.hasWorkingEntry() || get().isBusy());
        if (isDone || System.nanoTime() > untilNanos || isOver.getAsBoolean()) {
            done.complete(isDone);
        } else {
            var _ = loop.schedule(
                    () -> awaitNoEntries(untilNanos, isOver, loop, done), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
