package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.venue.delta.ledger.Leg;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.queue.CallQueue;

/**
 * Takes one order back. Event loop.
 *
 * <pre>
 * QUEUED --it never left------------------------------------------------------------> ENDED
 *   |                                                                                   ^
 *   |---------------------------------------------------> DELETING ---------------------|
 *   |                                                      |  ^                         |
 *   |                                            no answer v  | it works                |
 *   |                                      IN_DOUBT --> ASKING --over, or not known-----|
 *   |                                                                                   |
 *   '--a bracket stop whose leg is not seen--> LOOKING --> DELETING, or nothing is there'
 *
 * WAITING: a question was not answered, or the venue took the cancel and the order works all the same
 * </pre>
 *
 * An entry that is being sent is waited for. A cancel whose answer was lost is asked for before it is sent again; a second one does no harm.
 */
final class Cancel {
    enum State {
        QUEUED,
        LOOKING,
        DELETING,
        IN_DOUBT,
        ASKING,
        WAITING,
        ENDED
    }

    /** What is to be taken back. */
    sealed interface Target {
        int instrumentId();

        record Known(TrackedOrder order) implements Target {
            @Override
            public int instrumentId() {
                return order.instrumentId();
            }
        }

        /** It is long over here. */
        record Forgotten(int instrumentId, long orderId) implements Target {}

        /** It must not work there. The ledger asks again until the venue shows it over. */
        record Stray(int instrumentId, long venueId) implements Target {}

        /** What stands for a bracket stop. */
        record OfLeg(Leg leg) implements Target {
            @Override
            public int instrumentId() {
                return leg.instrumentId();
            }
        }
    }

    private final OrderCommands account;
    private final Consumer<String> alarm;
    private final Target target;
    /** What is deleted of it: it itself, or the leg of a bracket stop. */
    private Target deleted;

    private CallQueue.Turn turn;
    /** Whether the last request may have been carried out. */
    private boolean isInDoubt;
    /** Whether its leg was asked to end before, or the open orders were read. */
    private boolean isSecondTry;

    private State state = State.QUEUED;
    private String reason = "wanted";

    Cancel(OrderCommands account, Target target, Consumer<String> alarm) {
        this.account = account;
        this.target = target;
        this.alarm = alarm;
        deleted = target;
    }

    /** Its turn in the queue has come. */
    CompletableFuture<Void> begin(CallQueue.Turn itsTurn) {
        turn = itsTurn;
        if (isInDoubt) {
            return state(State.ASKING, "its answer was lost");
        }
        if (!(target instanceof Target.Known known)) {
            return state(State.DELETING, "its turn");
        }
        TrackedOrder order = known.order();
        if (order.isBracketStop() && isSecondTry) {
            return endStop(order);
        }
        if (order.isDone()) {
            return state(State.ENDED, "it is over");
        }
        if (order.isBracketStop()) {
            return endStop(order);
        }
        if (!order.isSent()) {
            account.orders().cancelled(order);
            return state(State.ENDED, "it never left");
        }
        boolean isBeingSent = !order.isAccepted() && !order.isUnanswered();
        return isBeingSent ? account.putOffBehindEntry(turn) : state(State.DELETING, "its turn");
    }

    /** The only transition. */
    private CompletableFuture<Void> state(State next, String reason) {
        if (state == State.ENDED) {
            throw new IllegalStateException("expected nothing after the end, was " + next + " of " + this);
        }
        state = next;
        this.reason = reason;
        return switch (next) {
            case LOOKING -> look();
            case DELETING -> delete();
            case IN_DOUBT -> {
                isInDoubt = true;
                account.behind(turn, this::begin);
                yield CallQueue.NOTHING;
            }
            case ASKING -> ask();
            case WAITING -> {
                account.again(turn, this::begin);
                yield CallQueue.NOTHING;
            }
            case QUEUED, ENDED -> CallQueue.NOTHING;
        };
    }

    private CompletableFuture<Void> endStop(TrackedOrder stop) {
        Leg leg = account.ledger().liveLeg(stop);
        boolean isLegEnding = leg == null
                && stop.isAccepted()
                && account.orders().holding(stop.instrumentId()).isFlat();
        if (isLegEnding) {
            // With its position; that it has ended is still to come.
            return state(State.ENDED, "it ends with its position");
        }
        if (leg != null) {
            if (leg.isUnwanted()) {
                leg.wantCancel();
                deleted = new Target.OfLeg(leg);
                isSecondTry = true;
                return state(State.DELETING, "leg " + leg.venueId() + " stands for it");
            }
        } else if (stop.entry().filledContracts() > 0 && !isSecondTry) {
            return state(State.LOOKING, "its leg is not seen");
        }
        account.orders().cancelled(stop);
        return state(State.ENDED, leg == null ? "nothing stands for it" : "other stops need its leg");
    }

