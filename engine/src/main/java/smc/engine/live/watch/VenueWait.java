package smc.engine.live.watch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for what a venue was asked: says again and again what for, and not for ever. Event loop. */
public final class VenueWait<T> {
    public static final Duration SAID_EVERY = Duration.ofSeconds(15);
    /** A window of quota lasts five minutes, and a request that never arrived is void after seven seconds: what takes longer takes for ever. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CompletableFuture<T> end = new CompletableFuture<>();
    private final Supplier<String> awaited;
    private final LiveListener listener;
    private final LongSupplier nanoTime;
    private final long fromNanos;

    /**
     * @param awaited what the venue waits for, for people
     * @param nanoTime of any origin; never goes back
     */
    public VenueWait(
            CompletableFuture<T> asked, Supplier<String> awaited, LiveListener listener, LongSupplier nanoTime) {
        this.awaited = awaited;
        this.listener = listener;
        this.nanoTime = nanoTime;
        fromNanos = nanoTime.getAsLong();
        var _ = asked.whenComplete((answer, failure) -> {
            if (failure == null) {
                end.complete(answer);
            } else {
                end.completeExceptionally(failure);
            }
        });
    }

    /** As the venue answers; exceptionally if it has not when the patience is over. */
    public CompletableFuture<T> end() {
        return end;
    }

    /** To be called {@link #SAID_EVERY} so long. */
    public void look() {
        if (end.isDone()) {
            return;
        }
        String what = "the venue has not said how things stand: waiting for " + awaited.get();
        if (nanoTime.getAsLong() - fromNanos < PATIENCE.toNanos()) {
            listener.note(what);
        } else {
            end.completeExceptionally(
                    new IllegalStateException(what + ", for " + PATIENCE.toMinutes() + " minutes already"));
        }
    }
}
