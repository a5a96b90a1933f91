package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.AccountDocuments;
import smc.exchange.json.CommandKind;
import smc.exchange.json.CommandReader;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.play.Connections;
import smc.exchange.rest.RestRoute.Access;
import smc.exchange.rules.Refusal;

/** Positions, their margin and leverage (docs/delta-exchange.md section 3.8). Lives on the event loop. */
final class PositionRoutes {
    private static final String CLOSE_ALL = "/v2/positions/close_all";

    private final Connections server;

    PositionRoutes(Connections server) {
        this.server = server;
    }

    void addTo(RestApi api) {
        api.add("POST", CLOSE_ALL, 1, Access.TRADER, Set.of(), call -> closeAll(api, call));
        api.trade("POST", "/v2/positions/change_margin", 5, CommandKind.CHANGE_MARGIN);
        api.trade("POST", "/v2/products/*/orders/leverage", 1, CommandKind.LEVERAGE);
        api.add("PUT", "/v2/positions/auto_topup", 1, Access.TRADER, Set.of(), RestApi.now(this::withoutTopUp));
        api.own("/v2/products/*/orders/leverage", 1, Set.of(), this::leverage);
        api.own("/v2/positions", 3, Set.of("product_id", "underlying_asset_symbol"), this::position);
        api.own("/v2/positions/margined", 3, Set.of("product_ids", "contract_types"), this::positions);
    }

    /** Every position here is isolated: whoever does not want those closed closes none. */
    private CompletableFuture<RestAnswer> closeAll(RestApi api, RestCall call) {
        var body = new Fields(RestApi.body(server, call.request()));
        return body.has("close_all_isolated") && !body.flag("close_all_isolated")
                ? CompletableFuture.completedFuture(RestAnswer.success(Documents.object(), Documents.object()))
                : api.command(call, CommandKind.CLOSE_ALL);
    }

    private RestAnswer leverage(RestCall call) {
        ExchangeInstrument instrument = server.exchange().byIdOrSymbol(call.segment());
        return RestAnswer.success(AccountDocuments.leverage(server.exchange(), call.account(), instrument));
    }

    private RestAnswer position(RestCall call) {
        Optional<String> id = call.request().parameter("product_id");
        Optional<String> coin = call.request().parameter("underlying_asset_symbol");
        if (id.isEmpty() && coin.isEmpty()) {
            throw Refusal.badSchema("product_id", "product_id or underlying_asset_symbol is required");
        }
        if (id.isPresent()) {
            return RestAnswer.success(AccountDocuments.shortPosition(
                    server.exchange(), call.account(), server.exchange().byIdOrSymbol(id.get())));
        }
        ArrayNode result = Documents.array();
        for (ExchangeInstrument instrument : server.exchange().instruments()) {
            if (instrument.coin().equals(coin.get())) {
                result.add(AccountDocuments.position(server.exchange(), call.account(), instrument));
            }
        }
        return RestAnswer.success(result);
    }

    private RestAnswer positions(RestCall call) {
        ArrayNode result = Documents.array();
        for (ExchangeInstrument instrument : server.exchange().instruments()) {
            if (OrderRoutes.isProduct(call, instrument)
                    && server.exchange().holding(call.account(), instrument).contracts() != 0) {
                result.add(AccountDocuments.position(server.exchange(), call.account(), instrument));
            }
        }
        return RestAnswer.success(result);
    }

    /** Positions here take no margin from the wallet, so there is nothing to turn off. */
    private RestAnswer withoutTopUp(RestCall call) {
        ObjectNode body = RestApi.body(server, call.request());
        var fields = new Fields(body);
        ExchangeInstrument instrument = new CommandReader(server.exchange()).instrument(fields);
        if (fields.flag("auto_topup")) {
            throw Refusal.refused("unsupported");
        }
        return RestAnswer.success(AccountDocuments.position(server.exchange(), call.account(), instrument));
    }
}
