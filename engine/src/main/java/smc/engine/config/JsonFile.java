package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A JSON file as read: its values, and the line of each.
 *
 * @param name as findings show it
 * @param lines 0 where it is not known, else from 1, where each key or list entry stands, by its path
 */
record JsonFile(String name, JsonNode root, Map<JsonPath, Integer> lines) {

    /** A finding about a value, or about a key, that is there. */
    Finding finding(JsonPath path, String message) {
        return new Finding(name, lines.getOrDefault(path, 0), path.text(), message);
    }

    /** A finding about a key that is not there, at the line of the object that lacks it. */
    Finding missing(JsonPath object, String key, String message) {
        return new Finding(name, lines.getOrDefault(object, 0), object.key(key).text(), message);
    }
}
