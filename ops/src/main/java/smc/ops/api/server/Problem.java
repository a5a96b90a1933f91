package smc.ops.api.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * Why a request got no answer, as clients read it.
 *
 * @param expected what would have been answered
 * @param was what came
 * @param where the parameter, header or path it was in
 */
record Problem(String expected, String was, String where) {
    /** What came is shown, and not all of it: it may be anything. */
    private static final int SHOWN_CHARS = 100;

    Problem {
        was = was.length() <= SHOWN_CHARS ? was : was.substring(0, SHOWN_CHARS) + "...";
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error").put("expected", expected).put("was", was).put("where", where);
        return json;
    }

    byte[] bytes() {
        return json().toString().getBytes(StandardCharsets.UTF_8);
    }
}
