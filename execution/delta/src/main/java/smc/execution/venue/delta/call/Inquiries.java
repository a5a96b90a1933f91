package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.Holding;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Questions;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;

/** Finds out at the venue what is not known of one account, and hands it to the ledger. Event loop. */
final class Inquiries implements Questions {
    private static final String BY_CLIENT_ID = "/v2/orders/client_order_id/";

    /** The venue's clock and ours may differ by the latency of a fill, and microseconds are cut off. */
    private static final long FILLS_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int accountId;
    private final AccountCalls calls;
    private final CallQueue queue;
    private final ClientOrderIds ids;
    private final Products products;
    private final VenueClock clock;
    private final CallSettings settings;
    private final VenueReports reports;
    private final Consumer<String> alarm;
    private final OrderLedger ledger;
    private final OrderCommands commands;

    /** Orders whose outcome is not known. */
    private final Map<Long, Unknown> unknown = new TreeMap<>();

    /**
     * By the venue's id. Not bounded: three a day and instrument are no burden in years, and a payment that was forgotten would be booked a second time
     * by a question that reaches back to it.
     */
    private final Set<String> fundingsReported = new HashSet<>();

    private long fillsFromNanos;

    /**
     * An order that may have been carried out or not.
     *
     * @param voidFromMillis last moment at which it may still be carried out, by the venue's clock
     * @param sinceMillis by ours, that never goes back
     */
    private record Unknown(long voidFromMillis, long sinceMillis) {}

    private record Funding(String id, int instrumentId, long costE8) {}

    /** With a ledger that asks it, and commands that it makes of the ledger's wishes. */
    Inquiries(
            int accountId,
            AccountCalls calls,
            CallQueue queue,
            ClientOrderIds ids,
            List<ProductFacts> facts,
            Products products,
            VenueClock clock,
            CallSettings settings,
            VenueReports reports,
            Consumer<String> alarm) {
        this.accountId = accountId;
        this.calls = calls;
        this.queue = queue;
        this.ids = ids;
        this.products = products;
        this.clock = clock;
        this.settings = settings;
        this.reports = reports;
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
        unknown.put(
                order.orderId(),
                new Unknown(clock.millis() + Signer.LIFE_MILLIS + settings.signatureMarginMillis(), calls.nowMillis()));
        queue.question(() -> findUnknown(order));
    }

