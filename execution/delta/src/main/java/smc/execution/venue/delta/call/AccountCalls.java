package smc.execution.venue.delta.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
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
import smc.execution.venue.delta.queue.QuotaBudget;
import smc.execution.venue.delta.queue.Urgency;

/** The requests of one account: its key, its lists page by page, and what waits to be tried again. Event loop. */
final class AccountCalls {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int PAGE_ROWS = 50;
    private static final int PAGES_MAX = 1_000;
    /** Of a list that changes from each to the next. */
    private static final int READINGS_MAX = 6;

    private final int accountId;
    private final RestCalls.Key key;
    private final RestCalls rest;
    private final Products products;
    private final VenueClock clock;
    private final long retryMillis;
    private final long signatureMarginMillis;
    private final QuotaBudget budget;
    private final Consumer<String> alarm;
    private final List<Waiting> waiting = new ArrayList<>();
    private long nowMillis;
    private String lastFailure = "";
    private long doneMillis;

    /**
     * @param fromMillis by our clock, that never goes back
     * @param fromVenueMillis by the clock of signatures and quotas; whichever comes first
     */
    private record Waiting(long fromMillis, long fromVenueMillis, Runnable action) {}

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
        signatureMarginMillis = settings.signatureMarginMillis();
        budget = new QuotaBudget(settings.quotaUnits());
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
            if (nowMillis >= each.fromMillis() || clock.millis() >= each.fromVenueMillis()) {
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
        waiting.add(new Waiting(nowMillis + retryMillis, NEVER, action));
    }

    /** At the next moment. */
    void soon(Runnable action) {
        waiting.add(new Waiting(nowMillis, NEVER, action));
    }

    /** When the venue's clock has come so far. */
    void atVenueTime(long venueMillis, Runnable action) {
        waiting.add(new Waiting(NEVER, venueMillis, action));
    }

    /** When the quota is back, or what is urgent is tried all the same. */
    void afterQuota(long waitMillis, Runnable action) {
        waiting.add(new Waiting(nowMillis + QuotaBudget.URGENT_WAIT_MAX_MILLIS, clock.millis() + waitMillis, action));
    }

    /** How long a request of this urgency is held back, in milliseconds; 0 if it is not. */
    long heldMillis(Urgency urgency) {
        return budget.waitMillis(urgency, nowMillis, clock.millis());
    }

    /** The last moment, by the venue's clock, at which a request that is sent now may be carried out. */
    long voidFromMillis() {
        return clock.millis() + Signer.LIFE_MILLIS + signatureMarginMillis;
    }

    /** By the clock of signatures and quotas. */
    long venueMillis() {
        return clock.millis();
    }

    /** Sends it once, whatever becomes of it. */
    CompletableFuture<RestReply> now(String method, String pathAndQuery, String body) {
        return rest.signed(key, method, pathAndQuery, body);
    }

    CompletableFuture<RestReply> get(Urgency urgency, String pathAndQuery) {
        return call(urgency, "GET", pathAndQuery, null);
    }

    /**
     * Signs and sends; once more where the venue says that our clock was wrong, since it did not look at the request then. A query waits for the quota;
     * anything else that it holds back is answered {@link RestReply.QuotaUsedUp}, and was not carried out.
     *
     * @param body null for none
     */
    CompletableFuture<RestReply> call(Urgency urgency, String method, String pathAndQuery, ObjectNode body) {
        String text = body == null ? "" : body.toString();
        return attempt(urgency, method, pathAndQuery, text, true);
    }

    private CompletableFuture<RestReply> attempt(
            Urgency urgency, String method, String pathAndQuery, String body, boolean mayCorrect) {
        long heldMillis = heldMillis(urgency);
        if (heldMillis > 0) {
            return onQuota(urgency, heldMillis, method, pathAndQuery, body, mayCorrect);
        }
        budget.use(QuotaBudget.units(method, pathAndQuery), nowMillis);
        return now(method, pathAndQuery, body).thenCompose(reply -> {
            note(reply, method + " " + pathAndQuery);
            return switch (reply) {
                case RestReply.Refused refused
                when mayCorrect
                        && refused.code().equals("expired_signature")
                        && refused.context().hasNonNull("server_time") -> {
                    clock.correct(refused.context().get("server_time").asLong());
                    yield attempt(urgency, method, pathAndQuery, body, false);
                }
                case RestReply.QuotaUsedUp quota -> {
                    long waitMillis = budget.onRefused(quota.waitMillis(), clock.millis());
                    yield onQuota(urgency, waitMillis, method, pathAndQuery, body, mayCorrect);
                }
                case RestReply.Done _, RestReply.Refused _, RestReply.Unknown _ ->
                    CompletableFuture.completedFuture(reply);
            };
        });
    }

    private CompletableFuture<RestReply> onQuota(
            Urgency urgency, long waitMillis, String method, String pathAndQuery, String body, boolean mayCorrect) {
        if (urgency != Urgency.QUERY) {
            return CompletableFuture.completedFuture(new RestReply.QuotaUsedUp(waitMillis));
        }
        var again = new CompletableFuture<RestReply>();
        atVenueTime(clock.millis() + waitMillis, () -> {
            var _ = attempt(urgency, method, pathAndQuery, body, mayCorrect).thenAccept(again::complete);
        });
        return again;
    }

