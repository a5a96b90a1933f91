package smc.engine.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Place of a value in a JSON file, written as in JSONPath: {@code $.fresh.capitalPct}, {@code $.accounts[1]}. */
record JsonPath(String text) {
    static final JsonPath ROOT = new JsonPath("$");

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    JsonPath key(String key) {
        return new JsonPath(PLAIN_KEY.matcher(key).matches() ? text + "." + key : text + "[" + new TextNode(key) + "]");
    }

    JsonPath index(int index) {
        return new JsonPath(text + "[" + index + "]");
    }

    @Override
    public String toString() {
        return text;
    }
}
