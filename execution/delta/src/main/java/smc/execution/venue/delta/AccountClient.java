package smc.execution.venue.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueRefusedException;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.Payloads.PayloadException;
import smc.execution.venue.delta.Payloads.Products;
import smc.strategy.number.FixedPoint;

/**
 * One account at the venue: makes requests of what is wanted, and hands what comes back to its {@link OrderLedger}. Event loop; times are milliseconds of
 * a clock that never goes back, but for signatures, which live by the venue's.
 */
final class AccountClient implements PrivateSocket.Listener, Questions {
    private static final String ORDERS = "/v2/orders";
    private static final String BY_CLIENT_ID = "/v2/orders/client_order_id/";
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    /** Longer than every answer that is only slow, and than a signature lives. */
    private static final long WAIT_SAID_MILLIS = 30_000;

    /** The venue's clock and ours may differ by the latency of a fill, and microseconds are cut off. */
    private static final long FILLS_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int accountId;
    private final AccountCalls calls;
    private final ClientOrderIds ids;
    private final Products products;
    private final VenueClock clock;
    private final DeltaSettings settings;
    private final VenueReports reports;
    private final CallQueue queue;
    private final OrderLedger ledger;

    /** Orders whose outcome is not known. */
    private final Map<Long, Unknown> unknown = new TreeMap<>();

    /** Strays whose cancel is in the queue, by the venue's number. */
    private final Set<Long> straysUnderWay = new HashSet<>();

    private final AlarmPace alarms = new AlarmPace();
    private final Queue<Runnable> buffered = new ArrayDeque<>();
    private final Map<String, Long> orderSequences = new TreeMap<>();
    private final Set<String> fundingsReported = new HashSet<>();
    private boolean isBuffering = true;
    private boolean isLive;
    private boolean wasLive;
    private String lastDown = "";
    /** Why the venue does not accept the key; empty if it has not said so. */
    private String refusal = "";

    private long fillsFromNanos;
    private long nowMillis;
    private long feesCheckedMillis;
    private long lookedMillis;
    /** Since when something has been waited for and nothing was answered. */
    private long waitsSinceMillis;

    /**
     * An order that may have been carried out or not.
     *
     * @param voidFromMillis last moment at which it may still be carried out, by the venue's clock
     * @param sinceMillis by ours, that never goes back
     */
    private record Unknown(long voidFromMillis, long sinceMillis) {}

    AccountClient(
            DeltaAccount account,
            RestCalls rest,
            CallQueue queue,
            ClientOrderIds ids,
            Products products,
            List<ProductFacts> facts,
            VenueClock clock,
            DeltaSettings settings,
            VenueReports reports) {
        accountId = account.accountId();
        calls = new AccountCalls(account, rest, products, clock, settings, this::alarm);
        this.queue = queue;
        this.ids = ids;
        this.products = products;
        this.clock = clock;
        this.settings = settings;
        this.reports = reports;
        ledger = new OrderLedger(accountId, ids, facts, settings, reports, this);
    }

    int accountId() {
        return accountId;
    }

    AccountCalls calls() {
        return calls;
    }

    OrderLedger ledger() {
        return ledger;
    }

    boolean isBusy() {
        return !queue.isIdle() || !unknown.isEmpty() || calls.isWaiting() || !ledger.isSettled();
    }

    /** Time moved; to be called several times a second. */
    void onTime(long millis) {
        nowMillis = millis;
        calls.onTime(millis);
        if (isBuffering) {
            return;
        }
        ledger.onTime(millis);
        watchAnswers();
        if (isLive && nowMillis - lookedMillis >= settings.feeCheckMillis()) {
            lookedMillis = nowMillis;
            ledger.look();
        }
        if (ledger.hasUncheckedFees() && nowMillis - feesCheckedMillis >= settings.feeCheckMillis()) {
            feesCheckedMillis = nowMillis;
            ledger.checkFees();
        }
    }

