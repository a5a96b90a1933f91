package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.ledger.Leg;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.queue.CallQueue;

/**
 * Changes one order; a later edit of the same order makes it void. Event loop.
 *
 * <pre>
 * QUEUED --an order--> CHANGING --------------------------------------------------> ENDED
 *   ^ |                  |   ^                                                        ^
 *   | |        no answer v   | not in force                                           |
 *   | |             IN_DOUBT --> ASKING --in force, or over---------------------------|
 *   | |                                                                               |
 *   | '--a bracket stop--> CHANGING_STOP --refused--> LOOKING --> CHANGING_STOP_AGAIN-|
 *   |                         |      ^                                                |
 *   |               no answer v      | not in force                                   |
 *   |                  IN_DOUBT --> ASKING_STOP --in force----------------------------'
 *   |
 * WAITING: its order is not accepted yet, or a question was not answered
 * </pre>
 *
 * A change whose answer was lost is asked for before it is sent again. It is sent with the same values, so that the first, if it is still carried out,
 * changes nothing more.
 */
final class Edit {
    enum State {
        QUEUED,
        CHANGING,
        CHANGING_STOP,
        IN_DOUBT,
        ASKING,
        ASKING_STOP,
        LOOKING,
        CHANGING_STOP_AGAIN,
        WAITING,
        ENDED
    }

    /** What an entry carries, as the venue names it. */
    static final String CARRIED_STOP = "bracket_stop_loss_price";

    private final OrderCommands account;
    private final Consumer<String> alarm;
    private final TrackedOrder order;
    private final int number;
    private final long priceE8;
    private final long contracts;
    private CallQueue.Turn turn;
    /** Whether it may have been carried out, or may still be. */
    private boolean isInDoubt;
    /** Whether the open orders are to be read before it is sent again. */
    private boolean isToLook;

    private State state = State.QUEUED;
    private String reason = "wanted";

    Edit(OrderCommands account, TrackedOrder order, long priceE8, long contracts, Consumer<String> alarm) {
        this.account = account;
        this.order = order;
        this.priceE8 = priceE8;
        this.contracts = contracts;
        this.alarm = alarm;
        number = order.wantEdit(priceE8, contracts);
    }

    /** Its turn in the queue has come. */
    CompletableFuture<Void> begin(CallQueue.Turn itsTurn) {
        turn = itsTurn;
        boolean isOver = order.isDone() || (order.isEntry() && order.isCancelAsked());
        if (isOver || number != order.edits()) {
            order.endEdit();
            if (isOver) {
                account.forgetEdits(order);
                account.orders().editRejected(order);
            }
            return state(State.ENDED, isOver ? "the order is over" : "a later edit counts");
        }
        TrackedOrder carrier = order.isBracketStop() ? order.entry() : order;
        if (!carrier.isAccepted() && !carrier.isDone()) {
            return state(State.WAITING, "order " + carrier.orderId() + " is not accepted");
        }
        if (isToLook) {
            return state(State.LOOKING, "its turn");
        }
        if (isInDoubt) {
            return state(order.isBracketStop() ? State.ASKING_STOP : State.ASKING, "its answer was lost");
        }
        return state(order.isBracketStop() ? State.CHANGING_STOP : State.CHANGING, "its turn");
    }

    /** The only transition. */
    private CompletableFuture<Void> state(State next, String reason) {
        if (state == State.ENDED) {
            throw new IllegalStateException("expected nothing after the end, was " + next + " of " + this);
        }
        state = next;
        this.reason = reason;
        return switch (next) {
            case CHANGING -> change();
            case ASKING -> ask();
            case CHANGING_STOP, CHANGING_STOP_AGAIN -> changeStop();
            case ASKING_STOP -> askStop();
            case LOOKING -> look();
            case IN_DOUBT -> {
                isInDoubt = true;
                account.doubtEdit(order, priceE8, contracts);
                account.behind(turn, this::begin);
                yield CallQueue.NOTHING;
            }
            case WAITING -> {
                account.again(turn, this::begin);
                yield CallQueue.NOTHING;
            }
            case QUEUED, ENDED -> CallQueue.NOTHING;
        };
    }

