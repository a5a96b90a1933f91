package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.FillFacts;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.ProductFacts;

/** The requests of one account: its key, its lists page by page, and what waits to be tried again. Event loop. */
final class AccountCalls {
    private final int accountId;
    private final RestCalls.Key key;
    private final RestCalls rest;
    private final Products products;
    private final VenueClock clock;
    private final long retryMillis;
    private final Consumer<String> alarm;
    private final List<Waiting> waiting = new ArrayList<>();
    private long nowMillis;
    private String lastFailure = "";
    private long doneMillis;

    /** @param isOfVenueClock whether it waits by the clock of signatures and quotas, else by ours that never goes back */
    private record Waiting(long untilMillis, boolean isOfVenueClock, Runnable action) {}

    AccountCalls(
            int accountId,
            RestCalls.Key key,
            RestCalls rest,
            Products products,
            VenueClock clock,
            CallSettings settings,
            Consumer<String> alarm) {
        this.accountId = accountId;
        this.key = key;
        this.rest = rest;
        this.products = products;
        this.clock = clock;
        retryMillis = settings.retryMillis();
        this.alarm = alarm;
    }

    /** What the last request that came to nothing was answered; empty before the first. */
    String lastFailure() {
        return lastFailure;
    }

    /** When a request was carried out last; 0 before the first. */
    long doneMillis() {
        return doneMillis;
    }

    RestCalls.Key key() {
        return key;
    }

    /** Time moved; what has waited long enough is done. */
    void onTime(long millis) {
        nowMillis = millis;
        for (Waiting each : List.copyOf(waiting)) {
            if ((each.isOfVenueClock() ? clock.millis() : nowMillis) >= each.untilMillis()) {
                waiting.remove(each);
                each.action().run();
            }
        }
    }

    /** Of a clock that never goes back. */
    long nowMillis() {
        return nowMillis;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    void afterRetry(Runnable action) {
        waiting.add(new Waiting(nowMillis + retryMillis, false, action));
    }

    /** At the next moment. */
    void soon(Runnable action) {
        waiting.add(new Waiting(nowMillis, false, action));
    }

    /** Sends it once, whatever becomes of it. */
    CompletableFuture<RestReply> now(String method, String pathAndQuery, String body) {
        return rest.signed(key, method, pathAndQuery, body);
    }

    CompletableFuture<RestReply> get(String pathAndQuery) {
        return call("GET", pathAndQuery, null, true);
    }

    /**
     * Signs and sends; once more where the venue says that our clock was wrong, since it did not look at the request then.
     *
     * @param body null for none
     * @param mayWait whether it is sent again once the quota is back; if not, it is answered {@link RestReply.QuotaUsedUp}
     */
    CompletableFuture<RestReply> call(String method, String pathAndQuery, ObjectNode body, boolean mayWait) {
        String text = body == null ? "" : body.toString();
        return attempt(method, pathAndQuery, text, mayWait, true);
    }

    private CompletableFuture<RestReply> attempt(
            String method, String pathAndQuery, String body, boolean mayWait, boolean mayCorrect) {
        return now(method, pathAndQuery, body).thenCompose(reply -> {
            if (reply instanceof RestReply.Done) {
                doneMillis = nowMillis;
            } else {
                lastFailure = method + " " + pathAndQuery + ": " + reply;
            }
            if (reply instanceof RestReply.Refused refused
                    && mayCorrect
                    && refused.code().equals("expired_signature")
                    && refused.context().hasNonNull("server_time")) {
                clock.correct(refused.context().get("server_time").asLong());
                return attempt(method, pathAndQuery, body, mayWait, false);
            }
            if (reply instanceof RestReply.QuotaUsedUp quota && mayWait) {
                var again = new CompletableFuture<RestReply>();
                waiting.add(new Waiting(clock.millis() + quota.waitMillis(), true, () -> {
                    var _ = attempt(method, pathAndQuery, body, true, mayCorrect)
                            .thenAccept(again::complete);
                }));
                return again;
            }
            return CompletableFuture.completedFuture(reply);
        });
    }

    /** The order of an answer; empty if it cannot be read, which is said, or is of a product that is none of ours. */
    Optional<OrderFacts> order(JsonNode result) {
        try {
            return Payloads.order(products, result);
        } catch (PayloadException e) {
            alarm.accept("an answer cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Null if it could not be read. */
    CompletableFuture<List<OrderFacts>> openOrders() {
        return pages(
                "/v2/orders?states=open,pending&page_size=50",
                row -> Payloads.order(products, row).orElse(null));
    }

    /** Newest first; null if it could not be read. */
    CompletableFuture<List<FillFacts>> fillsSince(long fromNanos) {
        return pages(
                "/v2/fills?start_time=" + micros(fromNanos) + "&page_size=50",
                row -> Payloads.fillOfAnswer(products, row).orElse(null));
    }

    /** All pages; rows that {@code read} makes null are left out; null if one page could not be read. */
    <T> CompletableFuture<List<T>> pages(String pathAndQuery, Function<JsonNode, T> read) {
        return page(pathAndQuery, "", read, new ArrayList<>());
    }

    private <T> CompletableFuture<List<T>> page(
            String pathAndQuery, String cursor, Function<JsonNode, T> read, List<T> rows) {
        return get(pathAndQuery + cursor).thenCompose(reply -> {
            if (!(reply instanceof RestReply.Done done)) {
                return CompletableFuture.completedFuture(null);
            }
            try {
                // Nothing at all is no empty list.
                if (!done.result().isArray()) {
                    throw new PayloadException("expected a list of " + pathAndQuery + ", was " + done.result());
                }
                for (JsonNode row : done.result()) {
                    T each = read.apply(row);
                    if (each != null) {
                        rows.add(each);
                    }
                }
            } catch (PayloadException e) {
                alarm.accept("an answer cannot be read: " + e.getMessage());
                return CompletableFuture.completedFuture(null);
            }
            return done.meta().hasNonNull("after")
                    ? page(pathAndQuery, "&after=" + done.meta().get("after").asText(), read, rows)
                    : CompletableFuture.completedFuture(rows);
        });
    }

    /** @return completes exceptionally if the venue does not say it */
    CompletableFuture<VenuePosition> position(ProductFacts product) {
        return get("/v2/positions?product_id=" + product.productId()).thenApply(reply -> {
            if (!(reply instanceof RestReply.Done done)) {
                throw new IllegalStateException(
                        "expected the position of account " + accountId + " in " + product.symbol() + ", was " + reply);
            }
            return Payloads.position(accountId, product, done.result());
        });
    }

    static long micros(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
