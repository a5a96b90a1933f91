package smc.engine.live.kill;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import smc.execution.order.OrderType;
import smc.execution.venue.LastResort;
import smc.execution.venue.LastResort.Answer;
import smc.execution.venue.LastResort.Outcome;
import smc.execution.venue.VenuePicture.WorkingOrder;

/**
 * What an account holds of an instrument, as a kill closes it if the engine does not: at market, with its stop standing. Only where other orders that
 * only reduce are in the way, the targets go, then the stops, and the close is asked for again in the same breath; refused even then, the stop is placed
 * again. Event loop.
 */
final class HeldPosition {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int PAUSES_MAX = 16;

    private final Course course;
    private final int accountId;
    private final int instrumentId;
    private long sinceNanos = NEVER;
    private boolean isClosing;
    private long triedNanos = NEVER;
    /** Between two tries, in readings; it grows. */
    private int pauses = 1;

    /** Trigger of a stop that went for a close; 0 while one stands, or none ever did. */
    private long goneStopE8;

    private String lastWords = "";

    HeldPosition(Course course, int accountId, int instrumentId) {
        this.course = course;
        this.accountId = accountId;
        this.instrumentId = instrumentId;
    }

    void onFlat() {
        sinceNanos = NEVER;
        triedNanos = NEVER;
        pauses = 1;
        goneStopE8 = 0;
    }

    /**
     * The venue shows that something is held.
     *
     * @param contracts positive long, negative short
     * @param orders that work there in the instrument
     */
    void onHeld(long contracts, List<WorkingOrder> orders) {
        long nowNanos = course.nowNanos();
        if (sinceNanos == NEVER) {
            sinceNanos = nowNanos;
        }
        if (course.hasForgotten(accountId, instrumentId, contracts)) {
            course.remind(accountId, instrumentId);
        }
        boolean isEnginesTurn = nowNanos - sinceNanos < course.settings().ownNanos();
        boolean isPaused = triedNanos != NEVER
                && nowNanos - triedNanos < pauses * course.settings().pollNanos();
        if (isEnginesTurn || isPaused || isClosing) {
            return;
        }
        isClosing = true;
        triedNanos = nowNanos;
        var _ = close(contracts, orders).whenComplete((answer, failure) -> {
            isClosing = false;
            onEnd(failure == null ? answer : new Answer(Outcome.UNKNOWN, failure.toString()));
        });
    }

    private void onEnd(Answer answer) {
        if (answer.outcome() == Outcome.DONE) {
            pauses = 1;
            lastWords = "";
            return;
        }
        pauses = Math.min(2 * pauses, PAUSES_MAX);
        if (!answer.words().equals(lastWords)) {
            lastWords = answer.words();
            course.say(course.place(accountId, instrumentId) + ": the close is not carried out, " + lastWords);
        }
    }

    private CompletableFuture<Answer> close(long contracts, List<WorkingOrder> orders) {
        List<WorkingOrder> reducing =
                orders.stream().filter(WorkingOrder::isReduceOnly).toList();
        List<WorkingOrder> stops = reducing.stream()
                .filter(order -> order.type() == OrderType.STOP_MARKET)
                .toList();
        List<WorkingOrder> targets =
                reducing.stream().filter(order -> !stops.contains(order)).toList();
        return closeNow(contracts).thenCompose(first -> {
            if (first.outcome() != Outcome.IN_THE_WAY || targets.isEmpty()) {
                return closeWithoutStop(first, contracts, stops);
            }
            return cancel(targets)
                    .thenCompose(_ -> closeNow(contracts))
                    .thenCompose(second -> closeWithoutStop(second, contracts, stops));
        });
    }

    private CompletableFuture<Answer> closeWithoutStop(Answer last, long contracts, List<WorkingOrder> stops) {
        if (last.outcome() == Outcome.DONE) {
            return CompletableFuture.completedFuture(last);
        }
        if (stops.isEmpty()) {
            return protectAgain(last, contracts); // what went may not have been placed again either
        }
        goneStopE8 = 0;
        if (last.outcome() != Outcome.IN_THE_WAY) {
            return CompletableFuture.completedFuture(last);
        }
        goneStopE8 = stops.getFirst().priceE8();
        return cancel(stops)
                .thenCompose(_ -> closeNow(contracts))
                .thenCompose(third -> third.outcome() == Outcome.DONE
                        ? CompletableFuture.completedFuture(third)
                        : protectAgain(third, contracts));
    }

    private CompletableFuture<Answer> protectAgain(Answer refused, long contracts) {
        if (goneStopE8 == 0) {
            return CompletableFuture.completedFuture(refused);
        }
        return course.act(
                        new LastResort.Protect(accountId, instrumentId, contracts, goneStopE8),
                        "places the stop again, since the close is refused")
                .thenApply(_ -> refused);
    }

    private CompletableFuture<Answer> closeNow(long contracts) {
        return course.act(
                new LastResort.Close(accountId, instrumentId, contracts),
                "closes %+d contracts at market that the engine does not know, or did not get closed"
                        .formatted(contracts));
    }

    private CompletableFuture<Void> cancel(List<WorkingOrder> orders) {
        return CompletableFuture.allOf(orders.stream()
                .map(order -> course.act(
                        new LastResort.Cancel(accountId, instrumentId, order.venueId()),
                        "cancels order " + order.venueId() + ", which is in the way of the close"))
                .toArray(CompletableFuture[]::new));
    }
}
