package smc.ops.api.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.Reading;

/** What only a running engine knows, as documents have it. */
final class LiveRow {
    private LiveRow() {}

    /** Empty of the past: what is known is of now. */
    static Optional<JsonNode> of(Reading reading, LiveFacts live) {
        return reading.isPast() ? Optional.empty() : live.engine();
    }

    /** Adds {@code live}, null without an engine. */
    static void put(Optional<JsonNode> engine, ObjectNode json) {
        if (engine.isEmpty()) {
            json.putNull("live");
            return;
        }
        JsonNode said = engine.get();
        ObjectNode live = json.putObject("live");
        for (String field : List.of(
                "pid",
                "venue",
                "started",
                "written",
                "marketTime",
                "connected",
                "trades",
                "gaps",
                "disconnects",
                "disk")) {
            live.set(field, said.path(field));
        }
        for (String delay : List.of("closeToBlocks", "closeToOrder")) {
            ObjectNode delays = live.putObject(delay);
            JsonNode told = said.path("delays").path(delay);
            for (String field : List.of("count", "lastMillis", "greatestMillis", "limitMillis", "over")) {
                delays.put(field, told.path(field).asLong());
            }
        }
    }
}
