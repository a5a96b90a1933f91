package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;

/** Lists that a client pages through (docs/delta-exchange.md section 3.1). */
final class Pages {
    /** Rows of a page: Delta's limit since January 2026. */
    private static final int ROWS_MAX = 50;

    private static final Set<String> PARAMETERS = Set.of("page_size", "after", "before", "start_time", "end_time");

    private Pages() {}

    /** Those that any list takes, and more. */
    static Set<String> parameters(String... more) {
        return Stream.concat(PARAMETERS.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Newest first. A cursor is the number of the last row of a page; opaque to the client.
     *
     * @param timeNanos what {@code start_time} and {@code end_time}, in microseconds, are held against
     */
    static <T> RestAnswer of(
            RestCall call,
            NavigableMap<Long, T> rows,
            Predicate<T> isWanted,
            ToLongFunction<T> timeNanos,
            Function<T, ObjectNode> document) {
        RestRequest request = call.request();
        int pageSize = Math.clamp(request.integer("page_size").orElse((long) ROWS_MAX), 1, ROWS_MAX);
        long fromMicros = request.integer("start_time").orElse(0L);
        long toMicros = request.integer("end_time").orElse(Long.MAX_VALUE);
        Optional<Long> after = request.integer("after");
        Optional<Long> before = request.integer("before");
        Predicate<T> isInTime = row -> {
            long micros = Decimals.micros(timeNanos.applyAsLong(row));
            return micros >= fromMicros && micros <= toMicros;
        };
        var older = new ArrayList<Map.Entry<Long, T>>();
        NavigableMap<Long, T> range = after.map(id -> rows.headMap(id, false))
                .or(() -> before.map(id -> rows.tailMap(id, false)))
                .orElse(rows);
        boolean isForward = after.isEmpty() && before.isPresent();
        for (Map.Entry<Long, T> row : (isForward ? range : range.descendingMap()).entrySet()) {
            if (older.size() > pageSize) {
                break;
            }
            if (isWanted.test(row.getValue()) && isInTime.test(row.getValue())) {
                older.add(row);
            }
        }
        boolean hasMore = older.size() > pageSize;
        List<Map.Entry<Long, T>> shown = older.subList(0, Math.min(pageSize, older.size()));
        if (isForward) {
            shown = shown.reversed();
        }
        ArrayNode result = Documents.array();
        shown.forEach(row -> result.add(document.apply(row.getValue())));
        boolean hasOlder = isForward || hasMore;
        boolean hasNewer = isForward ? hasMore : after.isPresent();
        ObjectNode meta = Documents.object()
                .put(
                        "after",
                        hasOlder && !shown.isEmpty() ? shown.getLast().getKey().toString() : null)
                .put(
                        "before",
                        hasNewer && !shown.isEmpty() ? shown.getFirst().getKey().toString() : null);
        return RestAnswer.success(result, meta);
    }
}
