package smc.ops.api.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import smc.engine.config.Configuration;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.Values;
import smc.ops.api.model.Reading;

/** {@code /api/config}. Secrets are in no configuration: an account names its key pair, and the environment has it. */
public final class ConfigDocument implements Document {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode engine = schema("engine.schema.json");
    private final JsonNode symbols = schema("symbols.schema.json");
    private final JsonNode account = schema("account.schema.json");

    private static JsonNode schema(String name) {
        try (InputStream in = Configuration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected " + name + " beside " + Configuration.class);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String path() {
        return "/api/config";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) {
        Configuration configuration = reading.configuration();
        ObjectNode json = Values.begin(reading).put("hash", configuration.hash());
        ArrayNode files = json.putArray("files");
        try {
            for (var file : MAPPER.readTree(configuration.text()).properties()) {
                JsonNode schema = switch (file.getKey()) {
                    case "engine.json" -> engine;
                    case "symbols.json" -> symbols;
                    default -> account;
                };
                ArrayNode values = files.addObject().put("file", file.getKey()).putArray("values");
                put("", file.getValue(), schema, values);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return json;
    }

    private static void put(String prefix, JsonNode object, JsonNode schema, ArrayNode values) {
        for (var member : object.properties()) {
            JsonNode rules = schema.path("properties").path(member.getKey());
            if (rules.isMissingNode()) {
                rules = schema.path("additionalProperties");
            }
            String key = prefix + member.getKey();
            if (member.getValue().isObject()) {
                put(key + ".", member.getValue(), rules, values);
                continue;
            }
            String value = text(member.getValue());
            String shipped = text(rules.path("default"));
            values.addObject()
                    .put("key", key)
                    .put("value", value)
                    .put("shipped", shipped)
                    .put("differs", shipped != null && !shipped.equals(value));
        }
    }

    /** Of a number its shortest decimal, whatever its spelling. */
    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return value.isNumber()
                ? Values.decimal(value.decimalValue())
                : value.isValueNode() ? value.asText() : value.toString();
    }
}
