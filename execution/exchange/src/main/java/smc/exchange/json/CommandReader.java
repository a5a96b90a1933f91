package smc.exchange.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.rules.Command;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.Ticket;
import smc.exchange.rules.ExchangeOrder.Trigger;
import smc.exchange.rules.ExchangeRules;
import smc.exchange.rules.Heartbeats;
import smc.exchange.rules.Refusal;

/**
 * Makes a command of a body, as a client sent it or the log has it (docs/delta-exchange.md sections 3.7, 3.8 and 3.11). Looks orders and
 * instruments up as the exchange stands, so a body is read when it takes effect. Changes nothing.
 */
public final class CommandReader {
    private static final int BATCH_MAX = 50;
    private static final long ONE_E8 = 100_000_000;
    private static final int HEARTBEAT_ID_CHARS_MAX = 100;
    private static final long TTL_MILLIS_MAX = 86_400_000;
    private static final int SPREAD_BPS_MAX = 5_000;
    private static final Set<String> HEARTBEAT_FIELDS =
            Set.of("heartbeat_id", "impact", "contract_types", "underlying_assets", "product_symbols", "config");

    private final Exchange exchange;

    public CommandReader(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @throws Refusal if the body is not as documented, or names what is not there */
    public Command read(int userId, CommandKind kind, ObjectNode body) {
        ExchangeAccount account = exchange.account(userId);
        var fields = new Fields(body);
        return switch (kind) {
            case PLACE -> place(account, fields);
            case EDIT -> edit(account, fields);
            case CANCEL -> new Command.Cancel(liveOrder(account, fields));
            case CANCEL_ALL -> cancelAll(account, fields);
            case BATCH_PLACE, BATCH_EDIT, BATCH_CANCEL -> batch(account, kind, fields);
            case BRACKET -> bracket(account, fields);
            case EDIT_BRACKET -> editBracket(account, fields);
            case LEVERAGE -> leverage(account, fields);
            case CLOSE_ALL -> new Command.CloseAll(account);
            case CHANGE_MARGIN ->
                new Command.ChangeMargin(
                        account,
                        instrument(fields),
                        fields.decimalE8("delta_margin")
                                .orElseThrow(() -> Refusal.badSchema("delta_margin", "delta_margin is required")));
            case MARGIN_MODE -> new Command.SetMarginMode(account, isShared(fields));
            case DELEVERAGE -> {
                ExchangeInstrument instrument = instrument(fields);
                long priceE8 = OrderReader.requiredPriceE8(fields, "price", instrument);
                yield new Command.Deleverage(account, instrument, priceE8);
            }
            case TRANSFER -> transfer(account, fields);
            case HEARTBEAT_CREATE -> new Command.CreateHeartbeat(account, heartbeat(account, fields));
            case HEARTBEAT ->
                new Command.Beat(
                        account,
                        fields.text("heartbeat_id"),
                        within(fields, "ttl", 0, TTL_MILLIS_MAX),
                        fields.integer("at_millis"));
            case HEARTBEAT_EXPIRED -> new Command.ExpireHeartbeat(account, fields.text("heartbeat_id"));
            case PARTIAL_FILLS -> new Command.SetPartialFills(fields.flag("on"));
            case RULES -> new Command.SetRules(rules(fields));
        };
    }

    // Orders

    private Command place(ExchangeAccount account, Fields fields) {
        if (fields.has("product_id") == fields.has("product_symbol")) {
            throw Refusal.badSchema("product_id", "exactly one of product_id and product_symbol is required");
        }
        ExchangeInstrument instrument = instrument(fields);
        String type = fields.oneOf("order_type", List.of("limit_order", "market_order"));
        boolean isBuy = fields.oneOf("side", List.of("buy", "sell")).equals("buy");
        long contracts = OrderReader.contracts(fields, instrument);
        long limitE8 = type.equals("limit_order") ? OrderReader.requiredPriceE8(fields, "limit_price", instrument) : 0;
        boolean isImmediate =
                fields.oneOf("time_in_force", List.of("gtc", "ioc"), "gtc").equals("ioc");
        boolean isPostOnly = fields.flag("post_only");
        if (isPostOnly && (limitE8 == 0 || isImmediate)) {
            throw Refusal.badSchema("post_only", "Should be a limit order good till cancelled");
        }
        Trigger trigger = OrderReader.trigger(fields, instrument);
        var ticket = new Ticket(
                instrument,
                isBuy,
                limitE8,
                contracts,
                fields.flag("reduce_only"),
                isPostOnly,
                isImmediate,
                OrderReader.clientOrderId(fields),
                trigger,
                OrderReader.bracket(fields, instrument));
        return new Command.Place(account, ticket, fields.flag("cancel_orders_accepted"));
    }

    private Command edit(ExchangeAccount account, Fields fields) {
        ExchangeOrder order = liveOrder(account, fields);
        return new Command.Edit(
                order,
                fields.priceE8("limit_price", order.instrument),
                fields.priceE8("stop_price", order.instrument),
                OrderReader.trailE8(fields, "trail_amount", order.instrument),
                // A leg closes the whole position, whatever size it is given.
                fields.has("size") && !order.isLeg ? OrderReader.contracts(fields, order.instrument) : order.contracts);
    }

    private Command cancelAll(ExchangeAccount account, Fields fields) {
        boolean isForLimits = fields.flag("cancel_limit_orders");
        boolean isForStops = fields.flag("cancel_stop_orders");
        boolean isForReduceOnly = fields.flag("cancel_reduce_only_orders");
        List<ExchangeInstrument> instruments = fields.has("product_id") || fields.has("product_symbol")
                ? List.of(instrument(fields))
                : List.copyOf(exchange.instruments());
        return new Command.CancelAll(account, instruments, isForLimits, isForStops, isForReduceOnly);
    }

    /** What cannot be read is left out like what is refused (section 3.7). */
    private Command batch(ExchangeAccount account, CommandKind kind, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        JsonNode list = fields.body().path("orders");
        if (!list.isArray() || list.isEmpty() || list.size() > BATCH_MAX) {
            throw Refusal.badSchema("orders", "Should be a list of 1 to " + BATCH_MAX + " orders");
        }
        var bodies = new ArrayList<ObjectNode>();
        for (JsonNode element : list) {
            if (!(element instanceof ObjectNode object)) {
                throw Refusal.badSchema("orders", "Should be objects");
            }
            ObjectNode body = object.deepCopy();
            body.remove(List.of("product_symbol"));
            bodies.add(body.put("product_id", instrument.productId()));
        }
        var commands = new ArrayList<Command>();
        for (ObjectNode body : bodies) {
            try {
                var order = new Fields(body);
                commands.add(
                        switch (kind) {
                            case BATCH_PLACE -> placeOfBatch(account, order);
                            case BATCH_EDIT -> edit(account, order);
                            default -> new Command.Cancel(liveOrder(account, order));
                        });
            } catch (Refusal _) {
                // Not in the answer: the caller compares counts.
            }
        }
        return new Command.Batch(commands);
    }

    private Command placeOfBatch(ExchangeAccount account, Fields fields) {
        if (!fields.has("order_type")) {
            fields.body().put("order_type", "limit_order");
        }
        fields.oneOf("order_type", List.of("limit_order"));
        fields.oneOf("time_in_force", List.of("gtc"), "gtc");
        return place(account, fields);
    }

    private Command bracket(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        return new Command.AddBracket(
                account,
                instrument,
                OrderReader.legs(fields, instrument),
                OrderReader.method(fields, "bracket_stop_trigger_method"));
    }

    private Command editBracket(ExchangeAccount account, Fields fields) {
        ExchangeOrder entry = order(account, fields);
        Bracket bracket = OrderReader.bracket(fields, entry.instrument);
        if (bracket.equals(Bracket.NONE)) {
            throw Refusal.badSchema("bracket_stop_loss_price", "a bracket price is required");
        }
        return new Command.EditBracket(entry, bracket);
    }

    private Command leverage(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        long leverageE8 =
                fields.decimalE8("leverage").orElseThrow(() -> Refusal.badSchema("leverage", "leverage is required"));
        if (leverageE8 % ONE_E8 != 0) {
            throw Refusal.badSchema("leverage", "Should be a whole number");
        }
        return new Command.SetLeverage(account, instrument, leverageE8 / ONE_E8);
    }

    private static boolean isShared(Fields fields) {
        return fields.oneOf("margin_mode", List.of("isolated", "portfolio")).equals("portfolio");
    }

    // Money

    /** From the main account or one of its sub-accounts to another; only the main account may. */
    private Command transfer(ExchangeAccount account, Fields fields) {
        List<ExchangeAccount> family = exchange.family(account);
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
        return new Command.Transfer(from, to, amountE8.getAsLong());
    }

    private static ExchangeAccount member(List<ExchangeAccount> family, Fields fields, String name) {
        String id = fields.text(name);
        return family.stream()
                .filter(each -> Integer.toString(each.userId()).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.badSchema(name, "Should be a user whom this one may dispose of"));
    }

    // Heartbeats

    private static Heartbeats.Terms heartbeat(ExchangeAccount account, Fields fields) {
        String id = fields.text("heartbeat_id");
        if (id.isEmpty() || id.length() > HEARTBEAT_ID_CHARS_MAX) {
            throw Refusal.badSchema("heartbeat_id", "Should be 1 to " + HEARTBEAT_ID_CHARS_MAX + " characters");
        }
        boolean isByContracts =
                fields.oneOf("impact", List.of("contracts", "products")).equals("contracts");
        Set<String> types = texts(fields, "contract_types", isByContracts);
        Set<String> symbols = texts(fields, "product_symbols", !isByContracts);
        Set<String> coins = texts(fields, "underlying_assets", false);
        JsonNode config = fields.body().path("config");
        if (!config.isArray() || config.isEmpty()) {
            throw Refusal.badSchema("config", "Should be a list of actions");
        }
        var actions = new ArrayList<Heartbeats.Action>();
        for (JsonNode each : config) {
            if (!(each instanceof ObjectNode object)) {
                throw Refusal.badSchema("config", "Should be a list of actions");
            }
            actions.add(action(new Fields(object)));
        }
        ObjectNode asCreated = Documents.object().put("user_id", Integer.toString(account.userId()));
        asCreated.setAll(fields.body().deepCopy().retain(HEARTBEAT_FIELDS));
        Heartbeats.Impact impact = isByContracts
                ? new Heartbeats.Impact.OfCoins(types.contains("perpetual_futures"), coins)
                : new Heartbeats.Impact.OfProducts(symbols);
        return new Heartbeats.Terms(id, impact, actions, asCreated.toString());
    }

    private static Heartbeats.Action action(Fields fields) {
        boolean isCancel =
                fields.oneOf("action", List.of("cancel_orders", "spreads")).equals("cancel_orders");
        int count = (int) within(fields, "unhealthy_count", 1, 1_000);
        return new Heartbeats.Action(count, isCancel ? 0 : (int) within(fields, "value", 1, SPREAD_BPS_MAX));
    }

    private static long within(Fields fields, String name, long least, long most) {
        long value = fields.integer(name);
        if (value < least || value > most) {
            throw Refusal.badSchema(name, "Should be " + least + " to " + most);
        }
        return value;
    }

    /** Empty if the list is missing. */
    private static Set<String> texts(Fields fields, String name, boolean isRequired) {
        JsonNode list = fields.body().path(name);
        var texts = new TreeSet<String>();
        if (list.isMissingNode() || list.isNull()) {
            if (isRequired) {
                throw Refusal.badSchema(name, name + " is required");
            }
            return texts;
        }
        boolean isGood = list.isArray() && !(isRequired && list.isEmpty());
        for (JsonNode each : list) {
            isGood &= each.isTextual();
            texts.add(each.asText());
        }
        if (!isGood) {
            throw Refusal.badSchema(name, "Should be a list of strings");
        }
        return texts;
    }

    // Rules

    /** A rule that the body does not name does not hold. */
    private static ExchangeRules rules(Fields body) {
        return new ExchangeRules(body.flag("fills_on_tick"), body.flag("crossing_cancelled"));
    }

    /** As {@link CommandKind#RULES} has them. */
    public static ObjectNode rules(ExchangeRules rules) {
        return Documents.object()
                .put("fills_on_tick", rules.fillsOnTick())
                .put("crossing_cancelled", rules.isCrossingCancelled());
    }

    // What is named

    /** @throws Refusal if there is none */
    public ExchangeInstrument instrument(Fields fields) {
        if (fields.has("product_symbol")) {
            return exchange.instrument(fields.text("product_symbol"));
        }
        long id = fields.integer("product_id");
        ExchangeInstrument instrument = id == (int) id ? exchange.instrument((int) id) : null;
        if (instrument == null) {
            throw Refusal.refused("invalid_contract");
        }
        return instrument;
    }

    /** @throws Refusal if the account has no such order */
    public ExchangeOrder order(ExchangeAccount account, Fields fields) {
        ExchangeOrder order = fields.has("id")
                ? exchange.orders().get(fields.integer("id"))
                : exchange.orderByClientId(account, fields.text("client_order_id"));
        if (order == null || !order.account.equals(account)) {
            throw Refusal.of(404, "open_order_not_found");
        }
        if ((fields.has("product_id") || fields.has("product_symbol"))
                && !instrument(fields).equals(order.instrument)) {
            throw Refusal.of(404, "open_order_not_found");
        }
        return order;
    }

    private ExchangeOrder liveOrder(ExchangeAccount account, Fields fields) {
        if (!fields.has("id") && !fields.has("client_order_id")) {
            throw Refusal.badSchema("", "id is required");
        }
        ExchangeOrder order = order(account, fields);
        if (!order.isLive()) {
            throw Refusal.of(404, "open_order_not_found");
        }
        return order;
    }
}