    private void note(RestReply reply, String request) {
        if (reply instanceof RestReply.Done) {
            doneMillis = nowMillis;
            budget.onAnswer();
        } else {
            lastFailure = request + ": " + reply;
        }
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

    /** All that work, each once; null if it could not be read. */
    CompletableFuture<List<OrderFacts>> openOrders(Urgency urgency) {
        String path = "/v2/orders?states=open,pending&page_size=50";
        return settledRows(urgency, path, null, READINGS_MAX)
                .thenApply(rows -> rows == null
                        ? null
                        : read(path, rows, row -> Payloads.order(products, row).orElse(null)));
    }

    /** Newest first; null if it could not be read. */
    CompletableFuture<List<FillFacts>> fillsSince(long fromNanos) {
        return pages(
                "/v2/fills?start_time=" + micros(fromNanos) + "&page_size=50",
                row -> Payloads.fillOfAnswer(products, row).orElse(null));
    }

    /** All pages of a list whose rows stay, each row once; rows that {@code read} makes null are left out; null if one page could not be read. */
    <T> CompletableFuture<List<T>> pages(String pathAndQuery, Function<JsonNode, T> read) {
        return rows(Urgency.QUERY, pathAndQuery)
                .thenApply(rows -> rows == null ? null : read(pathAndQuery, rows, read));
    }

    private <T> List<T> read(String pathAndQuery, Map<String, JsonNode> rows, Function<JsonNode, T> read) {
        var list = new ArrayList<T>();
        try {
            for (JsonNode row : rows.values()) {
                T each = read.apply(row);
                if (each != null) {
                    list.add(each);
                }
            }
        } catch (PayloadException e) {
            alarm.accept("an answer to " + pathAndQuery + " cannot be read: " + e.getMessage());
            return null;
        }
        return list;
    }

    /**
     * Of a list whose rows go while it is read: one that goes moves the next into the page before, where it is not seen. So a list of several pages is
     * read until two readings show the same rows.
     *
     * @param before of the reading before; null if there is none
     */
    private CompletableFuture<Map<String, JsonNode>> settledRows(
            Urgency urgency, String pathAndQuery, Set<String> before, int readings) {
        if (readings == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return rows(urgency, pathAndQuery).thenCompose(rows -> {
            boolean isSettled =
                    rows == null || rows.size() < PAGE_ROWS || rows.keySet().equals(before);
            return isSettled
                    ? CompletableFuture.completedFuture(rows)
                    : settledRows(urgency, pathAndQuery, Set.copyOf(rows.keySet()), readings - 1);
        });
    }

    /** By id, in the venue's order: one that comes on two pages is one row. Null if a page could not be read. */
    private CompletableFuture<Map<String, JsonNode>> rows(Urgency urgency, String pathAndQuery) {
        return page(urgency, pathAndQuery, new LinkedHashSet<>(), new LinkedHashMap<>());
    }

    private CompletableFuture<Map<String, JsonNode>> page(
            Urgency urgency, String pathAndQuery, SequencedSet<String> cursors, Map<String, JsonNode> rows) {
        String cursor = cursors.isEmpty() ? "" : "&after=" + URLEncoder.encode(cursors.getLast(), UTF_8);
        return get(urgency, pathAndQuery + cursor).thenCompose(reply -> {
            if (!(reply instanceof RestReply.Done done)) {
                return CompletableFuture.completedFuture(null);
            }
            try {
                // Nothing at all is no empty list.
                if (!done.result().isArray()) {
                    throw new PayloadException("expected a list, was " + done.result());
                }
                for (JsonNode row : done.result()) {
                    rows.put(Payloads.text(row, "id"), row);
                }
                if (!done.meta().hasNonNull("after")) {
                    return CompletableFuture.completedFuture(rows);
                }
                String after = done.meta().get("after").asText();
                if (!cursors.add(after) || cursors.size() > PAGES_MAX) {
                    throw new PayloadException("expected another cursor on each of at most " + PAGES_MAX
                            + " pages, was " + after + " on page " + (cursors.size() + 1));
                }
            } catch (PayloadException e) {
                alarm.accept("an answer to " + pathAndQuery + " cannot be read: " + e.getMessage());
                return CompletableFuture.completedFuture(null);
            }
            return page(urgency, pathAndQuery, cursors, rows);
        });
    }

    /** @return completes exceptionally if the venue does not say it */
    CompletableFuture<VenuePosition> position(ProductFacts product) {
        return get(Urgency.QUERY, "/v2/positions?product_id=" + product.productId())
                .thenApply(reply -> {
                    if (!(reply instanceof RestReply.Done done)) {
                        throw new IllegalStateException("expected the position of account " + accountId + " in "
                                + product.symbol() + ", was " + reply);
                    }
                    return Payloads.position(accountId, product, done.result());
                });
    }

    static long micros(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
