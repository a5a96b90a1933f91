package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.play.Connections;
import smc.exchange.rest.RestRoute.Access;
import smc.exchange.rules.Heartbeats;

/** The dead man's switch (docs/delta-exchange.md section 3.11, and the venue's page of that name). Lives on the event loop. */
final class HeartbeatRoutes {
    private final Connections server;

    HeartbeatRoutes(Connections server) {
        this.server = server;
    }

    void addTo(RestApi api) {
        api.trade("POST", "/v2/heartbeat/create", 1, CommandKind.HEARTBEAT_CREATE);
        api.add("POST", "/v2/heartbeat", 1, Access.TRADER, Set.of(), call -> beat(api, call));
        // user_id is in the reference, heartbeat_id in the documentation.
        api.own("/v2/heartbeat", 1, Set.of("user_id", "heartbeat_id"), this::list);
    }

    private CompletableFuture<RestAnswer> beat(RestApi api, RestCall call) {
        return api.command(call, CommandKind.HEARTBEAT, body -> body.put("at_millis", server.wallMillis()))
                .whenComplete((_, _) -> server.heartbeats().arm());
    }

    private RestAnswer list(RestCall call) {
        ArrayNode result = Documents.array();
        for (Heartbeats.Terms heartbeat : server.exchange().heartbeats().of(call.account())) {
            boolean isWanted = call.request()
                    .parameter("heartbeat_id")
                    .map(heartbeat.heartbeatId()::equals)
                    .orElse(true);
            if (isWanted) {
                result.add(server.parsed(heartbeat.asCreated()));
            }
        }
        return RestAnswer.success(result);
    }
}
