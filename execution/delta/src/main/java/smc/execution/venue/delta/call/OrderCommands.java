package smc.execution.venue.delta.call;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.ledger.TrackedOrders;

/** What is to be done at the venue for one account: each order, edit and cancel waits for its turn, then steps from state to state. Event loop. */
final class OrderCommands {
    static final String ORDERS = "/v2/orders";

    private final int accountId;
    private final AccountCalls calls;
    private final CallQueue queue;
    private final OrderLedger ledger;
    private final OrderTickets tickets;
    private final Inquiries inquiries;
    private final CallSettings settings;
    private final Consumer<String> alarm;

    /** Strays whose cancel is in the queue, by the venue's number. */
    private final Set<Long> straysUnderWay = new HashSet<>();

    OrderCommands(
            int accountId,
            AccountCalls calls,
            CallQueue queue,
            OrderLedger ledger,
            Inquiries inquiries,
            ClientOrderIds ids,
            CallSettings settings,
            Consumer<String> alarm) {
        this.accountId = accountId;
        this.calls = calls;
        this.queue = queue;
        this.ledger = ledger;
        this.inquiries = inquiries;
        this.settings = settings;
        this.alarm = alarm;
        tickets = new OrderTickets(ledger.orders(), ids, settings.triggerMethod());
    }

    AccountCalls calls() {
        return calls;
    }

    OrderLedger ledger() {
        return ledger;
    }

    TrackedOrders orders() {
        return ledger.orders();
    }

    OrderTickets tickets() {
        return tickets;
    }

    Inquiries inquiries() {
        return inquiries;
    }

    CallSettings settings() {
        return settings;
    }

    void place(TrackedOrder order) {
        queue.command(new Placing(this, order, alarm)::begin);
    }

    void edit(int instrumentId, long orderId, long priceE8, long contracts) {
        TrackedOrder order = orders().get(orderId);
        if (order == null) {
            alarm.accept("order " + orderId + " is to be changed, and is long over here");
            queue.command(() -> {
                orders().editRejected(instrumentId, orderId);
                return CallQueue.NOTHING;
            });
            return;
        }
        queue.command(new Edit(this, order, priceE8, contracts, alarm)::begin);
    }

    void cancel(int instrumentId, long orderId) {
        TrackedOrder order = orders().get(orderId);
        if (order == null) {
            alarm.accept("order " + orderId + " is to be cancelled, and is long over here");
            queue.command(new Cancel(this, new Cancel.Target.Forgotten(instrumentId, orderId), alarm)::begin);
            return;
        }
        order.wantCancel();
        cancel(order);
    }

    /** It is asked for already. */
    void cancel(TrackedOrder order) {
        queue.command(new Cancel(this, new Cancel.Target.Known(order), alarm)::begin);
    }

    /** The venue would not cancel it. If it works all the same, it is asked again. */
    void cancelUntilOver(TrackedOrder order) {
        queue.question(() -> inquiries.askedOrder(order, () -> {
            if (!order.isDone() && !order.hasEnded()) {
                calls.afterRetry(() -> cancel(order));
            }
        }));
    }

    void cancelStray(long venueId, int instrumentId) {
        if (straysUnderWay.add(venueId)) {
            var cancel = new Cancel(this, new Cancel.Target.Stray(instrumentId, venueId), alarm);
            queue.command(() -> cancel.begin().whenComplete((_, _) -> straysUnderWay.remove(venueId)));
        }
    }

    /** Takes another turn in the queue, a pause later. */
    void again(Supplier<CompletableFuture<Void>> begin) {
        calls.afterRetry(() -> queue.command(begin));
    }

    /**
     * Every resting entry of the product, and nothing that protects; past the queue, for the case that nothing moves there any more. Completes
     * exceptionally unless the venue shows that none is left.
     */
    CompletableFuture<Void> cancelEntries(ProductFacts product) {
        return calls.now(
                        "DELETE",
                        "/v2/orders/all",
                        OrderTickets.entries(product).toString())
                .thenCompose(reply -> {
                    if (!(reply instanceof RestReply.Done)) {
                        throw new IllegalStateException("expected the entries of account " + accountId + " in "
                                + product.symbol() + " to be cancelled, was " + reply);
                    }
                    return calls.openOrders();
                })
                .thenAccept(open -> {
                    boolean isNoneLeft = open != null
                            && open.stream()
                                    .noneMatch(order -> order.instrumentId() == product.instrumentId()
                                            && !order.isReduceOnly()
                                            && !order.isLeg()
                                            && order.stopE8() == 0);
                    if (!isNoneLeft) {
                        throw new IllegalStateException("expected no entry of account " + accountId + " in "
                                + product.symbol() + " to be left, the venue "
                                + (open == null ? "does not say its orders" : "shows some"));
                    }
                });
    }
}
