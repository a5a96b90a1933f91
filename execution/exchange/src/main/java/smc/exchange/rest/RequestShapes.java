package smc.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Fields;
import smc.exchange.play.Mistakes;
import smc.exchange.rules.Refusal;

/**
 * The fields that Delta documents for each request (docs/delta-exchange.md sections 3.7, 3.8 and 3.11), and what of
 * them has no effect without another. Holds bodies against them before they are carried out.
 */
final class RequestShapes {
    private static final Set<String> PLACE = Set.of(
            "product_id",
            "product_symbol",
            "size",
            "side",
            "order_type",
            "limit_price",
            "time_in_force",
            "post_only",
            "reduce_only",
            "client_order_id",
            "stop_order_type",
            "stop_price",
            "trail_amount",
            "stop_trigger_method",
            "bracket_stop_loss_price",
            "bracket_stop_loss_limit_price",
            "bracket_take_profit_price",
            "bracket_take_profit_limit_price",
            "bracket_trail_amount",
            "bracket_stop_trigger_method",
            "cancel_orders_accepted",
            "mmp");

    private static final Set<String> EDIT = Set.of(
            "id",
            "client_order_id",
            "product_id",
            "product_symbol",
            "size",
            "limit_price",
            "stop_price",
            "trail_amount",
            "post_only",
            "cancel_orders_accepted",
            "mmp");

    private static final Set<String> CANCEL = Set.of("id", "client_order_id", "product_id", "product_symbol");
    private static final Set<String> BATCH = Set.of("product_id", "product_symbol", "orders");
    private static final List<String> CANCEL_FLAGS =
            List.of("cancel_limit_orders", "cancel_stop_orders", "cancel_reduce_only_orders");
    private static final Set<String> LEG = Set.of("order_type", "stop_price", "limit_price", "trail_amount");
    private static final List<String> LEGS = List.of("stop_loss_order", "take_profit_order");

    private static final Map<CommandKind, Set<String>> FIELDS = new EnumMap<>(Map.ofEntries(
            Map.entry(CommandKind.PLACE, PLACE),
            Map.entry(CommandKind.EDIT, EDIT),
            Map.entry(CommandKind.CANCEL, CANCEL),
            Map.entry(
                    CommandKind.CANCEL_ALL,
                    Set.of(
                            "product_id",
                            "product_symbol",
                            "contract_types",
                            "cancel_limit_orders",
                            "cancel_stop_orders",
                            "cancel_reduce_only_orders")),
            Map.entry(CommandKind.BATCH_PLACE, BATCH),
            Map.entry(CommandKind.BATCH_EDIT, BATCH),
            Map.entry(CommandKind.BATCH_CANCEL, BATCH),
            Map.entry(
                    CommandKind.BRACKET,
                    Set.of(
                            "product_id",
                            "product_symbol",
                            "stop_loss_order",
                            "take_profit_order",
                            "bracket_stop_trigger_method")),
            Map.entry(
                    CommandKind.EDIT_BRACKET,
                    Set.of(
                            "id",
                            "client_order_id",
                            "product_id",
                            "product_symbol",
                            "bracket_stop_loss_price",
                            "bracket_stop_loss_limit_price",
                            "bracket_take_profit_price",
                            "bracket_take_profit_limit_price",
                            "bracket_trail_amount",
                            "bracket_stop_trigger_method")),
            Map.entry(CommandKind.LEVERAGE, Set.of("product_id", "product_symbol", "leverage")),
            Map.entry(CommandKind.CHANGE_MARGIN, Set.of("product_id", "product_symbol", "delta_margin")),
            Map.entry(
                    CommandKind.TRANSFER,
                    Set.of("transferrer_user_id", "transferee_user_id", "asset_symbol", "amount")),
            Map.entry(
                    CommandKind.HEARTBEAT_CREATE,
                    Set.of(
                            "heartbeat_id",
                            "impact",
                            "contract_types",
                            "underlying_assets",
                            "product_symbols",
                            "config")),
            Map.entry(CommandKind.HEARTBEAT, Set.of("heartbeat_id", "ttl")),
            Map.entry(CommandKind.CLOSE_ALL, Set.of("close_all_portfolio", "close_all_isolated", "user_id"))));