    /** Whoever waits for the venue says so: what is not known stays not known, and nobody would see it. */
    private void watchAnswers() {
        if (!isBusy()) {
            waitsSinceMillis = nowMillis;
        }
        waitsSinceMillis = Math.max(waitsSinceMillis, calls.doneMillis());
        if (nowMillis - waitsSinceMillis >= WAIT_SAID_MILLIS) {
            waitsSinceMillis = nowMillis;
            alarm("the venue has answered nothing for " + WAIT_SAID_MILLIS / 1_000 + " s: waiting for " + awaited());
        }
        List<Long> longUnknown = unknown.entrySet().stream()
                .filter(each -> nowMillis - each.getValue().sinceMillis() >= WAIT_SAID_MILLIS)
                .map(Map.Entry::getKey)
                .toList();
        if (!longUnknown.isEmpty()) {
            alarm("the venue still does not say what became of orders " + longUnknown);
        }
    }

    // What the engine wants

    void submit(
            long orderId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8) {
        TrackedOrder order = ledger.submit(
                orderId, instrumentId, purpose, type, direction, priceE8, contracts, leverage, stopOrderId, stopE8);
        long wantedMillis = nowMillis;
        queue.command(() -> place(order, wantedMillis));
    }

    void edit(int instrumentId, long orderId, long priceE8, long contracts) {
        TrackedOrder order = ledger.orders().get(orderId);
        if (order == null) {
            alarm("order " + orderId + " is to be changed, and is long over here");
            queue.command(() -> {
                reports.onOrderReport(accountId, instrumentId, new EditRejected(orderId));
                return NOTHING;
            });
            return;
        }
        order.wantedPriceE8 = priceE8;
        order.wantedContracts = contracts;
        order.editsUnderWay++;
        int number = ++order.edits;
        queue.command(() -> edit(order, number, priceE8, contracts));
    }

    void cancel(int instrumentId, long orderId) {
        TrackedOrder order = ledger.orders().get(orderId);
        if (order == null) {
            alarm("order " + orderId + " is to be cancelled, and is long over here");
            cancelUnknown(instrumentId, orderId);
            return;
        }
        order.isCancelAsked = true;
        queue.command(() -> cancel(order));
    }

    private CompletableFuture<Void> place(TrackedOrder order, long wantedMillis) {
        if (order.isEntry() && nowMillis - wantedMillis > settings.entryDeadlineMillis()) {
            ledger.rejected(order, Refusal.TOO_LATE);
            return NOTHING;
        }
        Holding holding = ledger.holding(order.instrumentId);
        if (!order.isEntry() || !holding.isFlat()) {
            return post(order);
        }
        return holding.leverage == 0
                ? readLeverage(holding).thenCompose(_ -> placeWithLeverage(order, holding))
                : placeWithLeverage(order, holding);
    }

    private CompletableFuture<Void> readLeverage(Holding holding) {
        return calls.get(leveragePath(holding)).thenAccept(reply -> {
            if (reply instanceof RestReply.Done done) {
                holding.leverage = leverage(done);
            }
        });
    }

    /** 0 if the answer does not say it. */
    private int leverage(RestReply.Done done) {
        try {
            return Payloads.leverage(done.result());
        } catch (PayloadException | ArithmeticException e) {
            alarm("an answer cannot be read: " + e.getMessage());
            return 0;
        }
    }

    /** The leverage in force must be what the working entries need; while a position is open it is never touched. */
    private CompletableFuture<Void> placeWithLeverage(TrackedOrder order, Holding holding) {
        int leverage = ledger.leverageFor(order);
        if (leverage == holding.leverage) {
            return post(order);
        }
        return calls.call("POST", leveragePath(holding), object().put("leverage", Integer.toString(leverage)), false)
                .thenCompose(reply -> switch (reply) {
                    case RestReply.Done done -> {
                        holding.leverage = leverage(done);
                        yield holding.leverage == leverage ? post(order) : reject(order, Refusal.LEVERAGE_NOT_SET);
                    }
                    case RestReply.Refused refused -> reject(order, refused.refusal());
                    case RestReply.QuotaUsedUp _ -> reject(order, Refusal.QUOTA_USED_UP);
                    case RestReply.Unknown _ -> {
                        // Whichever is in force now is not known: set again before the next entry.
                        holding.leverage = 0;
                        yield reject(order, Refusal.LEVERAGE_NOT_SET);
                    }
                });
    }

    private static String leveragePath(Holding holding) {
        return "/v2/products/" + holding.product.productId() + "/orders/leverage";
    }