    private CompletableFuture<Void> change() {
        return account.calls()
                .call(
                        turn.urgency(),
                        "PUT",
                        OrderCommands.ORDERS,
                        account.tickets().change(order, priceE8, contracts))
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done ->
                        account.calls()
                                .order(done.result())
                                .map(this::take)
                                .orElseGet(() -> state(State.IN_DOUBT, "its answer does not show the order"));
                    case RestReply.Refused refused -> {
                        var end = end(false, "refused: " + refused.code());
                        account.inquiries().askOrder(order);
                        yield end;
                    }
                    case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
                    case RestReply.Unknown unknown -> state(State.IN_DOUBT, unknown.why());
                });
    }

    /** Whether it is in force. */
    private CompletableFuture<Void> ask() {
        return account.inquiries().show(turn.urgency(), order).thenCompose(reply -> switch (reply) {
            case RestReply.Done done ->
                account.calls()
                        .order(done.result())
                        .map(this::weigh)
                        .orElseGet(() -> state(State.WAITING, "not shown"));
            case RestReply.Refused refused -> {
                if (!refused.isNotFound()) {
                    yield state(State.WAITING, refused.toString());
                }
                var end = end(false, "the venue does not know the order");
                account.inquiries().askOrder(order);
                yield end;
            }
            case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
            case RestReply.Unknown unknown -> state(State.WAITING, unknown.why());
        });
    }

    private CompletableFuture<Void> weigh(OrderFacts shown) {
        if (isGranted(shown)) {
            return take(shown);
        }
        account.ledger().onOrder(shown);
        if (shown.isFinal()) {
            return end(false, "the order is over");
        }
        isInDoubt = false;
        return state(State.CHANGING, "it was not carried out");
    }

    private boolean isGranted(OrderFacts shown) {
        return shown.contracts() == contracts
                && (order.type() == OrderType.MARKET || shown.priceE8(order.type()) == priceE8);
    }

    /** What the order is now counts, not that the request was taken. */
    private CompletableFuture<Void> take(OrderFacts shown) {
        boolean isGranted = isGranted(shown);
        if (!isGranted) {
            alarm.accept("the venue took the change of order " + order.orderId() + " to " + contracts + " contracts at "
                    + OrderTickets.decimal(priceE8) + " and did not make it");
        }
        var end = end(isGranted, isGranted ? "made" : "taken and not made");
        account.ledger().onOrder(shown);
        account.ledger().noteEditElsewhere(shown);
        return end;
    }

    /** The leg if there is one, else what the entry carries. Its size is the position's by nature. */
    private CompletableFuture<Void> changeStop() {
        Leg leg = account.ledger().liveLeg(order);
        boolean isSoAlready = leg == null ? order.priceE8() == priceE8 : leg.stopE8() == priceE8;
        if (isSoAlready && !account.isEditInDoubt(order, priceE8, contracts)) {
            return end(true, "so already");
        }
        CompletableFuture<RestReply> put = leg == null
                ? account.calls()
                        .call(
                                turn.urgency(),
                                "PUT",
                                "/v2/orders/bracket",
                                account.tickets().bracket(order, priceE8))
                : account.calls()
                        .call(
                                turn.urgency(),
                                "PUT",
                                OrderCommands.ORDERS,
                                account.tickets().change(leg, priceE8, contracts));
        return put.thenCompose(reply -> switch (reply) {
            case RestReply.Done done -> {
                if (isAtAnotherPrice(done.result(), leg == null ? CARRIED_STOP : "stop_price")) {
                    yield stopNotChanged("taken and not made");
                }
                if (leg != null) {
                    leg.moved(priceE8);
                }
                yield end(true, "made");
            }
            case RestReply.Refused refused -> stopNotChanged("refused: " + refused.code());
            case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
            case RestReply.Unknown unknown -> state(State.IN_DOUBT, unknown.why());
        });
    }

    /** Whether the leg, or what the entry carries, is where it was asked to be. */
    private CompletableFuture<Void> askStop() {
        Leg leg = account.ledger().liveLeg(order);
        var shown = leg == null
                ? account.inquiries().show(turn.urgency(), order.entry())
                : account.inquiries().show(turn.urgency(), leg.venueId());
        return shown.thenCompose(reply -> switch (reply) {
            case RestReply.Done done -> {
                account.calls().order(done.result()).ifPresent(account.ledger()::onOrder);
                isInDoubt = false;
                boolean isCarriedThere = leg == null
                        && done.result().hasNonNull(CARRIED_STOP)
                        && !isAtAnotherPrice(done.result(), CARRIED_STOP);
                yield isCarriedThere ? end(true, "made") : state(State.CHANGING_STOP, "what is there was read");
            }
            case RestReply.Refused refused -> {
                if (!refused.isNotFound()) {
                    yield state(State.WAITING, refused.toString());
                }
                isInDoubt = false;
                yield state(State.LOOKING, "the venue does not know it");
            }
            case RestReply.QuotaUsedUp quota -> account.putOff(turn, quota.waitMillis());
            case RestReply.Unknown unknown -> state(State.WAITING, unknown.why());
        });
    }

    /** Whether the answer shows that what was asked for was not done. One that does not say it shows nothing: the frames will. */
    private boolean isAtAnotherPrice(JsonNode result, String name) {
        try {
            return result.hasNonNull(name) && Payloads.e8(result, name) != priceE8;
        } catch (PayloadException e) {
            alarm.accept("an answer cannot be read: " + e.getMessage());
            return false;
        }
    }

    /** The leg may have another number by now, or have come only now. */
    private CompletableFuture<Void> stopNotChanged(String why) {
        return state == State.CHANGING_STOP ? state(State.LOOKING, why) : end(false, why);
    }

    private CompletableFuture<Void> look() {
        return account.inquiries().readOpenOrders(turn.urgency()).thenCompose(isRead -> {
            isToLook = !isRead;
            return isRead
                    ? state(State.CHANGING_STOP_AGAIN, "the open orders were read")
                    : state(State.WAITING, "the open orders were not shown");
        });
    }

    private CompletableFuture<Void> end(boolean isGranted, String why) {
        order.endEdit();
        if (isGranted) {
            account.orders().edited(order, priceE8, contracts);
            account.watchEdit(order, priceE8, contracts);
        } else {
            account.forgetEdits(order);
            account.orders().editRejected(order);
        }
        return state(State.ENDED, why);
    }

    /** For people. */
    @Override
    public String toString() {
        return "edit " + number + " of order " + order.orderId() + ", " + state + " (" + reason + ")";
    }
}