    private CompletableFuture<Void> look() {
        TrackedOrder stop = ((Target.Known) target).order();
        return account.inquiries().readOpenOrders(turn.urgency()).thenCompose(isRead -> {
            if (!isRead) {
                return state(State.WAITING, "the open orders were not shown");
            }
            isSecondTry = true;
            return stop.isDone() ? state(State.ENDED, "it is over") : endStop(stop);
        });
    }

    private CompletableFuture<Void> delete() {
        ObjectNode which = which();
        return account.calls()
                .call(turn.urgency(), "DELETE", OrderCommands.ORDERS, which)
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done ->
                        account.calls()
                                .order(done.result())
                                .map(this::take)
                                .orElseGet(() -> notThere("no order shown"));
                    case RestReply.Refused refused -> {
                        if (!refused.isNotFound() && refused.refusal() != Refusal.ORDER_NOT_OPEN) {
                            alarm.accept("the venue refused to cancel " + which + ": " + refused.code());
                        }
                        yield notThere("refused: " + refused.code());
                    }
                    case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
                    case RestReply.Unknown unknown -> state(State.IN_DOUBT, unknown.why());
                });
    }

    /** Whether it works still. */
    private CompletableFuture<Void> ask() {
        return shown().thenCompose(reply -> switch (reply) {
            case RestReply.Done done ->
                account.calls().order(done.result()).map(this::weigh).orElseGet(() -> notThere("no order shown"));
            case RestReply.Refused refused ->
                refused.isNotFound() ? notThere("not known") : state(State.WAITING, refused.toString());
            case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
            case RestReply.Unknown unknown -> state(State.WAITING, unknown.why());
        });
    }

    private CompletableFuture<Void> weigh(OrderFacts shown) {
        account.ledger().onOrder(shown);
        isInDoubt = false;
        return shown.isFinal() ? state(State.ENDED, "it is over") : state(State.DELETING, "it works");
    }

    private CompletableFuture<RestReply> shown() {
        Inquiries inquiries = account.inquiries();
        return switch (deleted) {
            case Target.Known(TrackedOrder order)
            when order.venueId() != 0 -> inquiries.show(turn.urgency(), order.venueId());
            case Target.Known(TrackedOrder order) -> inquiries.show(turn.urgency(), order);
            case Target.Forgotten(int _, long orderId) -> inquiries.showOurs(turn.urgency(), orderId);
            case Target.Stray(int _, long venueId) -> inquiries.show(turn.urgency(), venueId);
            case Target.OfLeg(Leg leg) -> inquiries.show(turn.urgency(), leg.venueId());
        };
    }

    private ObjectNode which() {
        return switch (deleted) {
            case Target.Known(TrackedOrder order)
            when order.venueId() != 0 -> account.tickets().which(order.venueId(), order.instrumentId());
            case Target.Known(TrackedOrder order) ->
                account.tickets().whichOfOurs(order.orderId(), order.instrumentId());
            case Target.Forgotten(int instrumentId, long orderId) ->
                account.tickets().whichOfOurs(orderId, instrumentId);
            case Target.Stray(int instrumentId, long venueId) ->
                account.tickets().which(venueId, instrumentId);
            case Target.OfLeg(Leg leg) -> account.tickets().which(leg.venueId(), leg.instrumentId());
        };
    }

    private CompletableFuture<Void> take(OrderFacts shown) {
        account.ledger().onOrder(shown);
        return shown.isFinal() ? state(State.ENDED, "cancelled") : again("taken, and it works all the same");
    }

    private CompletableFuture<Void> again(String why) {
        return target instanceof Target.Stray
                ? state(State.ENDED, "the ledger cancels it again: " + why)
                : state(State.WAITING, why);
    }

    /** No such order works, or the venue would not cancel it. */
    private CompletableFuture<Void> notThere(String why) {
        switch (deleted) {
            case Target.Known(TrackedOrder order) -> {
                if (order.isAccepted()) {
                    account.cancelUntilOver(order);
                }
            }
            case Target.Forgotten _ -> {
                // Nobody waits for it.
            }
            case Target.Stray(int _, long venueId) -> account.inquiries().askVenueOrder(venueId);
            case Target.OfLeg(Leg leg) -> account.inquiries().askVenueOrder(leg.venueId());
        }
        return state(State.ENDED, why);
    }

    /** For people. */
    @Override
    public String toString() {
        return "cancel of " + target + ", " + state + " (" + reason + ")";
    }
}