    private CompletableFuture<Void> reject(TrackedOrder order, Refusal refusal) {
        ledger.rejected(order, refusal);
        return NOTHING;
    }

    private CompletableFuture<Void> post(TrackedOrder order) {
        ledger.sent(order);
        return calls.call("POST", ORDERS, ticket(order), !order.isEntry()).thenApply(reply -> {
            switch (reply) {
                case RestReply.Done done -> takeOrder(done.result(), () -> askUnknown(order));
                case RestReply.Refused refused -> {
                    if (refused.refusal() == Refusal.NOT_AUTHORIZED) {
                        alarm("the venue does not accept the key: " + refused.code());
                    }
                    ledger.rejected(order, refused.refusal());
                }
                case RestReply.QuotaUsedUp _ -> ledger.rejected(order, Refusal.QUOTA_USED_UP);
                case RestReply.Unknown _ -> askUnknown(order);
            }
            return null;
        });
    }

    private ObjectNode ticket(TrackedOrder order) {
        ObjectNode ticket = object().put(
                        "product_id", ledger.holding(order.instrumentId).product.productId())
                .put("size", order.contracts)
                .put("side", order.isBuy() ? "buy" : "sell")
                .put("client_order_id", ids.of(order.orderId));
        switch (order.type) {
            case MARKET -> ticket.put("order_type", "market_order");
            case LIMIT ->
                ticket.put("order_type", "limit_order")
                        .put("limit_price", decimal(order.priceE8))
                        .put("time_in_force", "gtc");
            case STOP_MARKET ->
                ticket.put("order_type", "market_order")
                        .put("stop_order_type", "stop_loss_order")
                        .put("stop_price", decimal(order.priceE8))
                        .put("stop_trigger_method", settings.triggerMethod());
        }
        if (!order.isEntry()) {
            ticket.put("reduce_only", "true");
        } else if (order.type == OrderType.LIMIT) {
            ticket.put("post_only", "true");
        }
        if (order.stop != null) {
            ticket.put("bracket_stop_loss_price", decimal(order.stop.priceE8))
                    .put("bracket_stop_trigger_method", settings.triggerMethod());
        }
        return ticket;
    }

    // Edits

    /** @param number of the edit among those of the order: a later one makes it void */
    private CompletableFuture<Void> edit(TrackedOrder order, int number, long priceE8, long contracts) {
        if (order.isDone || number != order.edits) {
            order.editsUnderWay--;
            if (order.isDone) {
                ledger.editRejected(order);
            }
            return NOTHING;
        }
        TrackedOrder carrier = order.isBracketStop() ? order.entry : order;
        if (!carrier.isAccepted && !carrier.isDone) {
            calls.afterRetry(() -> queue.command(() -> edit(order, number, priceE8, contracts)));
            return NOTHING;
        }
        return order.isBracketStop()
                ? editStop(order, number, priceE8, contracts, false)
                : editPlain(order, number, priceE8, contracts);
    }

    private CompletableFuture<Void> editPlain(TrackedOrder order, int number, long priceE8, long contracts) {
        ObjectNode change = object().put("id", order.venueId)
                .put("product_id", ledger.holding(order.instrumentId).product.productId())
                .put("size", contracts);
        if (order.type != OrderType.MARKET) {
            change.put(order.type == OrderType.LIMIT ? "limit_price" : "stop_price", decimal(priceE8));
        }
        // The same values again do no harm where they are in force already.
        Runnable again = () -> calls.afterRetry(() -> queue.command(() -> edit(order, number, priceE8, contracts)));
        return calls.call("PUT", ORDERS, change, true).thenApply(reply -> {
            switch (reply) {
                case RestReply.Done done ->
                    order(done.result()).ifPresentOrElse(shown -> takeEdit(order, priceE8, contracts, shown), again);
                case RestReply.Refused _ -> {
                    endEdit(order, priceE8, contracts, false);
                    askOrder(order);
                }
                case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> again.run();
            }
            return null;
        });
    }

