package smc.exchange.rules;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What accounts can page through: of each the newest rows, so that an exchange may run for months. One thread. */
final class NewestRows<T> {
    /** Of one account; far more than it can have at work at one time. */
    static final int ROWS_MAX = 10_000;

    private final NavigableMap<Long, T> rows = new TreeMap<>();
    private final Map<Integer, Queue<Long>> numbersByUser = new HashMap<>();
    private final Predicate<T> isNeeded;
    private final Consumer<T> forgotten;
    private long added;

    /**
     * @param isNeeded kept however old
     * @param forgotten told of each row that goes
     */
    NewestRows(Predicate<T> isNeeded, Consumer<T> forgotten) {
        this.isNeeded = isNeeded;
        this.forgotten = forgotten;
    }

    /** All rows go in their turn. */
    NewestRows() {
        this(_ -> false, _ -> {});
    }

    /** For rows that are numbered as they come: the number of the next. */
    long nextNumber() {
        return added + 1;
    }

    /** @param number above all before */
    void add(int userId, long number, T row) {
        added++;
        rows.put(number, row);
        Queue<Long> numbers = numbersByUser.computeIfAbsent(userId, _ -> new ArrayDeque<>());
        numbers.add(number);
        while (numbers.size() > ROWS_MAX) {
            long oldest = numbers.remove();
            T old = rows.get(oldest);
            if (isNeeded.test(old)) {
                numbers.add(oldest);
            } else {
                rows.remove(oldest);
                forgotten.accept(old);
            }
        }
    }

    /** By number. */
    NavigableMap<Long, T> all() {
        return rows;
    }
}
