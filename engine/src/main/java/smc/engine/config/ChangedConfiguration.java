package smc.engine.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A configuration with other values of some keys, each named by its file and its place in it. */
final class ChangedConfiguration {
    /** Our own reader refuses them: 1e999999999 is short to write and takes gigabytes to divide. */
    private static final Pattern EXPONENT = Pattern.compile("(?s).*\\d[eE].*");

    private static final ObjectReader WHOLE =
            JsonReader.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode root;
    private final String origin;
    private final List<Finding> findings = new ArrayList<>();

    private ChangedConfiguration(JsonNode root, String origin) {
        this.root = root;
        this.origin = origin;
    }

    static Configuration of(Configuration before, Map<String, String> values, String origin) {
        try {
            var changed = new ChangedConfiguration(JsonReader.MAPPER.readTree(before.text()), origin);
            values.forEach(changed::set);
            if (!changed.findings.isEmpty()) {
                throw new ConfigException(changed.findings);
            }
            return ConfigurationLoader.loadRoot(origin, changed.root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reading what was written", e);
        }
    }

    private void set(String address, String value) {
        for (var file : root.properties()) {
            String name = file.getKey().replaceFirst("\\.json$", "");
            if (address.startsWith(name + ".")) {
                set(address, (ObjectNode) file.getValue(), address.substring(name.length() + 1), value);
                return;
            }
        }
        unknown(address);
    }

    private void set(String address, ObjectNode file, String path, String value) {
        ObjectNode object = file;
        String[] keys = path.split("\\.", -1);
        for (int i = 0; i + 1 < keys.length; i++) {
            if (!(object.get(keys[i]) instanceof ObjectNode inner)) {
                unknown(address);
                return;
            }
            object = inner;
        }
        String key = keys[keys.length - 1];
        JsonNode before = object.get(key);
        if (before == null) {
            unknown(address);
        } else if (before.isObject()) {
            findings.add(new Finding(
                    origin,
                    0,
                    address,
                    "expected the address of one value, it holds " + String.join(", ", names(before))));
        } else {
            object.set(key, before.isTextual() ? text(value) : json(value));
        }
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** With quotes or without. */
    private static JsonNode text(String value) {
        return value.startsWith("\"") ? json(value) : new TextNode(value);
    }

    private static JsonNode json(String value) {
        try {
            boolean isNoJson = value.isBlank() || EXPONENT.matcher(value).matches();
            return isNoJson ? new TextNode(value) : WHOLE.readTree(value);
        } catch (JsonProcessingException _) {
            return new TextNode(value);
        }
    }

    private void unknown(String address) {
        var addresses = new ArrayList<String>();
        for (var file : root.properties()) {
            collect(file.getKey().replaceFirst("\\.json$", ""), file.getValue(), addresses);
        }
        findings.add(new Finding(
                origin,
                0,
                address,
                "unknown key"
                        + Nearest.to(address, addresses)
                                .map(nearest -> " (did you mean " + nearest + "?)")
                                .orElse("") + "; expected FILE.KEY, such as "
                        + addresses.getFirst()));
    }

    private static void collect(String prefix, JsonNode object, List<String> addresses) {
        for (var member : object.properties()) {
            String address = prefix + "." + member.getKey();
            if (member.getValue().isObject()) {
                collect(address, member.getValue(), addresses);
            } else {
                addresses.add(address);
            }
        }
    }
}
