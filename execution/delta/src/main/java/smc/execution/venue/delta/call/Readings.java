package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.Holding;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.queue.CallQueue;
import smc.execution.venue.delta.queue.Urgency;

/** What the engine wants to know of one account: what is held, what works, what was paid. Event loop. */
final class Readings {
    private final int accountId;
    private final AccountCalls calls;
    private final CallQueue queue;
    private final OrderLedger ledger;
    private final Products products;
    private final VenueReports reports;
    private final Consumer<String> alarm;

    /**
     * By the venue's id. Not bounded: three a day and instrument are no burden in years, and a payment that was forgotten would be booked a second time
     * by a question that reaches back to it.
     */
    private final Set<String> fundingsReported = new HashSet<>();

    private record Funding(String id, int instrumentId, long costE8) {}

    Readings(
            int accountId,
            AccountCalls calls,
            CallQueue queue,
            OrderLedger ledger,
            Products products,
            VenueReports reports,
            Consumer<String> alarm) {
        this.accountId = accountId;
        this.calls = calls;
        this.queue = queue;
        this.ledger = ledger;
        this.products = products;
        this.reports = reports;
        this.alarm = alarm;
    }

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
        CompletableFuture<Void> parts =
                asked(() -> calls.openOrders(Urgency.QUERY).thenAccept(open -> {
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
        return calls.get(Urgency.QUERY, path).thenApply(reply -> {
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
