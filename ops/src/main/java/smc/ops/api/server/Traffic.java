package smc.ops.api.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was asked and what was refused since the server began. Any thread. */
final class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    Traffic() {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    /** A request has come, whatever becomes of it. */
    void asked() {
        requests.increment();
    }

    /** One was refused. */
    void refused(Refusal refusal) {
        refused.get(refusal).increment();
    }

    /** An answer could not be made, which is a defect. */
    void failed() {
        failures.increment();
    }

    /** An event was handed to a reader. */
    void told() {
        events.increment();
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failures.sum();
    }

    long events() {
        return events.sum();
    }

    long refused(Iterable<Refusal> refusals) {
        long sum = 0;
        for (Refusal refusal : refusals) {
            sum += refusedFor(refusal);
        }
        return sum;
    }

    long refusedFor(Refusal refusal) {
        return refused.get(refusal).sum();
    }

    /** As {@code /api/system} shows it. */
    ObjectNode json(int connections, int eventClients) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("requests", requests())
                .put("failures", failures())
                .put("events", events())
                .put("connections", connections)
                .put("eventClients", eventClients);
        ObjectNode reasons = json.putObject("refused");
        refused.forEach((refusal, count) -> reasons.put(refusal.text(), count.sum()));
        return json;
    }
}
