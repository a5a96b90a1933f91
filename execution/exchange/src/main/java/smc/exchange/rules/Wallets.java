package smc.exchange.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.json.UserDocuments;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.SimulatedVenue;

/** Moves money: between a wallet and a position's margin, and between wallets (delta-exchange-api.md sections 1 and 3.8). One thread. */
public final class Wallets {
    private static final int TRANSFERS_MAX = 10_000;

    private final Exchange exchange;
    private final SimulatedVenue venue;
    private final Books books;
    private final ExchangeListener listener;
    private final NavigableMap<Long, Transfer> transfers = new TreeMap<>();
    private long transferred;

    Wallets(Exchange exchange, SimulatedVenue venue, Books books, ExchangeListener listener) {
        this.exchange = exchange;
        this.venue = venue;
        this.books = books;
        this.listener = listener;
    }

    /** What was added can be taken back; the initial margin cannot. */
    JsonNode changeMargin(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = exchange.instrument(fields);
        long deltaE8 = fields.decimalE8("delta_margin")
                .orElseThrow(() -> Refusal.badSchema("delta_margin", "delta_margin is required"));
        AccountState.Holding holding = exchange.holding(account, instrument);
        if (holding.contracts() == 0) {
            throw Refusal.refused("no_open_position");
        }
        AccountState state = exchange.state(account);
        if (deltaE8 > state.freeE8()) {
            throw MarginNeed.missing(state, deltaE8);
        }
        if (deltaE8 < -holding.addedMarginE8()) {
            throw Refusal.badSchema("delta_margin", "Should be at least -" + Decimals.text(holding.addedMarginE8()));
        }
        venue.addMargin(account.userId(), instrument.productId(), deltaE8);
        listener.positionChanged(account, instrument, "update");
        listener.walletChanged(account);
        return Documents.position(exchange, account, instrument);
    }

    /** From the main account or one of its sub-accounts to another; only the main account may. */
    JsonNode transfer(ExchangeAccount account, Fields fields) {
        List<ExchangeAccount> family = UserDocuments.family(exchange, account);
        ExchangeAccount from = member(family, fields, "transferrer_user_id");
        ExchangeAccount to = member(family, fields, "transferee_user_id");
        if (from.equals(to)) {
            throw Refusal.badSchema("transferee_user_id", "Should be another account");
        }
        fields.oneOf("asset_symbol", List.of("USD"));
        OptionalLong amountE8 = fields.decimalE8("amount");
        if (amountE8.isEmpty() || amountE8.getAsLong() < 1) {
            throw Refusal.badSchema("amount", "Should be above 0");
        }
        AccountState state = exchange.state(from);
        if (amountE8.getAsLong() > state.freeE8()) {
            throw MarginNeed.missing(state, amountE8.getAsLong());
        }
        move(from, -amountE8.getAsLong());
        move(to, amountE8.getAsLong());
        transferred++;
        transfers.put(transferred, new Transfer(from, to, exchange.nowNanos(), amountE8.getAsLong()));
        if (transfers.size() > TRANSFERS_MAX) {
            transfers.pollFirstEntry();
        }
        return Documents.object();
    }

    private void move(ExchangeAccount account, long amountE8) {
        venue.book(account.userId(), amountE8);
        books.transfer(account, exchange.nowNanos(), amountE8);
        listener.walletChanged(account);
    }

    private static ExchangeAccount member(List<ExchangeAccount> family, Fields fields, String name) {
        String id = fields.text(name);
        return family.stream()
                .filter(each -> Integer.toString(each.userId()).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.badSchema(name, "Should be a user whom this one may dispose of"));
    }

    /** By number. */
    NavigableMap<Long, Transfer> transfers() {
        return transfers;
    }
}