    /** What the order is now counts, not that the request was taken. */
    private void takeEdit(TrackedOrder order, long priceE8, long contracts, OrderFacts shown) {
        boolean isGranted = shown.contracts() == contracts
                && (order.type == OrderType.MARKET || shown.priceE8(order.type) == priceE8);
        if (!isGranted) {
            alarm("the venue took the change of order " + order.orderId + " to " + contracts + " contracts at "
                    + decimal(priceE8) + " and did not make it");
        }
        endEdit(order, priceE8, contracts, isGranted);
        ledger.onOrder(shown);
        ledger.noteEditElsewhere(shown);
    }

    private void endEdit(TrackedOrder order, long priceE8, long contracts, boolean isDone) {
        order.editsUnderWay--;
        if (isDone) {
            ledger.edited(order, priceE8, contracts);
        } else {
            ledger.editRejected(order);
        }
    }

    /** The leg if there is one, else what the entry carries. Its size is the position's by nature. */
    private CompletableFuture<Void> editStop(
            TrackedOrder stop, int number, long priceE8, long contracts, boolean isSecondTry) {
        Leg leg = ledger.liveLeg(stop);
        boolean isSoAlready = leg == null ? stop.priceE8 == priceE8 : leg.stopE8 == priceE8;
        if (isSoAlready) {
            endEdit(stop, priceE8, contracts, true);
            return NOTHING;
        }
        CompletableFuture<RestReply> put = leg == null ? putBracket(stop, priceE8) : putLeg(leg, priceE8, contracts);
        // The leg may have another number by now, or have come only now.
        Supplier<CompletableFuture<Void>> onRefused = () -> {
            if (isSecondTry) {
                endEdit(stop, priceE8, contracts, false);
                return NOTHING;
            }
            return readOpenOrders().thenCompose(_ -> editStop(stop, number, priceE8, contracts, true));
        };
        return put.thenCompose(reply -> switch (reply) {
            case RestReply.Done done -> {
                if (isAtAnotherPrice(done.result(), leg == null ? "bracket_stop_loss_price" : "stop_price", priceE8)) {
                    yield onRefused.get();
                }
                if (leg != null) {
                    leg.stopE8 = priceE8;
                }
                endEdit(stop, priceE8, contracts, true);
                yield NOTHING;
            }
            case RestReply.Refused _ -> onRefused.get();
            case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> {
                calls.afterRetry(() -> queue.command(() -> edit(stop, number, priceE8, contracts)));
                yield NOTHING;
            }
        });
    }

    /** Whether the answer shows that what was asked for was not done. One that does not say it shows nothing: the frames will. */
    private boolean isAtAnotherPrice(JsonNode result, String name, long priceE8) {
        try {
            return result.hasNonNull(name) && Payloads.e8(result, name) != priceE8;
        } catch (PayloadException e) {
            alarm("an answer cannot be read: " + e.getMessage());
            return false;
        }
    }

    /** With a size, which an edit must have; what it says of a leg does not matter. */
    private CompletableFuture<RestReply> putLeg(Leg leg, long priceE8, long contracts) {
        return calls.call(
                "PUT",
                ORDERS,
                object().put("id", leg.venueId)
                        .put(
                                "product_id",
                                ledger.holding(leg.instrumentId).product.productId())
                        .put("size", contracts)
                        .put("stop_price", decimal(priceE8)),
                true);
    }

    private CompletableFuture<RestReply> putBracket(TrackedOrder stop, long priceE8) {
        return calls.call(
                "PUT",
                "/v2/orders/bracket",
                object().put("id", stop.entry.venueId)
                        .put(
                                "product_id",
                                ledger.holding(stop.instrumentId).product.productId())
                        .put("bracket_stop_loss_price", decimal(priceE8))
                        .put("bracket_stop_trigger_method", settings.triggerMethod()),
                true);
    }

    @Override
    public void editAgain(TrackedOrder stop) {
        edit(stop.instrumentId, stop.orderId, stop.wantedPriceE8, stop.wantedContracts);
    }

    // Cancels

    private CompletableFuture<Void> cancel(TrackedOrder order) {
        if (order.isDone) {
            return NOTHING;
        }
        if (order.isBracketStop()) {
            return cancelStop(order, false);
        }
        ObjectNode which = object();
        if (order.venueId != 0) {
            which.put("id", order.venueId);
        } else {
            which.put("client_order_id", ids.of(order.orderId));
        }
        return delete(which, order.instrumentId, () -> cancel(order), () -> {
            if (order.isAccepted) {
                askUntilOver(order);
            }
        });
    }

