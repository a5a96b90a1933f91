package smc.execution.venue.delta.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.ledger.Holding;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;

/**
 * Sends one order, once. Event loop.
 *
 * <pre>
 * QUEUED --an entry, flat, leverage not known--> READING_LEVERAGE --another is needed--> SETTING_LEVERAGE
 *    |                                                  |                                       |
 *    '--------------------------------------------------+---------------------------------------+--> SENT --> ENDED
 * </pre>
 */
final class Placing {
    enum State {
        QUEUED,
        READING_LEVERAGE,
        SETTING_LEVERAGE,
        SENT,
        ENDED
    }

    private final OrderCommands account;
    private final Consumer<String> alarm;
    private final TrackedOrder order;
    private final Holding holding;
    private final long wantedMillis;
    private State state = State.QUEUED;
    private String reason = "wanted";

    Placing(OrderCommands account, TrackedOrder order, Consumer<String> alarm) {
        this.account = account;
        this.order = order;
        this.alarm = alarm;
        holding = account.orders().holding(order.instrumentId());
        wantedMillis = account.calls().nowMillis();
    }

    /** Its turn in the queue has come. */
    CompletableFuture<Void> begin() {
        long waitedMillis = account.calls().nowMillis() - wantedMillis;
        if (order.isEntry() && waitedMillis > account.settings().entryDeadlineMillis()) {
            return reject(Refusal.TOO_LATE);
        }
        if (!order.isEntry() || !holding.isFlat()) {
            // While a position is open the leverage is never touched.
            return state(State.SENT, "with the leverage in force");
        }
        return holding.leverage() == 0 ? state(State.READING_LEVERAGE, "it is not known") : withLeverage();
    }

    /** The only transition. */
    private CompletableFuture<Void> state(State next, String reason) {
        if (state == State.ENDED) {
            throw new IllegalStateException("expected nothing after the end, was " + next + " of " + this);
        }
        state = next;
        this.reason = reason;
        return switch (next) {
            case READING_LEVERAGE -> readLeverage();
            case SETTING_LEVERAGE -> setLeverage();
            case SENT -> post();
            case QUEUED, ENDED -> CallQueue.NOTHING;
        };
    }

    private CompletableFuture<Void> readLeverage() {
        return account.calls().get(leveragePath()).thenCompose(reply -> {
            if (reply instanceof RestReply.Done done) {
                holding.setLeverage(leverage(done));
            }
            return withLeverage();
        });
    }

    /** 0 if the answer does not say it. */
    private int leverage(RestReply.Done done) {
        try {
            return Payloads.leverage(done.result());
        } catch (PayloadException | ArithmeticException e) {
            alarm.accept("an answer cannot be read: " + e.getMessage());
            return 0;
        }
    }

    /** The leverage in force must be what the working entries need. */
    private CompletableFuture<Void> withLeverage() {
        return account.orders().leverageFor(order) == holding.leverage()
                ? state(State.SENT, "the leverage is as needed")
                : state(State.SETTING_LEVERAGE, "it is " + holding.leverage());
    }

    private CompletableFuture<Void> setLeverage() {
        int leverage = account.orders().leverageFor(order);
        return account.calls()
                .call("POST", leveragePath(), OrderTickets.leverage(leverage), false)
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done -> {
                        holding.setLeverage(leverage(done));
                        yield holding.leverage() == leverage
                                ? state(State.SENT, "the leverage is set")
                                : reject(Refusal.LEVERAGE_NOT_SET);
                    }
                    case RestReply.Refused refused -> reject(refused.refusal());
                    case RestReply.QuotaUsedUp _ -> reject(Refusal.QUOTA_USED_UP);
                    case RestReply.Unknown _ -> {
                        // Whichever is in force now is not known: set again before the next entry.
                        holding.setLeverage(0);
                        yield reject(Refusal.LEVERAGE_NOT_SET);
                    }
                });
    }

    private String leveragePath() {
        return "/v2/products/" + holding.product().productId() + "/orders/leverage";
    }

    private CompletableFuture<Void> post() {
        account.orders().sent(order);
        return account.calls()
                .call("POST", OrderCommands.ORDERS, account.tickets().order(order), !order.isEntry())
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done -> {
                        account.calls()
                                .order(done.result())
                                .ifPresentOrElse(
                                        account.ledger()::onOrder,
                                        () -> account.inquiries().askUnknown(order));
                        yield state(State.ENDED, "carried out");
                    }
                    case RestReply.Refused refused -> {
                        if (refused.refusal() == Refusal.NOT_AUTHORIZED) {
                            alarm.accept("the venue does not accept the key: " + refused.code());
                        }
                        yield reject(refused.refusal());
                    }
                    case RestReply.QuotaUsedUp _ -> reject(Refusal.QUOTA_USED_UP);
                    case RestReply.Unknown unknown -> {
                        account.inquiries().askUnknown(order);
                        yield state(State.ENDED, "whether it was carried out is being found out: " + unknown.why());
                    }
                });
    }

    private CompletableFuture<Void> reject(Refusal refusal) {
        account.orders().rejected(order, refusal);
        return state(State.ENDED, "refused: " + refusal);
    }

    /** For people. */
    @Override
    public String toString() {
        return "order " + order.orderId() + ", " + state + " (" + reason + ")";
    }
}
