package smc.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import smc.exchange.ExchangeAccount;
import smc.exchange.json.OrderDocuments;
import smc.exchange.play.Connections;
import smc.exchange.rules.ExchangeOrder;

/** For faults: says of a request that it is carried out, where it is not, or not whole. Lives on the event loop. */
final class FalseAnswers {
    private static final Set<String> NAMES = Set.of("id", "client_order_id", "product_id", "product_symbol");

    private final Connections server;
    private final RestApi api;

    FalseAnswers(Connections server, RestApi api) {
        this.server = server;
        this.api = api;
    }

    /** What an edit or a cancel would be answered, and nothing is done. A request that names no order of its account is answered as ever. */
    CompletableFuture<RestAnswer> undone(RestRequest request) {
        JsonNode body = server.parsed(request.body());
        Optional<ExchangeOrder> named = server.accountOf(request.header("api-key"))
                .flatMap(account -> {
                    ExchangeOrder order = body.hasNonNull("id")
                            ? server.exchange().orders().get(body.path("id").asLong())
                            : server.exchange()
                                    .orderByClientId(
                                            account,
                                            body.path("client_order_id").asText());
                    return Optional.ofNullable(order).filter(each -> each.account.equals(account));
                });
        if (named.isEmpty()) {
            return api.answer(request);
        }
        ObjectNode shown = OrderDocuments.order(named.get());
        if (request.method().equals("DELETE")) {
            shown.put("state", "cancelled").put("cancellation_reason", "cancelled_by_user");
        } else {
            body.properties().forEach(field -> {
                if (shown.has(field.getKey()) && !NAMES.contains(field.getKey())) {
                    shown.set(field.getKey(), field.getValue());
                }
            });
        }
        return CompletableFuture.completedFuture(RestAnswer.success(shown));
    }

    /** The same order, as if no bracket had been asked for with it; signed anew where it was signed right, since the signature is over what was sent. */
    RestRequest withoutBracket(RestRequest request) {
        Optional<ExchangeAccount> account = server.accountOf(request.header("api-key"))
                .filter(each -> Signatures.isRight(each.apiSecret(), request.prehash(), request.header("signature")));
        if (account.isEmpty() || !(server.parsed(request.body()) instanceof ObjectNode body)) {
            return request;
        }
        body.properties().removeIf(field -> field.getKey().startsWith("bracket_"));
        RestRequest without = with(request, body.toString(), request.header("signature"));
        return with(request, without.body(), Signatures.of(account.get().apiSecret(), without.prehash()));
    }

    private static RestRequest with(RestRequest request, String body, String signature) {
        var headers = new HashMap<>(request.headers());
        headers.put("signature", signature);
        return new RestRequest(
                request.method(),
                request.uri(),
                request.path(),
                request.parameters(),
                headers,
                body,
                request.address());
    }
}
