package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.ExchangeOrder.Trigger;
import smc.exchange.rules.Refusal;

/** Reads what an order is made of (docs/delta-exchange.md section 3.7); what it says of a field that is wrong names it. */
public final class OrderReader {
    private static final int CLIENT_ID_CHARS_MAX = 32;
    private static final List<String> TRIGGER_METHODS = List.of("mark_price", "last_traded_price", "spot_price");

    private OrderReader() {}

    public static long contracts(Fields fields, ExchangeInstrument instrument) {
        long contracts = fields.integer("size");
        if (contracts < 1) {
            throw Refusal.refused("less_than_order_min_size");
        }
        if (contracts > instrument.positionContractsMax()) {
            throw Refusal.refused("order_max_size_exceeded");
        }
        return contracts;
    }

    public static long requiredPriceE8(Fields fields, String name, ExchangeInstrument instrument) {
        fields.text(name);
        return fields.priceE8(name, instrument);
    }

    /** What the order waits for; {@link Trigger#NONE} if it does not. */
    public static Trigger trigger(Fields fields, ExchangeInstrument instrument) {
        String method = method(fields, "stop_trigger_method");
        if (!fields.has("stop_order_type")) {
            return new Trigger(Stop.NONE, 0, 0, method);
        }
        Stop stop = fields.oneOf("stop_order_type", List.of("stop_loss_order", "take_profit_order"))
                        .equals("stop_loss_order")
                ? Stop.LOSS
                : Stop.PROFIT;
        long trailE8 = trailE8(fields, "trail_amount", instrument);
        if (trailE8 == 0) {
            return new Trigger(stop, requiredPriceE8(fields, "stop_price", instrument), 0, method);
        }
        if (stop == Stop.PROFIT || fields.has("stop_price")) {
            throw Refusal.badSchema("trail_amount", "Should stand alone, with a stop_loss_order");
        }
        return new Trigger(stop, 0, trailE8, method);
    }

    /** A multiple of the tick, above 0 or below: the sign says the side, and either is taken (section 3.7); 0 if missing or null. */
    public static long trailE8(Fields fields, String name, ExchangeInstrument instrument) {
        OptionalLong trailE8 = fields.decimalE8(name);
        if (trailE8.isPresent() && !instrument.isOnTick(Math.absExact(trailE8.getAsLong()))) {
            throw Refusal.badSchema(
                    name,
                    "Should be a multiple of "
                            + Decimals.text(instrument.terms().tickE8()) + ", not 0");
        }
        return trailE8.orElse(0);
    }

    public static Bracket bracket(Fields fields, ExchangeInstrument instrument) {
        method(fields, "bracket_stop_trigger_method");
        var bracket = new Bracket(
                fields.priceE8("bracket_stop_loss_price", instrument),
                fields.priceE8("bracket_stop_loss_limit_price", instrument),
                fields.priceE8("bracket_take_profit_price", instrument),
                fields.priceE8("bracket_take_profit_limit_price", instrument),
                trailE8(fields, "bracket_trail_amount", instrument));
        if (bracket.lossE8() != 0 && bracket.trailE8() != 0) {
            throw Refusal.badSchema("bracket_trail_amount", "Should be absent beside bracket_stop_loss_price");
        }
        return bracket;
    }

    /** Of both legs of a position's bracket. */
    public static Bracket legs(Fields fields, ExchangeInstrument instrument) {
        Leg loss = leg(fields, "stop_loss_order", instrument);
        Leg profit = leg(fields, "take_profit_order", instrument);
        if (profit.trailE8 != 0) {
            throw Refusal.badSchema("trail_amount", "Should be of the stop_loss_order");
        }
        var bracket = new Bracket(loss.stopE8, loss.limitE8, profit.stopE8, profit.limitE8, loss.trailE8);
        if (bracket.equals(Bracket.NONE)) {
            throw Refusal.badSchema("stop_loss_order", "stop_loss_order or take_profit_order is required");
        }
        return bracket;
    }

    /** All 0 if it is not there; limit 0 of a market order. */
    private record Leg(long stopE8, long limitE8, long trailE8) {}

    private static Leg leg(Fields fields, String name, ExchangeInstrument instrument) {
        if (!fields.has(name)) {
            return new Leg(0, 0, 0);
        }
        if (!(fields.body().get(name) instanceof ObjectNode body)) {
            throw Refusal.badSchema(name, "Should be an object");
        }
        var leg = new Fields(body);
        String type = leg.oneOf("order_type", List.of("limit_order", "market_order"));
        long trailE8 = trailE8(leg, "trail_amount", instrument);
        if (trailE8 != 0 && leg.has("stop_price")) {
            throw Refusal.badSchema("trail_amount", "Should be absent beside stop_price");
        }
        return new Leg(
                trailE8 == 0 ? requiredPriceE8(leg, "stop_price", instrument) : 0,
                type.equals("limit_order") ? requiredPriceE8(leg, "limit_price", instrument) : 0,
                trailE8);
    }

    public static String method(Fields fields, String name) {
        return fields.oneOf(name, TRIGGER_METHODS, "mark_price");
    }

    /** Null if there is none. */
    public static String clientOrderId(Fields fields) {
        if (!fields.has("client_order_id")) {
            return null;
        }
        String id = fields.text("client_order_id");
        if (id.isEmpty() || id.length() > CLIENT_ID_CHARS_MAX) {
            throw Refusal.badSchema("client_order_id", "Should be 1 to " + CLIENT_ID_CHARS_MAX + " characters");
        }
        return id;
    }
}