    /** The venue would not cancel it. If it works all the same, it is asked again. */
    private void askUntilOver(TrackedOrder order) {
        queue.question(() -> askedOrder(order, () -> {
            if (!order.isDone && !order.hasEnded) {
                calls.afterRetry(() -> queue.command(() -> cancel(order)));
            }
        }));
    }

    private void cancelUnknown(int instrumentId, long orderId) {
        queue.command(() -> delete(
                object().put("client_order_id", ids.of(orderId)),
                instrumentId,
                () -> {
                    cancelUnknown(instrumentId, orderId);
                    return NOTHING;
                },
                () -> {}));
    }

    private CompletableFuture<Void> cancelStop(TrackedOrder stop, boolean isSecondTry) {
        Leg leg = ledger.liveLeg(stop);
        boolean isLegEnding = leg == null
                && stop.isAccepted
                && ledger.holding(stop.instrumentId).isFlat();
        if (isLegEnding) {
            // With its position; that it has ended is still to come.
            return NOTHING;
        }
        if (leg != null) {
            if (leg.stops.stream().allMatch(each -> each.isDone || each.isCancelAsked)) {
                leg.isCancelAsked = true;
                ObjectNode which = object().put("id", leg.venueId);
                return delete(which, leg.instrumentId, () -> cancelStop(stop, true), () -> askVenueOrder(leg.venueId));
            }
        } else if (stop.entry.filledContracts > 0 && !isSecondTry) {
            return readOpenOrders().thenCompose(_ -> stop.isDone ? NOTHING : cancelStop(stop, true));
        }
        ledger.cancelled(stop);
        return NOTHING;
    }

    /**
     * Deletes an order.
     *
     * @param again what to do once more if the outcome is not known: a second cancel does no harm
     * @param onNotThere no such order works
     */
    private CompletableFuture<Void> delete(
            ObjectNode which, int instrumentId, Supplier<CompletableFuture<Void>> again, Runnable onNotThere) {
        which.put("product_id", ledger.holding(instrumentId).product.productId());
        return calls.call("DELETE", ORDERS, which, true).thenApply(reply -> {
            switch (reply) {
                case RestReply.Done done ->
                    order(done.result())
                            .ifPresentOrElse(
                                    shown -> {
                                        ledger.onOrder(shown);
                                        if (!shown.isFinal()) {
                                            calls.afterRetry(() -> queue.command(again));
                                        }
                                    },
                                    onNotThere);
                case RestReply.Refused refused -> {
                    if (!refused.isNotFound() && refused.refusal() != Refusal.ORDER_NOT_OPEN) {
                        alarm("the venue refused to cancel " + which + ": " + refused.code());
                    }
                    onNotThere.run();
                }
                case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> calls.afterRetry(() -> queue.command(again));
            }
            return null;
        });
    }

    @Override
    public void cancelAgain(TrackedOrder order) {
        queue.command(() -> cancel(order));
    }

    @Override
    public void cancelStray(long venueId, int instrumentId) {
        if (straysUnderWay.add(venueId)) {
            // The ledger asks again until the venue shows it over.
            queue.command(
                    () -> delete(object().put("id", venueId), instrumentId, () -> NOTHING, () -> askVenueOrder(venueId))
                            .whenComplete((_, _) -> straysUnderWay.remove(venueId)));
        }
    }

