package smc.ops.api.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import smc.ops.api.model.Reading;

/** A page of rows, the newest first. Rows are only ever appended, so that a page is the same whatever has come since. */
public final class Page {
    /** Of every list. */
    public static final Parameter AT = Parameter.optional("at", "a sequence or a time such as 2026-03-02T15:45:00Z");

    public static final Parameter LIMIT = Parameter.optional("limit", "a whole number from 1 to 1000");
    public static final Parameter AFTER = Parameter.optional("after", "next of the page before");
    public static final Parameter ACCOUNT = Parameter.optional("account", "an account");
    public static final Parameter MODE = Parameter.optional("mode", "A or B");
    public static final Parameter SYMBOL = Parameter.optional("symbol", "a symbol");
    public static final Parameter FROM = Parameter.optional("from", "a time such as 2026-03-02T15:45:00Z");
    public static final Parameter TO = Parameter.optional("to", "a time such as 2026-03-02T15:45:00Z");

    private static final int LIMIT_MAX = 1000;
    private static final int LIMIT_USUAL = 100;

    /** Writes a row. */
    @FunctionalInterface
    public interface Writer<T> {
        /** @param index among all rows, oldest first */
        void put(int index, T row, ObjectNode json);
    }

    private Page() {}

    /**
     * With {@code items}, {@code next} and {@code total}.
     *
     * @param rows all, oldest first
     * @param filter which of them are asked for
     */
    public static <T> ObjectNode of(
            Reading reading, Query query, List<T> rows, Predicate<T> filter, Writer<? super T> writer)
            throws RefusedException {
        ObjectNode json = Values.begin(reading);
        put(json, query, rows, filter, writer);
        return json;
    }

    /** Adds {@code items}, {@code next} and {@code total}. */
    public static <T> void put(
            ObjectNode json, Query query, List<T> rows, Predicate<T> filter, Writer<? super T> writer)
            throws RefusedException {
        int limit = query.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL);
        long before = query.id("after").orElse(Long.MAX_VALUE);
        ArrayNode items = json.putArray("items");
        String next = null;
        int last = -1;
        long total = 0;
        for (int index = rows.size() - 1; index >= 0; index--) {
            T row = rows.get(index);
            if (!filter.test(row)) {
                continue;
            }
            total++;
            if (index >= before) {
                continue;
            }
            if (items.size() < limit) {
                writer.put(index, row, items.addObject());
                last = index;
            } else if (next == null) {
                next = Values.id(last);
            }
        }
        json.put("next", next).put("total", total);
    }
}
