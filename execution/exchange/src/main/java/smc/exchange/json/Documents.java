package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import smc.exchange.ExchangeInstrument;

/** What all documents of Delta's answers and frames are made of, field by field as docs/delta-exchange.md has them. */
public final class Documents {
    /** India has one asset (section 3.8). */
    public static final int USD_ASSET_ID = 14;

    private Documents() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static BigDecimal coins(ExchangeInstrument instrument, long contracts) {
        return Decimals.number(instrument.terms().contractValueE8()).multiply(BigDecimal.valueOf(contracts));
    }

    static String side(boolean isBuy) {
        return isBuy ? "buy" : "sell";
    }

    /** Null for 0. */
    static String price(long priceE8) {
        return priceE8 == 0 ? null : Decimals.text(priceE8);
    }
}
