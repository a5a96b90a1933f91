package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import smc.exchange.ExchangeAccount;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.play.Connections;
import smc.exchange.play.Fault;
import smc.exchange.play.Quota;
import smc.exchange.rest.RestRoute.Access;
import smc.exchange.rules.Refusal;

/**
 * Delta's REST: who may ask, what it costs, and where it is answered; the routes themselves are in the classes by subject. Lives on the event
 * loop.
 */
public final class RestApi {
    private static final String JSON_EXPECTED = "Should be a JSON object";

    private final Connections server;
    private final List<RestRoute> routes = new ArrayList<>();
    private final RequestShapes shapes;
    private final Controls controls;

    public RestApi(Connections server) {
        this.server = server;
        shapes = new RequestShapes(server.loop().mistakes());
        controls = new Controls(server);
        new MarketRoutes(server).addTo(this);
        new OrderRoutes(server).addTo(this);
        new PositionRoutes(server).addTo(this);
        new UserRoutes(server).addTo(this);
        new HeartbeatRoutes(server).addTo(this);
    }

    /** A {@code GET} that anyone may send. */
    void open(String path, int units, Set<String> parameters, Function<RestCall, RestAnswer> action) {
        add("GET", path, units, Access.ANYONE, parameters, now(action));
    }

    /** A {@code GET} of an account. */
    void own(String path, int units, Set<String> parameters, Function<RestCall, RestAnswer> action) {
        add("GET", path, units, Access.ACCOUNT, parameters, now(action));
    }

    /** What changes the state of the exchange. */
    void trade(String method, String path, int units, CommandKind command) {
        add(method, path, units, Access.TRADER, Set.of(), call -> command(call, command));
    }

    void add(
            String method,
            String path,
            int units,
            Access access,
            Set<String> parameters,
            Function<RestCall, CompletableFuture<RestAnswer>> action) {
        routes.add(new RestRoute(method, RestRoute.segments(path), units, access, parameters, action));
    }

    static Function<RestCall, CompletableFuture<RestAnswer>> now(Function<RestCall, RestAnswer> action) {
        return call -> CompletableFuture.completedFuture(action.apply(call));
    }

    /** Never fails: what goes wrong is an answer too. */
    public CompletableFuture<RestAnswer> answer(RestRequest request) {
        try {
            return admitted(request).exceptionally(RestApi::failed);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static RestAnswer failed(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return switch (cause) {
            case Refusal refusal -> RestAnswer.refused(refusal);
            case UnauthenticatedException unauthenticated -> unauthenticated.answer();
            default -> RestAnswer.refused(Refusal.of(500, "internal_server_error"));
        };
    }

    private CompletableFuture<RestAnswer> admitted(RestRequest request) {
        if (request.path().startsWith("/sim")) {
            return CompletableFuture.completedFuture(controls.answer(request));
        }
        server.heartbeats().check();
        if (request.header("user-agent").isBlank()) {
            return CompletableFuture.completedFuture(RestAnswer.forbidden());
        }
        if (!request.isJsonAccepted()) {
            return CompletableFuture.completedFuture(RestAnswer.text(406, "Not Acceptable"));
        }
        if (server.maintenance().isOn()) {
            throw Refusal.of(503, "unavailable");
        }
        List<String> segments = RestRoute.segments(request.path());
        List<RestRoute> ofPath =
                routes.stream().filter(route -> route.isFor(segments)).toList();
        Optional<RestRoute> found = ofPath.stream()
                .filter(each -> each.method().equals(request.method()))
                .findFirst();
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(
                    ofPath.isEmpty() ? RestAnswer.text(404, "Not Found") : RestAnswer.text(405, "Method Not Allowed"));
        }
        RestRoute route = found.get();
        boolean isSigned = route.access() == Access.EITHER
                ? !request.header("api-key").isEmpty()
                : route.access() != Access.ANYONE;
        ExchangeAccount account = isSigned ? authenticated(request) : null;
        String user = account == null ? request.address() : user(account);
        if (!server.requests().take(user, route.units(), server.wallMillis())) {
            return CompletableFuture.completedFuture(RestAnswer.tooMany(Quota.millisToReset(server.wallMillis())));
        }
        if (route.access() == Access.TRADER && !account.mayTrade()) {
            throw Refusal.of(401, "unauthorized_api_access");
        }
        shapes.checkQuery(route.name(), route.parameters(), request.parameters().keySet());
        return route.action().apply(new RestCall(request, account, route.segment(segments)));
    }

    /** As the quota counts it. */
    static String user(ExchangeAccount account) {
        return "user " + account.userId();
    }

    /** Section 2.3. */
    private ExchangeAccount authenticated(RestRequest request) {
        ExchangeAccount account =
                server.accountOf(request.header("api-key")).orElseThrow(() -> Refusal.of(401, "invalid_api_key"));
        long requestSeconds = Signatures.timestamp(request.header("timestamp"));
        long nowSeconds = server.wallMillis() / 1_000;
        if (!Signatures.isInWindow(requestSeconds, nowSeconds)) {
            throw UnauthenticatedException.expired(requestSeconds, nowSeconds);
        }
        String signature = request.header("signature");
        if (!Signatures.isRight(account.apiSecret(), request.prehash(), signature)) {
            // Recorded on production: the query signed without its question mark is told as text
            // (docs/delta-exchange.md, section 2.3).
            if (Signatures.isRight(account.apiSecret(), request.prehash().replaceFirst("\\?", ""), signature)) {
                throw UnauthenticatedException.unauthorized();
            }
            throw Refusal.of(401, "invalid_signature");
        }
        return account;
    }

    CompletableFuture<RestAnswer> command(RestCall call, CommandKind command) {
        return command(call, command, body -> body);
    }

    /**
     * Carries out a command.
     *
     * @param finished makes of what the client sent what is logged
     */
    CompletableFuture<RestAnswer> command(RestCall call, CommandKind command, UnaryOperator<ObjectNode> finished) {
        ObjectNode body = body(server, call.request());
        shapes.check(call.request().method() + " " + call.request().path(), command, body);
        body = finished.apply(body);
        if (command == CommandKind.LEVERAGE) {
            body.remove(List.of("product_id", "product_symbol"));
            body.put(call.segment().matches("[0-9]+") ? "product_id" : "product_symbol", call.segment());
        }
        return server.loop()
                .command(call.account().userId(), command, body)
                .thenApply(result -> RestAnswer.success(result, Documents.object()));
    }

    /** @throws Refusal if it is no JSON object */
    static ObjectNode body(Connections server, RestRequest request) {
        if (server.parsed(request.body()) instanceof ObjectNode body) {
            return body;
        }
        throw Refusal.badSchema("", JSON_EXPECTED);
    }

    /** As {@link Controls#readFaults}. */
    public List<Fault> readFaults(String text) {
        return controls.readFaults(text);
    }
}
