package smc.ops.journal.cause;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.engine.event.text.MessageText;
import smc.strategy.number.FixedPoint;

/**
 * One message of a frame, asked by the names that {@code ./smc journal dump} shows. What it has not reads as nothing, or as 0.
 *
 * @param sequence of its frame; 0 if it is of none
 */
record Message(MessageText text, long sequence) {
    private static final Set<String> ORDER_FIELDS = Set.of("order", "stopOrder", "entryOrder");

    String name() {
        return text.name();
    }

    boolean is(String name) {
        return text.name().equals(name);
    }

    boolean has(String field) {
        return text.fields().stream().anyMatch(one -> one.name().equals(field));
    }

    String get(String field) {
        for (MessageText.Field one : text.fields()) {
            if (one.name().equals(field)) {
                return one.value();
            }
        }
        return "";
    }

    long number(String field) {
        String value = get(field);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** A price or money, in 1e-8 USD. */
    long e8(String field) {
        String value = get(field);
        return value.isEmpty() ? 0 : FixedPoint.parseE8(value);
    }

    /** Epoch nanoseconds. */
    long nanos(String field) {
        String value = get(field);
        if (value.isEmpty()) {
            return 0;
        }
        Instant time = Instant.parse(value);
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    /** Whether it names one of the orders: as its own, as a bracket stop, or as what opened a trade. */
    boolean namesOrder(Set<Long> orders) {
        return text.fields().stream()
                .anyMatch(
                        field -> ORDER_FIELDS.contains(field.name()) && orders.contains(Long.parseLong(field.value())));
    }

    boolean namesTrade(Set<Long> trades) {
        return has("trade") && trades.contains(number("trade"));
    }
}
