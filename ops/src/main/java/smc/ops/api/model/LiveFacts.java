package smc.ops.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What no frame says. Asked from any thread at any time; answers at once. */
public interface LiveFacts {
    /** Of a folder without an engine, and without a server that counts. */
    LiveFacts NONE = new LiveFacts() {
        @Override
        public Optional<JsonNode> engine() {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> server() {
            return Optional.empty();
        }
    };

    /** What a running engine said of itself last, as in {@code state/status.json}; empty if none runs. */
    Optional<JsonNode> engine();

    /** What the server counts, an object; empty if nothing. */
    Optional<JsonNode> server();
}
