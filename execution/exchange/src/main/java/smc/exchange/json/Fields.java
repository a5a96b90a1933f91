package smc.exchange.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.Refusal;

/** Reads the fields of a request body; each that is not as documented is a {@code bad_schema} that names it. */
public record Fields(ObjectNode body) {
    public boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** Text, or a number as it was written. */
    public String text(String name) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            throw Refusal.badSchema(name, name + " is required");
        }
        if (!node.isTextual() && !node.isNumber()) {
            throw Refusal.badSchema(name, "Should be a string");
        }
        return node.asText();
    }

    public String oneOf(String name, List<String> values) {
        String text = text(name);
        if (!values.contains(text)) {
            throw Refusal.badSchema(name, "Should be one of " + String.join(", ", values));
        }
        return text;
    }

    public String oneOf(String name, List<String> values, String otherwise) {
        return has(name) ? oneOf(name, values) : otherwise;
    }

    /** A whole number, also in quotes. */
    public long integer(String name) {
        String text = text(name);
        if (!text.matches("-?[0-9]{1,18}")) {
            throw Refusal.badSchema(name, "Should be an integer");
        }
        return Long.parseLong(text);
    }

    /** In 1e-8; empty if the field is missing or null. */
    public OptionalLong decimalE8(String name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Decimals.parseE8(text(name)));
        } catch (NumberFormatException _) {
            throw Refusal.badSchema(name, "Should be a decimal number");
        }
    }

    /** A price on the instrument's grid; 0 if the field is missing or null. */
    public long priceE8(String name, ExchangeInstrument instrument) {
        OptionalLong priceE8 = decimalE8(name);
        if (priceE8.isPresent() && !instrument.isOnTick(priceE8.getAsLong())) {
            throw Refusal.badSchema(
                    name,
                    "Should be a multiple of "
                            + Decimals.text(instrument.terms().tickE8()) + " above 0");
        }
        return priceE8.orElse(0);
    }

    /** {@code true} and {@code "true"}, as clients send either; false if missing or null. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        JsonNode node = body.get(name);
        if (!node.isBoolean() && !(node.isTextual() && List.of("true", "false").contains(node.asText()))) {
            throw Refusal.badSchema(name, "Should be a boolean");
        }
        return "true".equals(node.asText());
    }
}
