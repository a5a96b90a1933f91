package smc.exchange.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import smc.exchange.ExchangeAccount;
import smc.exchange.json.AccountDocuments;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.json.UserDocuments;
import smc.exchange.play.Connections;
import smc.exchange.play.Quota;
import smc.exchange.rest.RestRoute.Access;
import smc.exchange.rules.Books;
import smc.exchange.rules.Refusal;
import smc.exchange.rules.Wallets;

/**
 * Wallets, users and what they may use up (docs/delta-exchange.md sections 1, 3.2 and 3.8). The first account is the main one, the others are
 * its sub-accounts. Lives on the event loop.
 */
final class UserRoutes {
    private final Connections server;

    UserRoutes(Connections server) {
        this.server = server;
    }

    void addTo(RestApi api) {
        api.own("/v2/wallet/balances", 3, Set.of(), this::balances);
        api.own("/v2/wallet/transactions", 10, Pages.parameters("asset_ids", "transaction_types"), this::transactions);
        api.own("/v2/users/trading_preferences", 1, Set.of(), call -> preferences(call.account()));
        api.add(
                "PUT",
                "/v2/users/trading_preferences",
                1,
                Access.TRADER,
                Set.of(),
                RestApi.now(this::changePreferences));
        api.add("PUT", "/v2/users/margin_mode", 1, Access.TRADER, Set.of(), this::marginMode);
        api.own("/v2/profile", 1, Set.of(), _ -> profile());
        api.own("/v2/sub_accounts", 1, Set.of(), this::subAccounts);
        api.trade("POST", "/v2/wallets/sub_account_balance_transfer", 1, CommandKind.TRANSFER);
        api.own(
                "/v2/wallets/sub_accounts_transfer_history",
                1,
                Pages.parameters("subaccount_user_id"),
                this::transfers);
        api.add("GET", "/v2/rate_limits/quota", 3, Access.EITHER, Set.of(), RestApi.now(this::quota));
    }

    private RestAnswer balances(RestCall call) {
        ObjectNode wallet = AccountDocuments.wallet(server.exchange(), call.account());
        ObjectNode meta = Documents.object()
                .put("net_equity", wallet.get("balance").asText())
                .put("robo_trading_equity", "0");
        return RestAnswer.success(Documents.array().add(wallet), meta);
    }

    private RestAnswer transactions(RestCall call) {
        List<String> types = call.request().list("transaction_types");
        List<String> assets = call.request().list("asset_ids");
        return Pages.of(
                call,
                server.exchange().transactions(),
                each -> each.account().equals(call.account())
                        && (types.isEmpty() || types.contains(each.type()))
                        && (assets.isEmpty() || assets.contains(Integer.toString(Documents.USD_ASSET_ID))),
                Books.Transaction::timeNanos,
                AccountDocuments::transaction);
    }

    private static RestAnswer preferences(ExchangeAccount account) {
        return RestAnswer.success(UserDocuments.preferences(account));
    }

    /** What there is to prefer about money is one thing, and that is off here; the rest is of mails, of which none are sent. */
    private RestAnswer changePreferences(RestCall call) {
        var fields = new Fields(RestApi.body(server, call.request()));
        if (fields.flag("default_auto_topup") || fields.flag("interest_credit")) {
            throw Refusal.refused("unsupported");
        }
        return preferences(call.account());
    }

    /** It is kept and shown; what a position needs is reckoned as isolated all the same. */
    private CompletableFuture<RestAnswer> marginMode(RestCall call) {
        var fields = new Fields(RestApi.body(server, call.request()));
        String mode = fields.oneOf("margin_mode", List.of("isolated", "portfolio"));
        ExchangeAccount account = call.account();
        if (fields.has("subaccount_user_id")) {
            account = server.exchange().family(account).stream()
                    .filter(each -> Integer.toString(each.userId()).equals(fields.text("subaccount_user_id")))
                    .findFirst()
                    .orElseThrow(() -> Refusal.badSchema("subaccount_user_id", "Should be a sub-account"));
        }
        ExchangeAccount whose = account;
        return server.loop()
                .command(
                        whose.userId(),
                        CommandKind.MARGIN_MODE,
                        Documents.object().put("margin_mode", mode))
                .thenApply(_ -> RestAnswer.success(UserDocuments.user(server.exchange(), whose)));
    }

    /** Takes no API key any more, since 2026-08-19. */
    private static RestAnswer profile() {
        throw Refusal.of(401, "unauthorized_api_access");
    }

    private RestAnswer subAccounts(RestCall call) {
        ArrayNode result = Documents.array();
        server.exchange()
                .family(call.account())
                .forEach(account -> result.add(UserDocuments.user(server.exchange(), account)));
        return RestAnswer.success(result);
    }

    private RestAnswer transfers(RestCall call) {
        List<ExchangeAccount> family = server.exchange().family(call.account());
        String of = call.request().parameter("subaccount_user_id").orElse("");
        return Pages.of(
                call,
                server.exchange().transfers(),
                transfer -> family.contains(transfer.from())
                        && (of.isEmpty()
                                || of.equals(Integer.toString(transfer.from().userId()))
                                || of.equals(Integer.toString(transfer.to().userId()))),
                Wallets.Transfer::timeNanos,
                transfer -> UserDocuments.transfer(server.exchange(), transfer));
    }

    private RestAnswer quota(RestCall call) {
        long nowMillis = server.wallMillis();
        String user = call.account() == null ? call.request().address() : RestApi.user(call.account());
        return RestAnswer.success(Documents.object()
                .put("current_quota", server.requests().used(user, nowMillis))
                .put("remaining_time_in_milliseconds", Quota.millisToReset(nowMillis)));
    }
}
