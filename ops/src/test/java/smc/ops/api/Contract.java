package smc.ops.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code openapi.yaml}, and what it says of an answer. */
public final class Contract {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String RESOURCE = "openapi.yaml";

    private final JsonNode openapi;

    private Contract(JsonNode openapi) {
        this.openapi = openapi;
    }

    /** As it is served. */
    public static Contract read() throws IOException {
        try (InputStream in = Documents.class.getResourceAsStream(RESOURCE)) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new Contract(MAPPER.valueToTree(tree));
        }
    }

    /** The routes that are read. */
    JsonNode paths() {
        return openapi.get("paths");
    }

    JsonNode schemas() {
        return openapi.get("components").get("schemas");
    }

    /** Of a route's parameters, each as it is wherever it stands. */
    List<JsonNode> parameters(String path) {
        return paths().get(path)
                .get("get")
                .path("parameters")
                .valueStream()
                .map(this::resolved)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? openapi.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** What an answer of a route has that it should not, or has not. */
    public List<String> findings(String path, JsonNode answer) {
        JsonNode schema = paths().get(path).at("/get/responses/200/content/application~1json/schema");
        return findings(schema, answer);
    }

    /** Likewise, of a schema by its name. */
    List<String> findingsOf(String schema, JsonNode value) {
        return findings(MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + schema), value);
    }

    private List<String> findings(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", openapi.get("components"));
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
        return validator.validate(value).stream().map(Object::toString).toList();
    }
}
