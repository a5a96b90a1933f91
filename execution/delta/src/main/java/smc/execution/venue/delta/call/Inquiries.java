package smc.execution.venue.delta.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.Leg;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Questions;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.queue.CallQueue;
import smc.execution.venue.delta.queue.Urgency;

/** Finds out at the venue what is not known of one account, and hands it to the ledger. Event loop. */
final class Inquiries implements Questions {
    private static final String BY_CLIENT_ID = "/v2/orders/client_order_id/";

    /** The venue's clock and ours may differ by the latency of a fill, and microseconds are cut off. */
    private static final long FILLS_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Of what works, while commands begin and end. */
    private static final int READINGS_MAX = 5;

    private final AccountCalls calls;
    private final CallQueue queue;
    private final ClientOrderIds ids;
    private final VenueClock clock;
    private final Consumer<String> alarm;
    private final OrderLedger ledger;
    private final OrderCommands commands;

    /** Orders whose outcome is not known. */
    private final Map<Long, Unknown> unknown = new TreeMap<>();

    private long fillsFromNanos;

    /**
     * An order that may have been carried out or not.
     *
     * @param voidFromMillis last moment at which it may still be carried out, by the venue's clock
     * @param sinceMillis by ours, that never goes back
     */
    private record Unknown(long voidFromMillis, long sinceMillis) {}

    /** With a ledger that asks it, and commands that it makes of the ledger's wishes. */
    Inquiries(
            int accountId,
            AccountCalls calls,
            CallQueue queue,
            ClientOrderIds ids,
            List<ProductFacts> facts,
            VenueClock clock,
            CallSettings settings,
            VenueReports reports,
            Consumer<String> alarm) {
        this.calls = calls;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
        this.alarm = alarm;
        ledger = new OrderLedger(accountId, ids, facts, settings, reports, this);
        commands = new OrderCommands(accountId, calls, queue, ledger, this, ids, settings, alarm);
    }

    OrderLedger ledger() {
        return ledger;
    }

    OrderCommands commands() {
        return commands;
    }

    // Orders of which nothing is known

    /** The request may be carried out until its signature is void. */
    void askUnknown(TrackedOrder order) {
        ledger.orders().unanswered(order);
        if (order.isUnanswered()) {
            awaitUnknown(order);
        }
    }

    /** Asks until the order is found, or certainly never was. */
    void awaitUnknown(TrackedOrder order) {
        order.doubt();
        unknown.put(order.orderId(), new Unknown(calls.voidFromMillis(), calls.nowMillis()));
        queue.question(() -> findUnknown(order));
    }

    private CompletableFuture<Void> findUnknown(TrackedOrder order) {
        if (order.isAccepted() || order.isDone()) {
            unknown.remove(order.orderId());
            return CallQueue.NOTHING;
        }
        boolean isVoid = clock.millis() >= unknown.get(order.orderId()).voidFromMillis();
        return show(Urgency.QUERY, order).thenAccept(reply -> {
            switch (reply) {
                case RestReply.Done done -> calls.order(done.result()).ifPresent(ledger::onOrder);
                case RestReply.Refused refused -> {
                    if (isVoid && refused.isNotFound()) {
                        ledger.orders().rejected(order, Refusal.NOT_FOUND);
                    }
                }
                case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> {
                    // Asked again below.
                }
            }
            if (order.isAccepted() || order.isDone()) {
                unknown.remove(order.orderId());
            } else {
                calls.afterRetry(() -> queue.question(() -> findUnknown(order)));
            }
        });
    }

    /** Of which it is not known whether they were carried out. */
    Set<Long> unknownOrders() {
        return unknown.keySet();
    }

    /** Those for so long at least. */
    List<Long> unknownFor(long millis) {
        return unknown.entrySet().stream()
                .filter(each -> calls.nowMillis() - each.getValue().sinceMillis() >= millis)
                .map(Map.Entry::getKey)
                .toList();
    }

    // What the ledger wants to know

    /** @param nanos no older fill is of interest any more */
    void fillsFrom(long nanos) {
        fillsFromNanos = nanos;
    }

    @Override
    public void askFills() {
        queue.question(() -> {
            long fromNanos = Math.max(fillsFromNanos, ledger.lastFillNanos()) - FILLS_MARGIN_NANOS;
            return calls.fillsSince(fromNanos).thenAccept(fills -> {
                if (fills == null) {
                    ledger.onFillsUnanswered();
                } else {
                    ledger.onFills(fills);
                }
            });
        });
    }

    @Override
    public void askOpenOrders() {
        queue.question(() -> readOpenOrders(Urgency.QUERY).thenAccept(_ -> {}));
    }

    /**
     * Reads what works, for the ledger; again if a command has begun or ended meanwhile, since then it may be older than what that was answered.
     *
     * @return whether the venue has shown it
     */
    CompletableFuture<Boolean> readOpenOrders(Urgency urgency) {
        return readOpenOrders(urgency, READINGS_MAX);
    }

