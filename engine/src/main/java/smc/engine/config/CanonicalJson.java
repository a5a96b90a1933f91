package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** JSON in one spelling: keys sorted, no white space, {@code 2}, {@code 2.0} and {@code 2.00} alike. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** One object with a member for each file. */
    static String text(SortedMap<String, JsonFile> filesByName) {
        ObjectNode all = JsonReader.MAPPER.createObjectNode();
        filesByName.forEach((name, file) -> all.set(name, canonical(file.root())));
        return all.toString();
    }

    /** SHA-256 as 64 lower-case hex digits. */
    static String hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode) {
            ObjectNode sorted = JsonReader.MAPPER.createObjectNode();
            node.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.set(member.getKey(), canonical(member.getValue())));
            return sorted;
        }
        if (node instanceof ArrayNode) {
            ArrayNode array = JsonReader.MAPPER.createArrayNode();
            node.forEach(entry -> array.add(canonical(entry)));
            return array;
        }
        return node.isNumber()
                ? DecimalNode.valueOf(withoutExponent(node.decimalValue().stripTrailingZeros()))
                : node;
    }

    /** Our own reader refuses exponents. */
    private static BigDecimal withoutExponent(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
