package smc.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import smc.exchange.json.Answers;
import smc.exchange.json.Documents;
import smc.exchange.rules.Refusal;

/** An answer to a request, not yet on its way. */
public record RestAnswer(int status, String contentType, String body, Map<String, String> headers) {
    static RestAnswer json(int status, JsonNode body) {
        return new RestAnswer(status, "application/json", body.toString(), Map.of());
    }

    /** {@code {"success":true,"result":...}}. */
    static RestAnswer success(JsonNode result) {
        ObjectNode body = Documents.object().put("success", true);
        body.set("result", result);
        return json(200, body);
    }

    static RestAnswer success(JsonNode result, ObjectNode meta) {
        ObjectNode body = Documents.object();
        body.set("meta", meta);
        body.put("success", true).set("result", result);
        return json(200, body);
    }

    static RestAnswer refused(Refusal error) {
        return json(error.status(), Answers.refused(error));
    }

    static RestAnswer text(int status, String text) {
        return new RestAnswer(status, "text/plain", text, Map.of());
    }

    /** The CDN's own, before the API sees the request (section 2.3). */
    static RestAnswer forbidden() {
        return new RestAnswer(403, "text/html", "<html><body><h1>403 Forbidden</h1></body></html>", Map.of());
    }

    /** Of a proxy or a gateway. */
    static RestAnswer page(int status) {
        return new RestAnswer(status, "text/html", "<html><body><h1>" + status + "</h1></body></html>", Map.of());
    }

    /** @param millis until the quota is whole again */
    static RestAnswer tooMany(long millis) {
        return new RestAnswer(
                429,
                "application/json",
                "{\"success\":false,\"error\":{\"code\":\"rate_limit_exceeded\"}}",
                Map.of("X-RATE-LIMIT-RESET", Long.toString(millis)));
    }
}