    /**
     * Every resting entry of the product, and nothing that protects; past the queue, for the case that nothing moves there any more. Completes
     * exceptionally unless the venue shows that none is left.
     */
    CompletableFuture<Void> cancelEntries(ProductFacts product) {
        ObjectNode body = object().put("product_id", product.productId())
                .put("cancel_limit_orders", "true")
                .put("cancel_stop_orders", "false")
                .put("cancel_reduce_only_orders", "false");
        return calls.now("DELETE", "/v2/orders/all", body.toString())
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

    // Orders of which nothing is known

    /** The request may be carried out until its signature is void. */
    private void askUnknown(TrackedOrder order) {
        ledger.unanswered(order);
        if (order.isUnanswered) {
            awaitUnknown(order);
        }
    }

    /** Asks until the order is found, or certainly never was. */
    private void awaitUnknown(TrackedOrder order) {
        order.isUnanswered = true;
        unknown.put(
                order.orderId,
                new Unknown(clock.millis() + Signer.LIFE_MILLIS + settings.signatureMarginMillis(), nowMillis));
        queue.question(() -> findUnknown(order));
    }

    private CompletableFuture<Void> findUnknown(TrackedOrder order) {
        if (order.isAccepted || order.isDone) {
            unknown.remove(order.orderId);
            return NOTHING;
        }
        boolean isVoid = clock.millis() >= unknown.get(order.orderId).voidFromMillis();
        return calls.get(BY_CLIENT_ID + ids.of(order.orderId)).thenApply(reply -> {
            switch (reply) {
                case RestReply.Done done -> takeOrder(done.result(), () -> {});
                case RestReply.Refused refused -> {
                    if (isVoid && refused.isNotFound()) {
                        ledger.rejected(order, Refusal.NOT_FOUND);
                    }
                }
                case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> {
                    // Asked again below.
                }
            }
            if (order.isAccepted || order.isDone) {
                unknown.remove(order.orderId);
            } else {
                calls.afterRetry(() -> queue.question(() -> findUnknown(order)));
            }
            return null;
        });
    }

    // What the ledger wants to know

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

    private CompletableFuture<Void> readOpenOrders() {
        return calls.openOrders().thenAccept(open -> {
            if (open == null) {
                ledger.onOpenOrdersUnanswered();
            } else {
                ledger.onOpenOrders(open);
            }
        });
    }

    @Override
    public void askOrder(TrackedOrder order) {
        if (order.isDone) {
            return;
        }
        queue.question(() -> askedOrder(order, () -> {}));
    }

    private CompletableFuture<Void> askedOrder(TrackedOrder order, Runnable afterwards) {
        return calls.get(BY_CLIENT_ID + ids.of(order.orderId)).thenAccept(reply -> {
            takeAnswer(reply, () -> ledger.onOrderGone(order), () -> askOrder(order));
            afterwards.run();
        });
    }

    @Override
    public void askVenueOrder(long venueId) {
        queue.question(() -> calls.get(ORDERS + "/" + venueId).thenApply(reply -> {
            takeAnswer(reply, () -> ledger.onVenueOrderGone(venueId), () -> askVenueOrder(venueId));
            return null;
        }));
    }

    private void takeAnswer(RestReply reply, Runnable onGone, Runnable again) {
        switch (reply) {
            case RestReply.Done done ->
                order(done.result())
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
                    alarm("the venue refused to show an order: " + refused.code());
                    calls.afterRetry(again);
                }
            }
            case RestReply.QuotaUsedUp _, RestReply.Unknown _ -> calls.afterRetry(again);
        }
    }

    /** Empty if it cannot be read, which is said, or is of a product that is none of ours. */
    private Optional<OrderFacts> order(JsonNode result) {
        try {
            return Payloads.order(products, result);
        } catch (PayloadException e) {
            alarm("an answer cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void takeOrder(JsonNode result, Runnable onUnreadable) {
        order(result).ifPresentOrElse(ledger::onOrder, onUnreadable);
    }

    private record Funding(String id, int instrumentId, long costE8) {}

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

    // The socket

    @Override
    public void onLive() {
        isLive = true;
        wasLive = true;
        refusal = "";
        orderSequences.clear();
        if (!isBuffering) {
            ledger.onReconnected();
        }
    }

    @Override
    public void onDown(String why) {
        // Each attempt fails anew; the first says it.
        if (isLive || !why.equals(lastDown)) {
            alarm("the private socket is down: " + why);
        }
        isLive = false;
        lastDown = why;
    }

    @Override
    public void onNotAuthenticated(String why) {
        refusal = why;
    }

    @Override
    public void onBadFrame(String why) {
        alarm("a frame cannot be read: " + why);
        buffer(ledger::onGap);
    }

    @Override
    public void onFrame(String type, JsonNode frame) {
        try {
            switch (type) {
                case "orders" -> onOrdersFrame(frame);
                case "v2/user_trades" ->
                    Payloads.fillOfChannel(products, frame).ifPresent(fill -> buffer(() -> ledger.onFill(fill)));
                default -> {
                    // Positions are known by their fills; the rest is not ours.
                }
            }
        } catch (PayloadException e) {
            onBadFrame(e.getMessage());
        } catch (RuntimeException e) {
            reports.onFault(e);
        }
    }

    private void onOrdersFrame(JsonNode frame) {
        boolean isSnapshot = frame.path("action").asText().equals("snapshot");
        String symbol = frame.path("symbol").asText();
        JsonNode sequenced = isSnapshot ? frame.path("meta") : frame;
        long sequence = sequenced.path("seq_no").asLong();
        Long last = orderSequences.get(symbol);
        if (last != null && sequence > last + 1) {
            buffer(ledger::onGap);
        }
        orderSequences.merge(symbol, sequence, Math::max);
        if (isSnapshot) {
            for (OrderFacts facts : Payloads.orders(products, frame.path("result"))) {
                buffer(() -> ledger.onOrder(facts));
            }
        } else {
            Payloads.order(products, frame).ifPresent(facts -> buffer(() -> ledger.onOrder(facts)));
        }
    }

    private void buffer(Runnable fact) {
        if (isBuffering) {
            buffered.add(fact);
        } else {
            fact.run();
        }
    }

    /** @param fillsFromNanos no older fill is of interest any more */
    private void release(long fillsFromNanos) {
        this.fillsFromNanos = fillsFromNanos;
        isBuffering = false;
        ledger.onTime(nowMillis);
        for (Runnable fact = buffered.poll(); fact != null; fact = buffered.poll()) {
            fact.run();
        }
    }

    /**
     * Makes the engine's picture equal to the venue's: reports what it did not know. Completes with the positions once nothing is open.
     *
     * @param known of this account
     * @param sinceNanos of the last fill that is known, by the venue's clock
     */
    CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos) {
        isBuffering = true;
        var end = new CompletableFuture<List<VenuePosition>>();
        whenLive(
                end,
                () -> queue.command(() -> new Restart(calls, ledger, products, ids, known, sinceNanos)
                        .read()
                        .handle((picture, failure) -> {
                            if (failure == null) {
                                new LedgerStart(ledger, ids)
                                        .restart(known, picture)
                                        .forEach(this::awaitUnknown);
                                release(sinceNanos);
                                whenSettled(() -> positions(end));
                            } else {
                                end.completeExceptionally(failure);
                            }
                            return null;
                        })));
        return end;
    }

    private void whenLive(CompletableFuture<?> end, Runnable action) {
        if (isLive) {
            action.run();
        } else if (!wasLive && !refusal.isEmpty()) {
            end.completeExceptionally(new VenueRefusedException(
                    "expected the venue to accept the key of account " + accountId + ", was " + refusal));
        } else {
            calls.afterRetry(() -> whenLive(end, action));
        }
    }

    /** What is waited for, for people; empty if nothing is. */
    String awaited() {
        if (!isLive) {
            return "the private socket of account " + accountId + (lastDown.isEmpty() ? "" : " (" + lastDown + ")");
        }
        if (!unknown.isEmpty()) {
            return "what became of orders " + unknown.keySet() + " of account " + accountId;
        }
        return isBusy()
                ? "answers to account " + accountId
                        + (calls.lastFailure().isEmpty() ? "" : " (" + calls.lastFailure() + ")")
                : "";
    }

    private void whenSettled(Runnable action) {
        calls.soon(() -> {
            if (isBusy()) {
                whenSettled(action);
            } else {
                action.run();
            }
        });
    }

    private void positions(CompletableFuture<List<VenuePosition>> end) {
        queue.question(() -> {
            var positions = new ArrayList<VenuePosition>();
            CompletableFuture<Void> all = NOTHING;
            for (Holding holding : ledger.holdings()) {
                all = all.thenCompose(_ -> calls.position(holding.product).thenAccept(positions::add));
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

    void alarm(String what) {
        if (alarms.isNews(what, nowMillis)) {
            reports.onAlarm(accountId, what);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String decimal(long valueE8) {
        return FixedPoint.formatE8(valueE8);
    }
}
