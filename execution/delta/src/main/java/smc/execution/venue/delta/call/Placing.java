package smc.execution.venue.delta.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.ledger.Holding;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.queue.CallQueue;
import smc.execution.venue.delta.queue.Urgency;

/**
 * Sends one order, once. Event loop.
 *
 * <pre>
 * QUEUED --an entry, flat, leverage not known--> READING_LEVERAGE --another is needed--> SETTING_LEVERAGE
 *    |                                            |   ^     ^                              |    |
 *    |                                            |   |     '--whether it is set is not known--' |
 *    |                                            v   |                                         |
 *    |                                   WAITING: a change of it may still be carried out       |
 *    |                                            |                                             |
 *    '--------------------------------------------+---------------------------------------------+--> SENT --> ENDED
 * </pre>
 *
 * What the quota holds back keeps its turn. An entry that would wait longer for it than it may is refused, and so is one whose leverage does not become
 * certain.
 */
final class Placing {
    enum State {
        QUEUED,
        READING_LEVERAGE,
        SETTING_LEVERAGE,
        WAITING,
        SENT,
        ENDED
    }

    private final OrderCommands account;
    private final Consumer<String> alarm;
    private final TrackedOrder order;
    private final Holding holding;
    private final long wantedMillis;
    private CallQueue.Turn turn;
    private State state = State.QUEUED;
    private String reason = "wanted";

    Placing(OrderCommands account, TrackedOrder order, Consumer<String> alarm) {
        this.account = account;
        this.order = order;
        this.alarm = alarm;
        holding = account.orders().holding(order.instrumentId());
        wantedMillis = account.calls().nowMillis();
    }

    /** Up to when an entry may wait to be sent. */
    long lapsesMillis() {
        return wantedMillis + account.settings().entryDeadlineMillis();
    }

    /** Its turn in the queue has come. */
    CompletableFuture<Void> begin(CallQueue.Turn itsTurn) {
        turn = itsTurn;
        if (order.isDone()) {
            return state(State.ENDED, "its cancel came before it");
        }
        if (!order.isEntry()) {
            return state(State.SENT, "it reduces");
        }
        long leftMillis = lapsesMillis() - account.calls().nowMillis();
        long heldMillis = account.calls().heldMillis(Urgency.ENTRY);
        if (leftMillis < 0) {
            return reject(
                    state == State.WAITING
                            ? Refusal.LEVERAGE_NOT_SET
                            : heldMillis > 0 ? Refusal.QUOTA_USED_UP : Refusal.TOO_LATE);
        }
        if (heldMillis > 0) {
            return heldMillis > leftMillis ? reject(Refusal.QUOTA_USED_UP) : account.putOff(turn, heldMillis);
        }
        if (!holding.isFlat()) {
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
            case WAITING -> {
                account.again(turn, this::begin);
                yield CallQueue.NOTHING;
            }
            case SENT -> post();
            case QUEUED, ENDED -> CallQueue.NOTHING;
        };
    }

    private CompletableFuture<Void> readLeverage() {
        return account.calls().get(Urgency.ENTRY, leveragePath()).thenCompose(reply -> switch (reply) {
            case RestReply.Done done -> {
                holding.setLeverage(leverage(done));
                yield withLeverage();
            }
            case RestReply.QuotaUsedUp _ -> reject(Refusal.QUOTA_USED_UP);
            case RestReply.Refused _, RestReply.Unknown _ -> withLeverage();
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

    /** The leverage in force must be what the working entries need, and stay so. */
    private CompletableFuture<Void> withLeverage() {
        int instrumentId = order.instrumentId();
        int needed = account.orders().leverageFor(order);
        boolean isAsNeeded = needed == holding.leverage();
        boolean isInDoubt = account.mayLeverageChange(instrumentId, to -> !isAsNeeded || to != needed);
        if (isInDoubt) {
            holding.setLeverage(0);
            return state(State.WAITING, "a change of leverage may still be carried out");
        }
        return isAsNeeded
                ? state(State.SENT, "the leverage is as needed")
                : state(State.SETTING_LEVERAGE, "it is " + holding.leverage());
    }

    private CompletableFuture<Void> setLeverage() {
        int leverage = account.orders().leverageFor(order);
        return account.calls()
                .call(Urgency.ENTRY, "POST", leveragePath(), OrderTickets.leverage(leverage))
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done -> {
                        holding.setLeverage(leverage(done));
                        yield holding.leverage() == leverage
                                ? state(State.SENT, "the leverage is set")
                                : reject(Refusal.LEVERAGE_NOT_SET);
                    }
                    case RestReply.Refused refused -> reject(refused.refusal());
                    case RestReply.QuotaUsedUp _ -> reject(Refusal.QUOTA_USED_UP);
                    case RestReply.Unknown unknown -> {
                        holding.setLeverage(0);
                        account.doubtLeverage(order.instrumentId(), leverage);
                        yield state(State.READING_LEVERAGE, "whether it is set is asked for: " + unknown.why());
                    }
                });
    }

    private String leveragePath() {
        return "/v2/products/" + holding.product().productId() + "/orders/leverage";
    }

    private CompletableFuture<Void> post() {
        if (order.isDone()) {
            return state(State.ENDED, "its cancel came before it");
        }
        account.orders().sent(order);
        return account.calls()
                .call(
                        turn.urgency(),
                        "POST",
                        OrderCommands.ORDERS,
                        account.tickets().order(order))
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
                    case RestReply.QuotaUsedUp quota ->
                        order.isEntry() ? reject(Refusal.QUOTA_USED_UP) : account.putOff(turn, quota.waitMillis());
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
