package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes members out of an object that its schema has accepted, as exact integers in the unit asked for. A member that is missing, of
 * another type or too fine for its unit is a schema that allows too much: a fault, thrown as whatever it trips over.
 */
record JsonObject(JsonNode node) {
    List<String> keys() {
        return node.propertyStream().map(Map.Entry::getKey).toList();
    }

    String text(String key) {
        return member(key).textValue();
    }

    List<String> texts(String key) {
        return member(key).valueStream().map(JsonNode::textValue).toList();
    }

    /** False if it is not there. */
    boolean flag(String key) {
        return node.path(key).booleanValue();
    }

    int whole(String key) {
        return member(key).decimalValue().intValueExact();
    }

    /** Percent to basis points, or a factor to hundredths. */
    int hundredths(String key) {
        return member(key).decimalValue().movePointRight(2).intValueExact();
    }

    /** USD or coins, times 1e8. */
    long e8(String key) {
        return member(key).decimalValue().movePointRight(8).longValueExact();
    }

    /** Percent to a fraction times 1e8. */
    long percentE8(String key) {
        return member(key).decimalValue().movePointRight(6).longValueExact();
    }

    /** {@code busy-spin} is {@code BUSY_SPIN}, {@code mode_symbol} is {@code MODE_SYMBOL}. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Empty if it is not there. */
    Optional<JsonObject> optional(String key) {
        return node.has(key) ? Optional.of(object(key)) : Optional.empty();
    }

    JsonObject object(String key) {
        return new JsonObject(member(key));
    }

    private JsonNode member(String key) {
        return node.required(key);
    }
}
