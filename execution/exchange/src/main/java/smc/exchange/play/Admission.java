package smc.exchange.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.CommandKind;
import smc.exchange.json.CommandReader;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.Refusal;

/**
 * What Delta refuses for where the market and the position stand, looked at when a command takes effect (docs/delta-exchange.md section 3.7).
 * It stands before the exchange and not in it, so that a log which took such a command, before it was known
 * that Delta does not, is still played as it was. Lives on the event loop.
 */
final class Admission {
    private final Exchange exchange;
    private final CommandReader reader;
    private final Mistakes mistakes;

    Admission(Exchange exchange, CommandReader reader, Mistakes mistakes) {
        this.exchange = exchange;
        this.reader = reader;
        this.mistakes = mistakes;
    }

    /**
     * Takes out of a batch what is refused of it.
     *
     * @throws Refusal if the command is refused
     */
    void admit(int userId, CommandKind command, ObjectNode body) {
        switch (command) {
            case PLACE -> place(exchange.account(userId), new Fields(body));
            case BATCH_PLACE -> batch(exchange.account(userId), body);
            case BRACKET -> bracket(exchange.account(userId), new Fields(body));
            case EDIT_BRACKET -> editBracket(exchange.account(userId), new Fields(body));
            default -> {
                // No rule about it but those of the exchange.
            }
        }
    }

    private void batch(ExchangeAccount account, ObjectNode body) {
        if (!(body.path("orders") instanceof ArrayNode orders)) {
            return;
        }
        ArrayNode admitted = Documents.array();
        for (JsonNode order : orders) {
            if (order instanceof ObjectNode object) {
                ObjectNode whole = object.deepCopy();
                whole.remove("product_symbol");
                whole.setAll(body.deepCopy().retain("product_id", "product_symbol"));
                try {
                    place(account, new Fields(whole));
                } catch (Refusal _) {
                    continue; // as any refused order of a batch: left out
                }
            }
            admitted.add(order);
        }
        if (!admitted.isEmpty() || orders.isEmpty()) {
            body.set("orders", admitted);
        }
    }

    private void place(ExchangeAccount account, Fields order) {
        ExchangeInstrument instrument = reader.instrument(order);
        boolean isBuy = order.text("side").equals("buy");
        long lastE8 = exchange.lastPriceE8(instrument);
        if (order.has("stop_order_type") && order.has("stop_price") && lastE8 != 0) {
            boolean isLoss = order.text("stop_order_type").equals("stop_loss_order");
            if (isPassed(order.priceE8("stop_price", instrument), lastE8, isLoss == isBuy)) {
                throw Refusal.refused("immediate_execution_stop_order");
            }
        }
        long lossE8 = order.priceE8("bracket_stop_loss_price", instrument);
        long profitE8 = order.priceE8("bracket_take_profit_price", instrument);
        if (lossE8 == 0 && profitE8 == 0 && !order.has("bracket_trail_amount")) {
            return;
        }
        if (exchange.holding(account, instrument).contracts() != 0) {
            throw Refusal.refused("bracket_order_position_exists");
        }
        long limitE8 = order.text("order_type").equals("limit_order") ? order.priceE8("limit_price", instrument) : 0;
        long entryE8 = limitE8 == 0 || lastE8 == 0
                ? Math.max(limitE8, lastE8)
                : isBuy ? Math.min(limitE8, lastE8) : Math.max(limitE8, lastE8);
        // That the venue refuses it of an entry too is likely and not recorded, so it is only counted here.
        if (entryE8 != 0 && isWrongSide(isBuy, lossE8, profitE8, entryE8)) {
            mistakes.refuseIfStrict(
                    "an entry's bracket",
                    "a leg stands on the wrong side of the entry and triggers at once",
                    Refusal.refused("bracket_order_immediate_execution"));
        }
    }

    private void bracket(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = reader.instrument(fields);
        long contracts = exchange.holding(account, instrument).contracts();
        long lastE8 = exchange.lastPriceE8(instrument);
        if (contracts != 0
                && lastE8 != 0
                && isWrongSide(
                        contracts > 0,
                        legStopE8(fields, "stop_loss_order", instrument),
                        legStopE8(fields, "take_profit_order", instrument),
                        lastE8)) {
            throw Refusal.refused("bracket_order_immediate_execution");
        }
    }

    private static long legStopE8(Fields fields, String name, ExchangeInstrument instrument) {
        return fields.body().path(name) instanceof ObjectNode leg
                ? new Fields(leg).priceE8("stop_price", instrument)
                : 0;
    }

    private void editBracket(ExchangeAccount account, Fields fields) {
        if (!reader.order(account, fields).isLive()) {
            throw Refusal.of(404, "open_order_not_found");
        }
    }

    /** @param lossE8 0 for none, {@code profitE8} likewise */
    private static boolean isWrongSide(boolean isLong, long lossE8, long profitE8, long priceE8) {
        return (lossE8 != 0 && isPassed(lossE8, priceE8, !isLong))
                || (profitE8 != 0 && isPassed(profitE8, priceE8, isLong));
    }

    private static boolean isPassed(long triggerE8, long priceE8, boolean isRising) {
        return isRising ? priceE8 >= triggerE8 : priceE8 <= triggerE8;
    }
}
