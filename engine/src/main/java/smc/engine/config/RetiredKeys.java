package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that files had once. A file may not have them any more; a configuration that a data folder keeps may, since its journal was written by it, and
 * its number is made of them.
 */
final class RetiredKeys {
    private static final Map<String, String> GONE = Map.of(
            "liveStageCapUsd",
            "the stage will be the risk gate's, as risk.stageCapUsd; it never had an effect here, take the line out");

    private RetiredKeys() {}

    /** What to do with a key that is gone; empty if there never was such a one. */
    static Optional<String> advice(String key) {
        return Optional.ofNullable(GONE.get(key));
    }

    /** The same without them. */
    static JsonFile without(JsonFile file) {
        if (!(file.root() instanceof ObjectNode root) || GONE.keySet().stream().noneMatch(root::has)) {
            return file;
        }
        ObjectNode rest = root.deepCopy();
        rest.remove(GONE.keySet());
        return new JsonFile(file.name(), (JsonNode) rest, file.lines());
    }
}