    private static final Map<CommandKind, Set<String>> OF_A_BATCH =
            Map.of(CommandKind.BATCH_PLACE, PLACE, CommandKind.BATCH_EDIT, EDIT, CommandKind.BATCH_CANCEL, CANCEL);

    private final Mistakes mistakes;

    RequestShapes(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Notes what the body has that is of no effect.
     *
     * @param where method and path
     * @throws Refusal if there is something, and the exchange is strict
     */
    void check(String where, CommandKind command, ObjectNode body) {
        Set<String> known = FIELDS.get(command);
        if (known == null) {
            return;
        }
        requireKnown(where, "", known, body);
        Set<String> ofEach = OF_A_BATCH.get(command);
        if (ofEach != null) {
            int i = 0;
            for (JsonNode order : body.path("orders")) {
                if (order instanceof ObjectNode object) {
                    String prefix = "orders[" + i + "].";
                    requireKnown(where, prefix, ofEach, object);
                    requireEffect(where, prefix, command, object);
                }
                i++;
            }
        }
        for (String leg : LEGS) {
            if (command == CommandKind.BRACKET && body.path(leg) instanceof ObjectNode object) {
                requireKnown(where, leg + ".", LEG, object);
            }
        }
        requireEffect(where, "", command, body);
    }

    /** Notes parameters of a query that are none, such as {@code state} for {@code states}: the filter does nothing. */
    void checkQuery(String where, Set<String> known, Set<String> sent) {
        for (String name : sent) {
            if (!known.contains(name)) {
                mistake(where, name, "is no parameter here");
            }
        }
    }

    private void requireKnown(String where, String prefix, Set<String> known, ObjectNode body) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!known.contains(field.getKey())) {
                mistake(where, prefix + field.getKey(), "is no field here");
            }
        }
    }

    private void requireEffect(String where, String prefix, CommandKind command, ObjectNode body) {
        var fields = new Fields(body);
        switch (command) {
            case PLACE, BATCH_PLACE -> {
                for (String name : List.of("stop_price", "trail_amount", "stop_trigger_method")) {
                    if (fields.has(name) && !fields.has("stop_order_type")) {
                        mistake(where, prefix + name, "has no effect without stop_order_type");
                    }
                }
                if (fields.has("limit_price")
                        && body.path("order_type").asText().equals("market_order")) {
                    mistake(where, prefix + "limit_price", "has no effect on a market order");
                }
                requireBracketPrice(where, prefix, fields);
            }
            case EDIT, BATCH_EDIT -> {
                if (command == CommandKind.EDIT || !prefix.isEmpty()) {
                    if (!fields.has("size")) {
                        mistake(where, prefix + "size", "is required: all contracts after the edit");
                    }
                }
            }
            case EDIT_BRACKET -> requireBracketPrice(where, prefix, fields);
            case CANCEL_ALL -> {
                if (CANCEL_FLAGS.stream()
                        .noneMatch(flag -> body.path(flag).asText().equals("true"))) {
                    mistake(where, CANCEL_FLAGS.getFirst(), "all three flags are false: nothing is cancelled");
                }
            }
            default -> {
                // Nothing of it stands on another field.
            }
        }
    }

    private void requireBracketPrice(String where, String prefix, Fields fields) {
        boolean hasLoss = fields.has("bracket_stop_loss_price");
        boolean hasProfit = fields.has("bracket_take_profit_price");
        if (fields.has("bracket_stop_loss_limit_price") && !hasLoss) {
            mistake(where, prefix + "bracket_stop_loss_limit_price", "has no effect without bracket_stop_loss_price");
        }
        if (fields.has("bracket_take_profit_limit_price") && !hasProfit) {
            mistake(
                    where,
                    prefix + "bracket_take_profit_limit_price",
                    "has no effect without bracket_take_profit_price");
        }
        if (fields.has("bracket_stop_trigger_method")
                && !hasLoss
                && !hasProfit
                && !fields.has("bracket_trail_amount")) {
            mistake(where, prefix + "bracket_stop_trigger_method", "has no effect without a bracket price");
        }
    }

    private void mistake(String where, String name, String what) {
        mistakes.refuseIfStrict(where, name + " " + what, Refusal.badSchema(name, what));
    }
}
