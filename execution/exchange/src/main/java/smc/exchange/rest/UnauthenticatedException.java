package smc.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.exchange.json.Answers;

/** A request whose signature is not taken, where the answer says more than a code (docs/delta-exchange.md section 2.3): HTTP 401. */
final class UnauthenticatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RestAnswer answer;

    private UnauthenticatedException(JsonNode error) {
        super(error.toString(), null, false, false);
        answer = RestAnswer.json(401, Answers.refused(error));
    }

    /** Told as text in the place of the object. */
    static UnauthenticatedException unauthorized() {
        return new UnauthenticatedException(JsonNodeFactory.instance.textNode("unauthorized"));
    }

    static UnauthenticatedException expired(long requestSeconds, long serverSeconds) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", "expired_signature");
        error.putObject("context").put("request_time", requestSeconds).put("server_time", serverSeconds);
        return new UnauthenticatedException(error);
    }

    RestAnswer answer() {
        return answer;
    }
}
