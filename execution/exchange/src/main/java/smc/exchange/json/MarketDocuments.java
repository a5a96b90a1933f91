package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.exchange.ExchangeInstrument;

/**
 * Assets and indices as the venue's documentation has them (its schemas <em>Asset</em> and <em>Index</em>). Only the id of USD is Delta's; the
 * others are made, from that of the product.
 */
public final class MarketDocuments {
    private static final int USD_ID = 14;
    private static final int FIRST_COIN_ID = 1_000_000;
    private static final int FIRST_INDEX_ID = 2_000_000;

    private MarketDocuments() {}

    public static ObjectNode usd() {
        return asset(USD_ID, "USD", "US Dollar", 2);
    }

    public static ObjectNode coin(ExchangeInstrument instrument) {
        return asset(FIRST_COIN_ID + instrument.productId(), instrument.coin(), instrument.coin(), 4);
    }

    private static ObjectNode asset(int id, String symbol, String name, int minimumPrecision) {
        ObjectNode asset = Documents.object()
                .put("id", id)
                .put("symbol", symbol)
                .put("name", name)
                .put("precision", 8)
                .put("minimum_precision", minimumPrecision)
                .put("deposit_status", "disabled")
                .put("withdrawal_status", "disabled")
                .put("base_withdrawal_fee", "0")
                .put("min_withdrawal_amount", "0");
        asset.putArray("networks");
        return asset;
    }

    public static ObjectNode index(ExchangeInstrument instrument) {
        ObjectNode index = Documents.object()
                .put("id", FIRST_INDEX_ID + instrument.productId())
                .put("symbol", instrument.indexSymbol());
        index.putArray("constituent_exchanges")
                .addObject()
                .put("name", "simulated")
                .put("weight", 1);
        return index.put("underlying_asset_id", FIRST_COIN_ID + instrument.productId())
                .put("quoting_asset_id", USD_ID)
                .put("tick_size", Decimals.text(instrument.terms().tickE8()))
                .put("index_type", "spot_pair");
    }
}
