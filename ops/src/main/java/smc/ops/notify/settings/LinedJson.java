package smc.ops.notify.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import smc.engine.config.ConfigException;
import smc.engine.config.Finding;

/** Strict JSON that knows the line of each of its values. */
record LinedJson(Path file, JsonNode root, Map<String, Integer> lines) {
    private static final int BYTES_MOST = 100_000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws ConfigException if it is not there, or no JSON object */
    static LinedJson read(Path file) {
        try {
            if (Files.size(file) > BYTES_MOST) {
                throw wrong(file, 0, "$", "at most %,d bytes".formatted(BYTES_MOST), "more");
            }
            String text = Files.readString(file);
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.isObject()) {
                throw wrong(file, 1, "$", "an object", "something else");
            }
            return new LinedJson(file, root, lines(text));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong(file, line, "$", "JSON", "something else: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong(file, 0, "$", "a file that can be read", e.getClass().getSimpleName());
        }
    }

    private static Map<String, Integer> lines(String text) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.putIfAbsent(here(parser), parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    private static String here(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        for (var context = parser.getParsingContext(); !context.inRoot(); context = context.getParent()) {
            if (context.inArray()) {
                path.insert(0, "[" + context.getCurrentIndex() + "]");
            } else if (context.getCurrentName() != null) {
                path.insert(0, "." + context.getCurrentName());
            }
        }
        return "$" + path;
    }

    void requireObject(String path, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(path, "an object", node.toString());
        }
    }

    /** Refuses any other. */
    void requireKeys(String path, JsonNode object, Set<String> keys) {
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw wrong(
                        path + "." + key,
                        "one of " + String.join(", ", new TreeSet<>(keys)),
                        "unknown key \"" + key + "\"");
            }
        });
    }

    String text(String path, JsonNode node) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw wrong(path, "text", node.isMissingNode() ? "nothing" : node.toString());
        }
        return node.textValue();
    }

    List<String> texts(String path, JsonNode node) {
        if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isTextual)) {
            throw wrong(path, "a list of texts", node.toString());
        }
        return node.valueStream().map(JsonNode::textValue).toList();
    }

    ConfigException wrong(String path, String expected, String was) {
        int line = lines.getOrDefault(path, 0);
        for (String above = path; line == 0 && above.contains("."); ) {
            above = above.substring(0, above.lastIndexOf('.'));
            line = lines.getOrDefault(above, 0);
        }
        return wrong(file, line, path, expected, was);
    }

    private static ConfigException wrong(Path file, int line, String path, String expected, String was) {
        return new ConfigException(
                List.of(new Finding(file.toString(), line, path, "expected %s, was %s".formatted(expected, was))));
    }
}
