package smc.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.play.Connections;
import smc.exchange.play.Fault;
import smc.exchange.rules.Refusal;

/** What is no part of Delta's protocol, under {@code /sim}: see the package. Lives on the event loop. */
final class Controls {
    private static final int TRADES_MAX = 1_000_000;

    private final Connections server;

    Controls(Connections server) {
        this.server = server;
    }

    RestAnswer answer(RestRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /sim" -> place(0);
            case "POST /sim/advance" -> {
                long trades = new Fields(RestApi.body(server, request)).integer("trades");
                if (trades < 1 || trades > TRADES_MAX) {
                    throw Refusal.badSchema("trades", "Should be 1 to " + TRADES_MAX);
                }
                yield place(server.loop().advance((int) trades));
            }
            case "GET /sim/faults" -> RestAnswer.success(server.faults().toJson());
            case "POST /sim/faults" -> {
                readFaults(request.body()).forEach(server::addFault);
                yield RestAnswer.success(server.faults().toJson());
            }
            case "DELETE /sim/faults" -> {
                server.faults().clear();
                yield RestAnswer.success(server.faults().toJson());
            }
            case "POST /sim/adl" -> deleverage(RestApi.body(server, request));
            default -> RestAnswer.text(404, "Not Found");
        };
    }

    /** Takes a position as the venue does that covers somebody else's loss with it. */
    private RestAnswer deleverage(ObjectNode body) {
        long userId = new Fields(body).integer("user_id");
        if (userId != (int) userId || server.exchange().account((int) userId) == null) {
            throw Refusal.badSchema("user_id", "Should be a user of this exchange");
        }
        CompletableFuture<JsonNode> done =
                server.loop().command((int) userId, CommandKind.DELEVERAGE, body.without("user_id"));
        if (done.isCompletedExceptionally() && done.exceptionNow() instanceof Refusal refused) {
            throw refused;
        }
        return place(0);
    }

    private RestAnswer place(int delivered) {
        ObjectNode place = Documents.object()
                .put("market", server.loop().description())
                .put("place", server.loop().place())
                .put("delivered", delivered)
                .put("speed", server.speed())
                .put("latency_ms", server.latencyMillis())
                .put("has_ended", server.loop().hasEnded())
                .put("market_time", Decimals.micros(server.loop().marketNanos()));
        place.set("mistakes", server.loop().mistakes().toJson());
        return RestAnswer.success(place);
    }

    /**
     * One fault or a list.
     *
     * @throws Refusal if one of them is none
     */
    List<Fault> readFaults(String text) {
        JsonNode node = server.parsed(text);
        var faults = new ArrayList<Fault>();
        for (JsonNode each : node.isArray() ? node : Documents.array().add(node)) {
            if (!(each instanceof ObjectNode fault)) {
                throw Refusal.badSchema("", "Should be a fault or a list of faults");
            }
            faults.add(Fault.read(fault));
        }
        return faults;
    }
}
