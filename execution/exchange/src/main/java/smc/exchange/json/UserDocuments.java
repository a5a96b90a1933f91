package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.exchange.ExchangeAccount;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.Wallets;

/** Users, preferences and transfers as the venue's documentation has them (its schemas <em>User</em> and <em>UserPreference</em>). */
public final class UserDocuments {
    private UserDocuments() {}

    public static ObjectNode user(Exchange exchange, ExchangeAccount account) {
        return Documents.object()
                .put("id", Integer.toString(account.userId()))
                .put("email", account.userId() + "@example.invalid")
                .put("account_name", account.name())
                .put("first_name", account.name())
                .put("last_name", "")
                .putNull("dob")
                .put("country", "India")
                .putNull("phone_number")
                .put("margin_mode", AccountDocuments.marginMode(exchange, account))
                .putNull("pf_index_symbol")
                .put("is_sub_account", !exchange.isMain(account))
                .put("is_kyc_done", true);
    }

    public static ObjectNode preferences(ExchangeAccount account) {
        return Documents.object()
                .put("user_id", account.userId())
                .put("default_auto_topup", false)
                .putNull("mmp_config")
                .put("deto_for_commission", false)
                .put("vip_level", 0)
                .put("vip_discount_factor", "0.00")
                .put("interest_credit", false);
    }

    public static ObjectNode transfer(Exchange exchange, Wallets.Transfer transfer) {
        ObjectNode row = Documents.object()
                .put("transferrer_user_id", Integer.toString(transfer.from().userId()))
                .put("transferee_user_id", Integer.toString(transfer.to().userId()))
                .put("asset_symbol", "USD")
                .put("amount", Decimals.text(transfer.amountE8()))
                .put("created_at", Decimals.iso(transfer.timeNanos()));
        row.set("transferrer_user", user(exchange, transfer.from()));
        row.set("transferee_user", user(exchange, transfer.to()));
        return row;
    }
}
