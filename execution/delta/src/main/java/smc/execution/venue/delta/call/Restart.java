package smc.execution.venue.delta.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.FillFacts;
import smc.execution.venue.delta.ledger.Holding;
import smc.execution.venue.delta.ledger.LedgerStart;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.queue.Urgency;

/** Reads what an account has at the venue, for a ledger that begins anew (docs/delta-exchange.md, section 4.7). Event loop. */
final class Restart {
    private static final long MARGIN_NANOS = 60_000_000_000L;

    private final AccountCalls calls;
    private final OrderLedger ledger;
    private final Products products;
    private final ClientOrderIds ids;
    private final List<KnownOrder> known;
    private final long sinceNanos;
    private final Map<Integer, VenuePosition> positions = new TreeMap<>();
    private final Map<Long, OrderFacts> found = new HashMap<>();
    private final List<OrderFacts> nameless = new ArrayList<>();
    private List<FillFacts> fills = List.of();
    private List<OrderFacts> open = List.of();

    /**
     * @param known of this account
     * @param sinceNanos of the last fill that is known, by the venue's clock
     */
    Restart(
            AccountCalls calls,
            OrderLedger ledger,
            Products products,
            ClientOrderIds ids,
            List<KnownOrder> known,
            long sinceNanos) {
        this.calls = calls;
        this.ledger = ledger;
        this.products = products;
        this.ids = ids;
        this.known = known;
        this.sinceNanos = sinceNanos;
    }

    /** Completes exceptionally if something could not be read. */
    CompletableFuture<LedgerStart.Picture> read() {
        long fromNanos = sinceNanos;
        for (KnownOrder order : known) {
            if (!order.state().isFinal()) {
                fromNanos = Math.min(fromNanos, order.createdNanos());
            }
        }
        CompletableFuture<Void> lists = calls.fillsSince(fromNanos - MARGIN_NANOS)
                .thenCompose(read -> {
                    fills = required(read, "fills");
                    return calls.openOrders(Urgency.QUERY);
                })
                .thenAccept(read -> open = required(read, "open orders"));
        for (Holding holding : ledger.orders().holdings()) {
            lists = lists.thenCompose(_ -> calls.position(holding.product())
                    .thenAccept(position -> positions.put(position.instrumentId(), position)));
        }
        return lists.thenCompose(_ -> orders())
                .thenApply(_ -> new LedgerStart.Picture(sinceNanos, fills, open, positions, found, nameless));
    }

    private static <T> T required(T read, String what) {
        if (read == null) {
            throw new IllegalStateException("expected the " + what + " of the account, the venue did not say them");
        }
        return read;
    }

    /** One by one, what the lists do not show. */
    private CompletableFuture<Void> orders() {
        Set<Long> filled = new TreeSet<>();
        fills.forEach(fill -> filled.add(ids.orderId(fill.clientOrderId())));
        Set<Long> asked = new TreeSet<>();
        for (KnownOrder order : known) {
            // What is over is asked about only if it has filled lately.
            if (!order.state().isFinal() || filled.contains(order.orderId())) {
                asked.add(order.entryOrderId() == 0 ? order.orderId() : order.entryOrderId());
            }
        }
        Set<Long> shown = new TreeSet<>();
        for (OrderFacts facts : open) {
            asked.remove(ids.orderId(facts.clientOrderId()));
            shown.add(facts.venueId());
        }
        Set<Long> unnamed = new LinkedHashSet<>();
        for (FillFacts fill : fills) {
            if (fill.clientOrderId().isEmpty() && fill.isNormal() && !shown.contains(fill.venueOrderId())) {
                unnamed.add(fill.venueOrderId());
            }
        }
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (long orderId : asked) {
            all = all.thenCompose(_ -> calls.get(Urgency.QUERY, "/v2/orders/client_order_id/" + ids.of(orderId))
                    .thenAccept(reply -> take(reply, facts -> found.put(orderId, facts))));
        }
        for (long venueId : unnamed) {
            all = all.thenCompose(_ -> calls.get(Urgency.QUERY, "/v2/orders/" + venueId)
                    .thenAccept(reply -> take(reply, facts -> {
                        // Answers of fills may lack the client's id.
                        long orderId = ids.orderId(facts.clientOrderId());
                        if (orderId == 0) {
                            nameless.add(facts);
                        } else {
                            found.putIfAbsent(orderId, facts);
                        }
                    })));
        }
        return all;
    }

    private void take(RestReply reply, Consumer<OrderFacts> taker) {
        switch (reply) {
            case RestReply.Done done -> Payloads.order(products, done.result()).ifPresent(taker);
            case RestReply.Refused refused -> {
                if (!refused.isNotFound()) {
                    throw new PayloadException("expected an order or none, was " + refused);
                }
            }
            case RestReply.QuotaUsedUp _, RestReply.Unknown _ ->
                throw new IllegalStateException("expected an order, was " + reply);
        }
    }
}
