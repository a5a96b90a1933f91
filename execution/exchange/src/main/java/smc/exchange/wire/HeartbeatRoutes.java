package smc.exchange.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import smc.exchange.wire.RestRoute.Access;

/** The dead man's switch (docs/delta-exchange.md section 3.11, and the venue's page of that name). Lives on the event loop. */
final class HeartbeatRoutes {
    private final Server server;

    HeartbeatRoutes(Server server) {
        this.server = server;
    }

    void addTo(RestApi api) {
        api.trade("POST", "/v2/heartbeat/create", 1, Command.HEARTBEAT_CREATE);
        api.add("POST", "/v2/heartbeat", 1, Access.TRADER, Set.of(), call -> beat(api, call));
        // user_id is in the reference, heartbeat_id in the documentation.
        api.own("/v2/heartbeat", 1, Set.of("user_id", "heartbeat_id"), this::list);
    }

    private CompletableFuture<RestAnswer> beat(RestApi api, RestCall call) {
        return api.command(call, Command.HEARTBEAT, body -> body.put("at_millis", server.wallMillis()))
                .whenComplete((_, _) -> server.heartbeats().arm());
    }

    private RestAnswer list(RestCall call) {
        ArrayNode result = Documents.array();
        for (ObjectNode heartbeat : server.exchange().heartbeats().of(call.account())) {
            boolean isWanted = call.request()
                    .parameter("heartbeat_id")
                    .map(heartbeat.get("heartbeat_id").asText()::equals)
                    .orElse(true);
            if (isWanted) {
                result.add(heartbeat);
            }
        }
        return RestAnswer.success(result);
    }
}