    private CompletableFuture<Void> findUnknown(TrackedOrder order) {
        if (order.isAccepted() || order.isDone()) {
            unknown.remove(order.orderId());
            return CallQueue.NOTHING;
        }
        boolean isVoid = clock.millis() >= unknown.get(order.orderId()).voidFromMillis();
        return calls.get(BY_CLIENT_ID + ids.of(order.orderId())).thenAccept(reply -> {
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
        queue.question(this::readOpenOrders);
    }

    CompletableFuture<Void> readOpenOrders() {
        long askedMillis = calls.nowMillis();
        return calls.openOrders().thenAccept(open -> {
            if (open == null) {
                ledger.onOpenOrdersUnanswered();
            } else {
                ledger.onOpenOrders(open, askedMillis);
            }
        });
    }

    @Override
    public void askOrder(TrackedOrder order) {
        if (order.isDone()) {
            return;
        }
        queue.question(() -> askedOrder(order, () -> {}));
    }

    CompletableFuture<Void> askedOrder(TrackedOrder order, Runnable afterwards) {
        return calls.get(BY_CLIENT_ID + ids.of(order.orderId())).thenAccept(reply -> {
            takeAnswer(reply, () -> ledger.onOrderGone(order), () -> askOrder(order));
            afterwards.run();
        });
    }

    @Override
    public void askVenueOrder(long venueId) {
        queue.question(() -> calls.get(OrderCommands.ORDERS + "/" + venueId)
                .thenAccept(reply ->
                        takeAnswer(reply, () -> ledger.onVenueOrderGone(venueId), () -> askVenueOrder(venueId))));
    }

    private void takeAnswer(RestReply reply, Runnable onGone, Runnable again) {
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

    // What the engine wants to know

    /** Reports every payment once, oldest first. */
    CompletableFuture<Void> fundingSince(long fromNanos) {
        var end = new CompletableFuture<Void>();
        queue.question(() -> calls.pages(
                        "/v2/wallet/transactions?transaction_types=funding&start_time=" + AccountCalls.micros(fromNanos)
                                + "&page_size=50",
                        this::funding)
                .thenAccept(rows -> {
                    if (rows == null) {
                        end.completeExceptionally(new IllegalStateException(
                                "expected the funding of account " + accountId + ", the venue did not answer"));
                        return;
                    }
                    for (Funding row : rows.reversed()) {
                        if (fundingsReported.add(row.id())) {
                            reports.onFunding(accountId, row.instrumentId(), row.costE8());
                        }
                    }
                    end.complete(null);
                }));
        return end;
    }

    private Funding funding(JsonNode row) {
        ProductFacts product = row.hasNonNull("product_id") ? products.byId(Payloads.integer(row, "product_id")) : null;
        boolean isFunding = row.path("transaction_type").asText("funding").equals("funding");
        return product == null || !isFunding
                ? null
                : new Funding(Payloads.text(row, "id"), product.instrumentId(), -Payloads.e8(row, "amount"));
    }

    /** Each request is a question of its own, so that what the engine wants goes out between them. */
    CompletableFuture<VenuePicture> picture() {
        var orders = new ArrayList<OrderFacts>();
        var products = new ArrayList<VenuePicture.Product>();
        CompletableFuture<Void> parts = asked(() -> calls.openOrders().thenAccept(open -> {
            if (open == null) {
                throw unsaid("the open orders");
            }
            orders.addAll(open);
        }));
        for (Holding holding : ledger.orders().holdings()) {
            parts = parts.thenCompose(_ -> asked(() -> calls.position(holding.product())))
                    .thenCompose(position -> asked(() -> leverage(holding, position)))
                    .thenAccept(products::add);
        }
        return parts.thenCompose(_ -> asked(() -> said("/v2/wallet/balances")))
                .thenApply(wallet -> new VenuePicture(
                        accountId,
                        Payloads.walletE8(wallet),
                        List.copyOf(products),
                        orders.stream().map(ledger::working).toList()));
    }

    /** One that somebody else has changed holds for the next entry, unless it is set again: where nothing hangs on it, that is left to the entry. */
    private CompletableFuture<VenuePicture.Product> leverage(Holding holding, VenuePosition position) {
        ProductFacts product = holding.product();
        return said("/v2/products/" + product.productId() + "/orders/leverage").thenApply(answer -> {
            int before = holding.leverage();
            int found = Payloads.leverage(answer);
            if (found != before && position.contracts() == 0 && !ledger.orders().hasWorkingEntry(holding)) {
                if (before != 0) {
                    alarm.accept("somebody has set the leverage of %s to %d instead of %d: the next entry sets it again"
                            .formatted(product.symbol(), found, before));
                }
                holding.setLeverage(found);
            }
            return new VenuePicture.Product(
                    product.instrumentId(),
                    position.contracts(),
                    position.entryPriceE8(),
                    found,
                    holding.leverage(),
                    Payloads.marginMode(answer));
        });
    }

    private CompletableFuture<JsonNode> said(String path) {
        return calls.get(path).thenApply(reply -> {
            if (reply instanceof RestReply.Done done) {
                return done.result();
            }
            throw unsaid(path + ", it answered " + reply);
        });
    }

    private IllegalStateException unsaid(String what) {
        return new IllegalStateException("expected the venue to say of account " + accountId + " " + what);
    }

    /** A question that may fail: then its own answer fails, and the account goes on. */
    private <T> CompletableFuture<T> asked(Supplier<CompletableFuture<T>> question) {
        var end = new CompletableFuture<T>();
        queue.question(() -> question.get().handle((answer, failure) -> {
            if (failure == null) {
                end.complete(answer);
            } else {
                end.completeExceptionally(failure);
            }
            return null;
        }));
        return end;
    }

    void positions(CompletableFuture<List<VenuePosition>> end) {
        queue.question(() -> {
            var positions = new ArrayList<VenuePosition>();
            CompletableFuture<Void> all = CallQueue.NOTHING;
            for (Holding holding : ledger.orders().holdings()) {
                all = all.thenCompose(_ -> calls.position(holding.product()).thenAccept(positions::add));
            }
            return all.handle((_, failure) -> {
                if (failure == null) {
                    end.complete(positions);
                } else {
                    end.completeExceptionally(failure);
                }
                return null;
            });
        });
    }
}
