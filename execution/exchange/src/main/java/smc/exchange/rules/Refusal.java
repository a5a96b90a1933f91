package smc.exchange.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal with the body Delta gives it (delta-exchange-api.md sections 2.3, 3.1 and 3.7). Nothing has changed when it is thrown. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode error;

    private Refusal(int status, JsonNode error) {
        super(error.toString(), null, false, false);
        this.status = status;
        this.error = error;
    }

    /** One that has its code as text in the place of the object. */
    public static Refusal text(int status, String code) {
        return new Refusal(status, JsonNodeFactory.instance.textNode(code));
    }

    public static Refusal of(int status, String code) {
        return new Refusal(status, JsonNodeFactory.instance.objectNode().put("code", code));
    }

    public static Refusal of(int status, String code, ObjectNode context) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", code);
        error.set("context", context);
        return new Refusal(status, error);
    }

    /** A business rule refuses: HTTP 400. */
    public static Refusal refused(String code) {
        return of(400, code);
    }

    /** The request does not have the documented shape. */
    public static Refusal badSchema(String parameter, String message) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.putArray("schema_errors")
                .addObject()
                .put("code", "validation_error")
                .put("message", message)
                .put("param", parameter);
        return of(400, "bad_schema", context);
    }

    public int status() {
        return status;
    }

    /** The whole answer. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return body.put("success", false);
    }
}
