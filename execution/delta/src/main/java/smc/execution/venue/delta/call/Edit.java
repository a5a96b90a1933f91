package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.ledger.Leg;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.TrackedOrder;

/**
 * Changes one order; a later edit of the same order makes it void. Event loop.
 *
 * <pre>
 * QUEUED --an order--> CHANGING -----------------------------------------------> ENDED
 *   ^ |                                                                            ^
 *   | '--a bracket stop--> CHANGING_STOP --refused--> LOOKING --> CHANGING_STOP_AGAIN
 *   |
 * WAITING: its order is not accepted yet, or an outcome is not known. The same values again do no harm where they are in force already.
 * </pre>
 */
final class Edit {
    enum State {
        QUEUED,
        CHANGING,
        CHANGING_STOP,
        LOOKING,
        CHANGING_STOP_AGAIN,
        WAITING,
        ENDED
    }

    private final OrderCommands account;
    private final Consumer<String> alarm;
    private final TrackedOrder order;
    private final int number;
    private final long priceE8;
    private final long contracts;
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
    CompletableFuture<Void> begin() {
        if (order.isDone() || number != order.edits()) {
            order.endEdit();
            if (order.isDone()) {
                account.orders().editRejected(order);
            }
            return state(State.ENDED, order.isDone() ? "the order is over" : "a later edit counts");
        }
        TrackedOrder carrier = order.isBracketStop() ? order.entry() : order;
        if (!carrier.isAccepted() && !carrier.isDone()) {
            return state(State.WAITING, "order " + carrier.orderId() + " is not accepted");
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
            case CHANGING_STOP, CHANGING_STOP_AGAIN -> changeStop();
            case LOOKING -> look();
            case WAITING -> {
                account.again(this::begin);
                yield CallQueue.NOTHING;
            }
            case QUEUED, ENDED -> CallQueue.NOTHING;
        };
    }

    private CompletableFuture<Void> change() {
        return account.calls()
                .call("PUT", OrderCommands.ORDERS, account.tickets().change(order, priceE8, contracts), true)
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done ->
                        account.calls()
                                .order(done.result())
                                .map(this::take)
                                .orElseGet(() -> state(State.WAITING, "its answer does not show the order"));
                    case RestReply.Refused refused -> {
                        var end = end(false, "refused: " + refused.code());
                        account.inquiries().askOrder(order);
                        yield end;
                    }
                    case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> state(State.WAITING, reply.toString());
                });
    }

    /** What the order is now counts, not that the request was taken. */
    private CompletableFuture<Void> take(OrderFacts shown) {
        boolean isGranted = shown.contracts() == contracts
                && (order.type() == OrderType.MARKET || shown.priceE8(order.type()) == priceE8);
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
        if (isSoAlready) {
            return end(true, "so already");
        }
        CompletableFuture<RestReply> put = leg == null
                ? account.calls()
                        .call("PUT", "/v2/orders/bracket", account.tickets().bracket(order, priceE8), true)
                : account.calls()
                        .call("PUT", OrderCommands.ORDERS, account.tickets().change(leg, priceE8, contracts), true);
        return put.thenCompose(reply -> switch (reply) {
            case RestReply.Done done -> {
                if (isAtAnotherPrice(done.result(), leg == null ? "bracket_stop_loss_price" : "stop_price")) {
                    yield stopNotChanged("taken and not made");
                }
                if (leg != null) {
                    leg.moved(priceE8);
                }
                yield end(true, "made");
            }
            case RestReply.Refused refused -> stopNotChanged("refused: " + refused.code());
            case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> state(State.WAITING, reply.toString());
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
        return account.inquiries()
                .readOpenOrders()
                .thenCompose(_ -> state(State.CHANGING_STOP_AGAIN, "the open orders were read"));
    }

    private CompletableFuture<Void> end(boolean isGranted, String why) {
        order.endEdit();
        if (isGranted) {
            account.orders().edited(order, priceE8, contracts);
        } else {
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
