package smc.exchange.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.Outcome;
import smc.exchange.rules.Refusal;

/** What commands are answered with: the {@code result} of what was done, the {@code error} of what was refused. */
public final class Answers {
    private Answers() {}

    /** What Delta's answer has as {@code result}. */
    public static JsonNode result(Exchange exchange, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> Documents.object();
            case Outcome.OneOrder(ExchangeOrder order) -> OrderDocuments.order(order);
            case Outcome.Orders orders -> {
                ArrayNode list = Documents.array();
                orders.orders().forEach(order -> list.add(OrderDocuments.order(order)));
                yield list;
            }
            case Outcome.Legs legs -> {
                ObjectNode result = Documents.object();
                for (ExchangeOrder leg : legs.legs()) {
                    result.set(
                            leg.stop == Stop.LOSS ? "stop_loss_order" : "take_profit_order", OrderDocuments.order(leg));
                }
                yield result;
            }
            case Outcome.Leverage of -> AccountDocuments.leverage(exchange, of.account(), of.instrument());
            case Outcome.Position of -> AccountDocuments.position(exchange, of.account(), of.instrument());
            case Outcome.HeartbeatCreated(String id) -> Documents.object().put("heartbeat_id", id);
            // Both as text, as documented.
            case Outcome.HeartbeatRuns(long expiresMillis) ->
                Documents.object()
                        .put("heartbeat_timestamp", Long.toString(expiresMillis))
                        .put("process_enabled", Boolean.toString(expiresMillis != 0));
        };
    }

    /** The whole answer to what was refused (docs/delta-exchange.md sections 2.3, 3.1 and 3.7). */
    public static ObjectNode refused(Refusal refusal) {
        ObjectNode error = Documents.object().put("code", refusal.code());
        switch (refusal.detail()) {
            case Refusal.Nothing _ -> {
                // The code says it.
            }
            case Refusal.BadField(String field, String message) ->
                error.putObject("context")
                        .putArray("schema_errors")
                        .addObject()
                        .put("code", "validation_error")
                        .put("message", message)
                        .put("param", field);
            case Refusal.MoneyMissing(long availableE8, long missingE8) ->
                error.putObject("context")
                        .put("available_balance", Decimals.text(availableE8))
                        .put("required_additional_balance", Decimals.text(missingE8));
        }
        return refused(error);
    }

    /** The same of an error that is no rule's. */
    public static ObjectNode refused(JsonNode error) {
        ObjectNode body = Documents.object();
        body.set("error", error);
        return body.put("success", false);
    }
}