    private CompletableFuture<Boolean> readOpenOrders(Urgency urgency, int readings) {
        long askedMillis = calls.nowMillis();
        long steps = queue.commandSteps();
        return calls.openOrders(urgency).thenCompose(open -> {
            if (open != null && queue.commandSteps() != steps && readings > 1) {
                return readOpenOrders(urgency, readings - 1);
            }
            boolean isRead = open != null && queue.commandSteps() == steps;
            if (isRead) {
                ledger.onOpenOrders(open, askedMillis);
            } else {
                ledger.onOpenOrdersUnanswered();
            }
            return CompletableFuture.completedFuture(isRead);
        });
    }

    // One order, for whoever makes something of it

    CompletableFuture<RestReply> show(Urgency urgency, TrackedOrder order) {
        return showOurs(urgency, order.orderId());
    }

    /** By our number. */
    CompletableFuture<RestReply> showOurs(Urgency urgency, long orderId) {
        return calls.get(urgency, BY_CLIENT_ID + ids.of(orderId));
    }

    /** By the venue's number. */
    CompletableFuture<RestReply> show(Urgency urgency, long venueId) {
        return calls.get(urgency, OrderCommands.ORDERS + "/" + venueId);
    }

    @Override
    public void askOrder(TrackedOrder order) {
        if (order.isDone()) {
            return;
        }
        queue.question(() -> askedOrder(order, () -> {}));
    }

    CompletableFuture<Void> askedOrder(TrackedOrder order, Runnable afterwards) {
        long steps = queue.commandSteps();
        return show(Urgency.QUERY, order).thenAccept(reply -> {
            takeAnswer(reply, steps, () -> ledger.onOrderGone(order), () -> askOrder(order));
            afterwards.run();
        });
    }

    @Override
    public void askVenueOrder(long venueId) {
        queue.question(() -> {
            long steps = queue.commandSteps();
            return show(Urgency.QUERY, venueId)
                    .thenAccept(reply -> takeAnswer(
                            reply, steps, () -> ledger.onVenueOrderGone(venueId), () -> askVenueOrder(venueId)));
        });
    }

    /** A change that is not wanted any more can be made no more: is the order what it was reported to be? */
    void askEdited(TrackedOrder order) {
        if (order.isDone()) {
            return;
        }
        Leg leg = order.isBracketStop() ? ledger.liveLeg(order) : null;
        if (leg != null) {
            askVenueOrder(leg.venueId()); // the ledger has it moved if it is elsewhere
        } else {
            queue.question(() -> {
                long steps = queue.commandSteps();
                TrackedOrder carrier = order.isBracketStop() ? order.entry() : order;
                return show(Urgency.QUERY, carrier).thenAccept(reply -> onEditedShown(order, reply, steps));
            });
        }
    }

    private void onEditedShown(TrackedOrder order, RestReply reply, long steps) {
        if (!(reply instanceof RestReply.Done done) || queue.commandSteps() != steps) {
            if (!(reply instanceof RestReply.Refused)) {
                calls.afterRetry(() -> askEdited(order));
            }
            return;
        }
        Optional<OrderFacts> shown = calls.order(done.result());
        shown.ifPresent(ledger::onOrder);
        boolean isOtherwise = shown.isPresent()
                && !shown.get().isFinal()
                && (order.isBracketStop()
                        ? Payloads.e8OrZero(done.result(), Edit.CARRIED_STOP) != order.wantedPriceE8()
                                && done.result().hasNonNull(Edit.CARRIED_STOP)
                        : shown.get().contracts() != order.wantedContracts()
                                || shown.get().priceE8(order.type()) != order.wantedPriceE8());
        if (isOtherwise) {
            alarm.accept("a change of order " + order.orderId() + " came late, and it is made again what is wanted");
            commands.edit(order.instrumentId(), order.orderId(), order.wantedPriceE8(), order.wantedContracts());
        }
    }

    /**
     * Takes what is shown of an order, or asks again.
     *
     * @param steps of the commands, when it was asked: if others have begun or ended since, what is shown may be older than what they were answered
     */
    private void takeAnswer(RestReply reply, long steps, Runnable onGone, Runnable again) {
        if (queue.commandSteps() != steps) {
            again.run();
            return;
        }
        switch (reply) {
            case RestReply.Done done ->
                calls.order(done.result())
                        .ifPresentOrElse(
                                shown -> {
                                    ledger.onOrder(shown);
                                    ledger.noteEditElsewhere(shown);
                                },
                                () -> calls.afterRetry(again));
            case RestReply.Refused refused -> {
                if (refused.isNotFound()) {
                    onGone.run();
                } else {
                    alarm.accept("the venue refused to show an order: " + refused.code());
                    calls.afterRetry(again);
                }
            }
            case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> calls.afterRetry(again);
        }
    }

    @Override
    public void cancelAgain(TrackedOrder order) {
        commands.cancel(order);
    }

    @Override
    public void cancelStray(long venueId, int instrumentId) {
        commands.cancelStray(venueId, instrumentId);
    }

    @Override
    public void editAgain(TrackedOrder stop) {
        commands.edit(stop.instrumentId(), stop.orderId(), stop.wantedPriceE8(), stop.wantedContracts());
    }
}
