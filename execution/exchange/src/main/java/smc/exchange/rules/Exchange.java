package smc.exchange.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;
import smc.exchange.json.OrderReader;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueListener;
import smc.exchange.matching.VenueSettings;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.State;
import smc.exchange.rules.ExchangeOrder.Stop;
import smc.exchange.rules.ExchangeOrder.Ticket;
import smc.exchange.rules.ExchangeOrder.Trigger;

/**
 * The exchange without its server: Delta's orders, stops, brackets, fills and wallets around the simulated venue. A function of the trades
 * and commands it is given, so that the same ones after a restart give the same state.
 *
 * <p>What Delta has and the venue has not is done here. An order that can trade at once is matched at the last price before it is answered
 * (section 7, rule 4). Stops and bracket legs wait here, where they block no margin, and go to the venue as market or limit orders at their
 * trigger; the mark is the last trade. Here is the life of an order; {@link BracketLegs} has the legs, {@link Books} what accounts see.
 *
 * <p>One thread. A command that throws {@link Refusal} has changed nothing.
 */
public final class Exchange {
    private static final int BATCH_MAX = 50;
    private static final int LIVE_ORDERS_MAX = 1_000;
    private static final int ONE_BPS = 10_000;

    /** A trade as large as any order, so that each limit it reaches fills whole. */
    private static final long ENOUGH_CONTRACTS = Long.MAX_VALUE / 4;

    private final Map<Integer, ExchangeInstrument> instruments = new LinkedHashMap<>();
    private final Map<Integer, ExchangeAccount> accounts = new LinkedHashMap<>();
    private final VenueSettings settings;
    private final SimulatedVenue venue;
    private final ExchangeListener listener;

    private final Orders orders = new Orders();
    private final BracketLegs legs;
    private final TrailingStops trailingStops;
    private final Books books = new Books();
    private final Wallets wallets;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Map<Integer, Long> lastPricesE8 = new HashMap<>();

    private final Queue<Runnable> reports = new ArrayDeque<>();
    private RejectReason refusal;
    private ExchangeRules rules = ExchangeRules.FIRST;
    private long nowNanos;
    private boolean isPartialFills;

    /** @param startNanos market time at which it begins, and its accounts are given their deposits */
    public Exchange(
            List<ExchangeInstrument> instruments,
            List<ExchangeAccount> accounts,
            VenueSettings settings,
            long startNanos,
            ExchangeListener listener) {
        nowNanos = startNanos;
        this.settings = settings;
        this.listener = listener;
        legs = new BracketLegs(orders, listener);
        trailingStops = new TrailingStops(orders, listener);
        var terms = new ArrayList<InstrumentTerms>();
        for (ExchangeInstrument instrument : instruments) {
            this.instruments.put(instrument.productId(), instrument);
            terms.add(instrument.terms());
        }
        // Latency is the server's, so that a command is logged when it takes effect; how large a trade is, is decided
        // trade by trade.
        venue = SimulatedVenue.overTrades(treatment(), terms, new Reports());
        wallets = new Wallets(this, venue, books, listener);
        isPartialFills = settings.partialFills();
        for (ExchangeAccount account : accounts) {
            if (this.accounts.put(account.userId(), account) != null) {
                throw new IllegalArgumentException("expected each userId once, was twice: " + account.userId());
            }
            venue.addAccount(account.userId(), account.depositE8());
            books.open(account, nowNanos);
        }
    }

    private VenueSettings treatment() {
        return new VenueSettings(settings.slippageBps(), settings.limitThroughTicks(), 0, true, rules.fillsOnTick());
    }

    public ExchangeRules rules() {
        return rules;
    }

    // ListedMarket

    /** Lets time pass; funding that comes due is charged. Time never runs backwards. */
    public void onTime(long timeNanos) {
        nowNanos = timeNanos;
        venue.onTime(timeNanos, this::drain);
        drain();
    }

    /** A trade: stops first, then what rests. */
    public void onTrade(ExchangeInstrument instrument, long timeNanos, long priceE8, long contracts) {
        onTime(timeNanos);
        for (ExchangeOrder order : orders.copyOfLive()) {
            if (order.isPending() && order.instrument.equals(instrument) && order.isTriggeredBy(priceE8)) {
                trigger(order, priceE8);
            }
        }
        lastPricesE8.put(instrument.productId(), priceE8);
        trailingStops.onTrade(instrument, timeNanos, priceE8);
        venue.onTrade(
                instrument.productId(), timeNanos, priceE8, isPartialFills ? contracts : ENOUGH_CONTRACTS, this::drain);
        drain();
    }

    private void trigger(ExchangeOrder order, long priceE8) {
        // An order triggered before it by the same trade may have ended it.
        if (!order.isPending()) {
            return;
        }
        order.state = State.OPEN;
        order.updatedNanos = nowNanos;
        RejectReason reason = submit(order, priceE8);
        if (reason == null) {
            listener.orderChanged(order, "update", "stop_trigger");
        } else {
            end(order, code(reason), "stop_trigger");
        }
    }

    // Commands

    /**
     * Carries out a command of an account.
     *
     * @return what Delta's answer has as {@code result}
     * @throws Refusal if it is refused; then nothing has changed
     */
    public JsonNode execute(int userId, CommandKind command, ObjectNode body) {
        if (command == CommandKind.PARTIAL_FILLS) {
            isPartialFills = new Fields(body).flag("on");
            return JsonNodeFactory.instance.objectNode();
        }
        if (command == CommandKind.RULES) {
            rules = ExchangeRules.read(new Fields(body));
            venue.treat(treatment());
            return JsonNodeFactory.instance.objectNode();
        }
        ExchangeAccount account = accounts.get(userId);
        var fields = new Fields(body);
        return switch (command) {
            case PLACE -> Documents.order(place(account, fields));
            case EDIT -> Documents.order(edit(account, fields));
            case CANCEL -> Documents.order(cancel(account, fields));
            case CANCEL_ALL -> cancelAll(account, fields);
            case BATCH_PLACE, BATCH_EDIT, BATCH_CANCEL -> batch(account, command, fields);
            case BRACKET -> bracket(account, fields);
            case EDIT_BRACKET -> Documents.order(editBracket(account, fields));
            case LEVERAGE -> setLeverage(account, fields);
            case CLOSE_ALL -> closeAll(account);
            case CHANGE_MARGIN -> wallets.changeMargin(account, fields);
            case TRANSFER -> wallets.transfer(account, fields);
            case HEARTBEAT_CREATE -> heartbeats.create(account, fields);
            case HEARTBEAT -> heartbeats.beat(account, fields);
            case HEARTBEAT_EXPIRED -> expire(account, fields);
            case PARTIAL_FILLS, RULES -> throw new IllegalStateException("expected it above");
        };
    }

    private ExchangeOrder place(ExchangeAccount account, Fields fields) {
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
        if (trigger.trailE8() != 0) {
            long stopE8 = TrailingStops.triggerE8(instrument, isBuy, trigger.trailE8(), lastPriceE8(instrument));
            trigger = new Trigger(trigger.stop(), stopE8, trigger.trailE8(), trigger.method());
        }
        var ticket = new Ticket(
                instrument,
                isBuy,
                limitE8,
                contracts,
                fields.flag("reduce_only"),
                isPostOnly,
                isImmediate,
                clientOrderId(account, fields),
                trigger,
                OrderReader.bracket(fields, instrument));
        OrderReader.requireNotional(instrument, contracts, limitE8 == 0 ? lastPriceE8(instrument) : limitE8);
        if (orders.live().size() >= LIVE_ORDERS_MAX) {
            throw Refusal.refused("max_orders_count_exceeded");
        }
        boolean isReplacing = fields.flag("cancel_orders_accepted");

        var order = new ExchangeOrder(orders.nextId(), account, ticket, false, nowNanos);
        if (order.isPending()) {
            requirePositionToReduce(order);
            orders.takeId();
        } else {
            orders.takeId();
            if (isImmediate && limitE8 != 0 && !isMarketable(order, lastPriceE8(instrument))) {
                order.state = State.CANCELLED;
                order.cancellationReason = "order_size_not_available_in_orderbook";
            } else {
                RejectReason reason = submit(order, lastPriceE8(instrument));
                if (reason == RejectReason.POST_ONLY_WOULD_CROSS && rules.isCrossingCancelled()) {
                    order.state = State.CANCELLED;
                    order.cancellationReason = code(reason);
                } else {
                    requireTaken(reason, order);
                }
            }
        }
        orders.add(order);
        if (isReplacing) {
            cancelLive(account, instrument, true, true, true);
        }
        if (order.isLive()) {
            orders.addLive(order);
            listener.orderChanged(order, "create", null);
            if (!order.isPending() && isMarketable(order, lastPriceE8(instrument))) {
                match(instrument);
            }
            listener.walletChanged(account);
        }
        return order;
    }

    private ExchangeOrder edit(ExchangeAccount account, Fields fields) {
        ExchangeOrder order = liveOrder(account, fields);
        long limitE8 = fields.priceE8("limit_price", order.instrument);
        long stopE8 = fields.priceE8("stop_price", order.instrument);
        long trailE8 = OrderReader.trailE8(fields, "trail_amount", order.instrument);
        // A leg closes the whole position, whatever size it is given.
        long contracts =
                fields.has("size") && !order.isLeg ? OrderReader.contracts(fields, order.instrument) : order.contracts;
        if (limitE8 != 0 && order.isMarket) {
            throw Refusal.badSchema("limit_price", "Should be absent for a market order");
        }
        if ((stopE8 != 0 || trailE8 != 0) && !order.isPending()) {
            throw Refusal.badSchema(
                    stopE8 != 0 ? "stop_price" : "trail_amount", "Should be absent unless the order is pending");
        }
        if (trailE8 != 0 && (stopE8 != 0 || order.stop != Stop.LOSS)) {
            throw Refusal.badSchema("trail_amount", "Should stand alone, with a stop_loss_order");
        }
        long newLimitE8 = limitE8 == 0 ? order.limitE8 : limitE8;
        OrderReader.requireNotional(order.instrument, contracts, newLimitE8);
        if (!order.isPending()) {
            refusal = null;
            long reservedE8 = neededE8(order);
            venue.edit(order.id, newLimitE8, contracts);
            if (refusal == RejectReason.INSUFFICIENT_MARGIN) { // it has its own reserved already
                long contractsLeft = contracts - order.filledContracts;
                throw MarginNeed.missing(state(account), neededE8(order, contractsLeft, newLimitE8) - reservedE8);
            }
            requireTaken(refusal, order);
        }
        order.limitE8 = newLimitE8;
        order.contracts = contracts;
        if (stopE8 != 0) {
            order.stopE8 = stopE8;
            order.trailE8 = 0;
        }
        if (trailE8 != 0) {
            order.trailE8 = trailE8;
            order.stopE8 =
                    TrailingStops.triggerE8(order.instrument, order.isBuy, trailE8, lastPriceE8(order.instrument));
        }
        order.updatedNanos = nowNanos;
        listener.orderChanged(order, "update", order.isPending() ? "stop_update" : null);
        listener.walletChanged(account);
        return order;
    }

    /** What follows a heartbeat that did not come. */
    private JsonNode expire(ExchangeAccount account, Fields fields) {
        String heartbeatId = fields.text("heartbeat_id");
        for (Heartbeats.Action action : heartbeats.expire(account, fields)) {
            for (ExchangeOrder order : orders.copyOfLive()) {
                boolean isImpacted = order.isLive()
                        && order.account.equals(account)
                        && heartbeats.isImpacted(account, heartbeatId, order.instrument);
                if (isImpacted && action.spreadBps() == 0) {
                    cancelLive(order);
                } else if (isImpacted) {
                    spread(order, action.spreadBps());
                }
            }
        }
        listener.walletChanged(account);
        return JsonNodeFactory.instance.objectNode();
    }

    /** Moves a limit that rests away from the market, by basis points of its price, to the tick. */
    private void spread(ExchangeOrder order, int bps) {
        if (order.isPending() || order.isMarket || order.isReduceOnly) {
            return;
        }
        long tickE8 = order.instrument.terms().tickE8();
        long distanceE8 = Math.ceilDiv(Math.multiplyExact(order.limitE8, bps), ONE_BPS);
        long ticks = Math.ceilDiv(distanceE8, tickE8);
        long limitE8 = Math.max(tickE8, order.isBuy ? order.limitE8 - ticks * tickE8 : order.limitE8 + ticks * tickE8);
        refusal = null;
        venue.edit(order.id, limitE8, order.contracts);
        if (refusal == null) { // a dearer sell may lack margin: it stays where it is
            order.limitE8 = limitE8;
            order.updatedNanos = nowNanos;
            listener.orderChanged(order, "update", null);
        }
    }

    private ExchangeOrder cancel(ExchangeAccount account, Fields fields) {
        ExchangeOrder order = liveOrder(account, fields);
        cancelLive(order);
        listener.walletChanged(account);
        return order;
    }

    private JsonNode cancelAll(ExchangeAccount account, Fields fields) {
        boolean isForLimits = fields.flag("cancel_limit_orders");
        boolean isForStops = fields.flag("cancel_stop_orders");
        boolean isForReduceOnly = fields.flag("cancel_reduce_only_orders");
        if (fields.has("product_id") || fields.has("product_symbol")) {
            cancelLive(account, instrument(fields), isForLimits, isForStops, isForReduceOnly);
        } else {
            instruments
                    .values()
                    .forEach(instrument -> cancelLive(account, instrument, isForLimits, isForStops, isForReduceOnly));
        }
        listener.walletChanged(account);
        return JsonNodeFactory.instance.objectNode();
    }

    /** What is refused is left out of the answer, as Delta does (section 3.7). */
    private JsonNode batch(ExchangeAccount account, CommandKind command, Fields fields) {
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
        ArrayNode done = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode body : bodies) {
            try {
                var order = new Fields(body);
                done.add(Documents.order(
                        switch (command) {
                            case BATCH_PLACE -> placeOfBatch(account, order);
                            case BATCH_EDIT -> edit(account, order);
                            default -> cancel(account, order);
                        }));
            } catch (Refusal _) {
                // Not in the answer: the caller compares counts.
            }
        }
        return done;
    }

    private ExchangeOrder placeOfBatch(ExchangeAccount account, Fields fields) {
        if (!fields.has("order_type")) {
            fields.body().put("order_type", "limit_order");
        }
        fields.oneOf("order_type", List.of("limit_order"));
        fields.oneOf("time_in_force", List.of("gtc"), "gtc");
        return place(account, fields);
    }

    private JsonNode bracket(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        AccountState.Holding holding = holding(account, instrument);
        if (holding.contracts() == 0) {
            throw Refusal.refused("no_open_position");
        }
        if (legs.exist(account, instrument)) {
            throw Refusal.refused("bracket_order_exists");
        }
        Bracket bracket = OrderReader.legs(fields, instrument);
        String method = OrderReader.method(fields, "bracket_stop_trigger_method");
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (ExchangeOrder order : legs.add(
                account, instrument, nowNanos, holding.contracts(), lastPriceE8(instrument), bracket, method)) {
            result.set(order.stop == Stop.LOSS ? "stop_loss_order" : "take_profit_order", Documents.order(order));
        }
        return result;
    }

    private ExchangeOrder editBracket(ExchangeAccount account, Fields fields) {
        ExchangeOrder entry = order(account, fields);
        Bracket bracket = OrderReader.bracket(fields, entry.instrument);
        if (bracket.equals(Bracket.NONE)) {
            throw Refusal.badSchema("bracket_stop_loss_price", "a bracket price is required");
        }
        if (!entry.isLive() && !legs.exist(account, entry.instrument)) {
            throw Refusal.refused("position_bracket_exist_or_invalid_data");
        }
        Bracket old = entry.bracket;
        boolean isLossNamed = bracket.lossE8() != 0 || bracket.trailE8() != 0;
        entry.bracket = new Bracket(
                isLossNamed ? bracket.lossE8() : old.lossE8(),
                isLossNamed ? bracket.lossLimitE8() : old.lossLimitE8(),
                bracket.profitE8() == 0 ? old.profitE8() : bracket.profitE8(),
                bracket.profitE8() == 0 ? old.profitLimitE8() : bracket.profitLimitE8(),
                isLossNamed ? bracket.trailE8() : old.trailE8());
        legs.move(account, entry.instrument, nowNanos, lastPriceE8(entry.instrument), entry.bracket);
        return entry;
    }

    private JsonNode setLeverage(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        long leverageE8 =
                fields.decimalE8("leverage").orElseThrow(() -> Refusal.badSchema("leverage", "leverage is required"));
        if (leverageE8 % 100_000_000 != 0) {
            throw Refusal.badSchema("leverage", "Should be a whole number");
        }
        if (leverageE8 < 100_000_000) {
            throw Refusal.refused("min_leverage_exceeded");
        }
        if (leverageE8 / 100_000_000 > instrument.leverageMax()) {
            throw Refusal.refused("max_leverage_exceeded");
        }
        books.setLeverage(account, instrument, (int) (leverageE8 / 100_000_000));
        return Documents.leverage(this, account, instrument);
    }

    private JsonNode closeAll(ExchangeAccount account) {
        for (ExchangeInstrument instrument : instruments.values()) {
            long contracts = holding(account, instrument).contracts();
            if (contracts != 0) {
                var ticket = new Ticket(
                        instrument,
                        contracts < 0,
                        0,
                        Math.absExact(contracts),
                        true,
                        false,
                        false,
                        null,
                        Trigger.NONE,
                        Bracket.NONE);
                var order = new ExchangeOrder(orders.takeId(), account, ticket, false, nowNanos);
                if (submit(order, lastPriceE8(instrument)) == null) {
                    orders.add(order);
                    orders.addLive(order);
                    listener.orderChanged(order, "create", null);
                    match(instrument);
                }
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    // The venue

    /** Gives the order to the venue: as a market order if it can trade at the price. */
    private RejectReason submit(ExchangeOrder order, long priceE8) {
        refusal = null;
        int leverage = leverage(order.account, order.instrument);
        int productId = order.instrument.productId();
        long contracts = order.contracts - order.filledContracts;
        if (isMarketable(order, priceE8)) {
            venue.submitMarket(
                    order.account.userId(),
                    order.id,
                    productId,
                    order.isBuy,
                    contracts,
                    order.isReduceOnly,
                    leverage,
                    0,
                    0);
        } else {
            venue.submitLimit(
                    order.account.userId(),
                    order.id,
                    productId,
                    order.isBuy,
                    order.limitE8,
                    contracts,
                    order.isPostOnly,
                    order.isReduceOnly,
                    leverage,
                    0,
                    0);
        }
        return refusal;
    }

    /** Whether it trades at once: a market order, or a limit that allows the slipped price. */
    private boolean isMarketable(ExchangeOrder order, long priceE8) {
        if (order.isMarket) {
            return true;
        }
        if (order.isPostOnly || priceE8 == 0) {
            return false;
        }
        long takenE8 = order.isBuy
                ? Math.ceilDiv(Math.multiplyExact(priceE8, ONE_BPS + settings.slippageBps()), ONE_BPS)
                : Math.floorDiv(Math.multiplyExact(priceE8, ONE_BPS - settings.slippageBps()), ONE_BPS);
        return order.isBuy ? order.limitE8 >= takenE8 : order.limitE8 <= takenE8;
    }

    /** The last price once more, without a contract: fills the market orders that wait for a trade, and nothing else. */
    private void match(ExchangeInstrument instrument) {
        venue.onTrade(instrument.productId(), nowNanos, lastPriceE8(instrument), 0, this::drain);
        drain();
    }

    /** Notes what the venue says; worked off between its steps, where commands are allowed. */
    private final class Reports implements VenueListener {
        @Override
        public void accepted(long timeNanos, long orderId) {
            // The command's caller knows.
        }

        @Override
        public void rejected(long timeNanos, long orderId, RejectReason reason) {
            refusal = reason;
        }

        @Override
        public void filled(
                long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
            reports.add(() -> onFilled(timeNanos, orders.all().get(orderId), filledContracts, priceE8, feeE8, isMaker));
        }

        @Override
        public void cancelled(long timeNanos, long orderId, long filledContracts) {
            reports.add(() -> {
                ExchangeOrder order = orders.all().get(orderId);
                if (order.isLive()) {
                    end(order, "offset_by_reduce_only", null);
                }
            });
        }

        @Override
        public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
            // The command's caller knows.
        }

        @Override
        public void editRejected(long timeNanos, long orderId, RejectReason reason) {
            refusal = reason;
        }

        @Override
        public void cancelRejected(long timeNanos, long orderId) {
            throw new IllegalStateException("expected an open order of the venue, was " + orderId);
        }

        @Override
        public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
            reports.add(() -> onFunding(timeNanos, accounts.get(accountId), instruments.get(instrumentId), amountE8));
        }

        @Override
        public void liquidated(
                long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            reports.add(() -> onLiquidated(
                    timeNanos, accounts.get(accountId), instruments.get(instrumentId), contracts, priceE8, feeE8));
        }
    }

    private void drain() {
        Runnable report;
        while ((report = reports.poll()) != null) {
            report.run();
        }
    }

    private void onFilled(
            long timeNanos, ExchangeOrder order, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        long contracts = filledContracts - order.filledContracts;
        order.addFill(contracts, priceE8, feeE8);
        order.updatedNanos = timeNanos;
        if (!order.isLive()) {
            orders.removeLive(order);
        }
        listener.orderChanged(order, order.isLive() ? "update" : "delete", "fill");
        book(timeNanos, order.account, order.instrument, order, order.isBuy, priceE8, contracts, feeE8, isMaker);
    }

    private void onLiquidated(
            long timeNanos,
            ExchangeAccount account,
            ExchangeInstrument instrument,
            long contracts,
            long priceE8,
            long feeE8) {
        boolean wasLong = position(account, instrument).contracts > 0;
        book(timeNanos, account, instrument, null, !wasLong, priceE8, contracts, feeE8, false);
    }

    private void book(
            long timeNanos,
            ExchangeAccount account,
            ExchangeInstrument instrument,
            ExchangeOrder order,
            boolean isBuy,
            long priceE8,
            long contracts,
            long feeE8,
            boolean isMaker) {
        AccountState.Holding after = holding(account, instrument);
        var fill = new Fill(
                books.nextFillNumber(),
                account,
                instrument,
                order,
                timeNanos,
                isBuy,
                priceE8,
                contracts,
                feeE8,
                isMaker,
                after.contracts(),
                after.averageEntryE8(),
                lastPriceE8(instrument));
        books.book(fill, nowNanos, state(account).walletE8());
        listener.filled(fill);
        settle(fill);
        listener.walletChanged(account);
    }

    /** What follows from a new position: legs and other reduce-only stops end with it, grow with it, or come with it. */
    private void settle(Fill fill) {
        ExchangeAccount account = fill.account();
        ExchangeInstrument instrument = fill.instrument();
        ExchangeOrder order = fill.order();
        long contracts = fill.positionContracts();
        boolean isOther = books.move(fill);
        listener.positionChanged(account, instrument, contracts == 0 ? "delete" : isOther ? "create" : "update");
        for (ExchangeOrder live : orders.copyOfLive()) {
            if (live.isOf(account, instrument) && live.isPending() && live.isReduceOnly) {
                if (isOther) {
                    end(live, "offset_by_reduce_only", "stop_cancel");
                } else if (live.isLeg) {
                    legs.resize(live, fill.timeNanos(), Math.absExact(contracts));
                }
            }
        }
        boolean isEntry = order != null && contracts != 0 && (contracts > 0) == order.isBuy;
        if (isEntry && !order.bracket.equals(Bracket.NONE) && !legs.exist(account, instrument)) {
            long lastE8 = lastPriceE8(instrument);
            legs.add(account, instrument, nowNanos, contracts, lastE8, order.bracket, order.triggerMethod);
        }
    }

    /** At the instant it came due, which a market that stood still has left behind. */
    private void onFunding(long timeNanos, ExchangeAccount account, ExchangeInstrument instrument, long amountE8) {
        books.fund(account, instrument, timeNanos, amountE8);
        listener.walletChanged(account);
    }

    private void cancelLive(
            ExchangeAccount account,
            ExchangeInstrument instrument,
            boolean isForLimits,
            boolean isForStops,
            boolean isForReduceOnly) {
        for (ExchangeOrder order : orders.copyOfLive()) {
            boolean isStop = order.stop != Stop.NONE;
            boolean isMeant = isStop ? isForStops : order.isReduceOnly ? isForReduceOnly : isForLimits;
            if (isMeant && order.isOf(account, instrument)) {
                cancelLive(order);
            }
        }
    }

    private void cancelLive(ExchangeOrder order) {
        boolean wasPending = order.isPending();
        // First, so that the venue's own report of it finds it ended.
        end(order, "cancelled_by_user", wasPending ? "stop_cancel" : null);
        if (!wasPending) {
            venue.cancel(order.id);
            drain();
        }
    }

    private void end(ExchangeOrder order, String cancellationReason, String eventReason) {
        order.state = State.CANCELLED;
        order.cancellationReason = cancellationReason;
        order.updatedNanos = nowNanos;
        orders.removeLive(order);
        listener.orderChanged(order, "delete", eventReason);
    }

    // Reading requests

    /** @throws Refusal if there is none */
    public ExchangeInstrument instrument(Fields fields) {
        if (fields.has("product_symbol")) {
            return instrument(fields.text("product_symbol"));
        }
        ExchangeInstrument instrument = null;
        long id = fields.integer("product_id");
        if (id == (int) id) {
            instrument = instruments.get((int) id);
        }
        if (instrument == null) {
            throw Refusal.refused("invalid_contract");
        }
        return instrument;
    }

    /** @throws Refusal if there is none */
    public ExchangeInstrument instrument(String symbol) {
        return instruments.values().stream()
                .filter(instrument -> instrument.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> Refusal.refused("invalid_contract"));
    }

    /** @throws Refusal if there is none */
    public ExchangeInstrument byIdOrSymbol(String text) {
        return instruments.values().stream()
                .filter(instrument -> Integer.toString(instrument.productId()).equals(text)
                        || instrument.symbol().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.refused("invalid_contract"));
    }

    private String clientOrderId(ExchangeAccount account, Fields fields) {
        String id = OrderReader.clientOrderId(fields);
        if (id == null) {
            return null;
        }
        // Among those that work: the id of an order that has ended is taken again, and nothing guards against a double
        // order there.
        ExchangeOrder same = orderByClientId(account, id);
        if (same != null && same.isLive()) {
            throw Refusal.badSchema("client_order_id", "Should be unique");
        }
        return id;
    }

    /** @throws Refusal if the account has no such order */
    public ExchangeOrder order(ExchangeAccount account, Fields fields) {
        ExchangeOrder order = fields.has("id")
                ? orders.all().get(fields.integer("id"))
                : orderByClientId(account, fields.text("client_order_id"));
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

    private void requirePositionToReduce(ExchangeOrder order) {
        long contracts = holding(order.account, order.instrument).contracts();
        if (order.isReduceOnly && (contracts == 0 || (contracts > 0) == order.isBuy)) {
            throw Refusal.refused(code(RejectReason.NO_POSITION_TO_REDUCE));
        }
    }

    private void requireTaken(RejectReason reason, ExchangeOrder order) {
        if (reason == RejectReason.INSUFFICIENT_MARGIN) {
            throw MarginNeed.missing(state(order.account), neededE8(order));
        }
        if (reason != null) {
            throw Refusal.refused(code(reason));
        }
    }

    private long neededE8(ExchangeOrder order) {
        return neededE8(order, order.contracts - order.filledContracts, order.limitE8);
    }

    /** Margin of so many contracts of the order at a limit; at the last price if it would trade at once. */
    private long neededE8(ExchangeOrder order, long contracts, long limitE8) {
        if (order.isReduceOnly) {
            return 0;
        }
        long lastE8 = lastPriceE8(order.instrument);
        return MarginNeed.ofE8(
                order.instrument,
                holding(order.account, order.instrument).contracts(),
                order.isBuy,
                contracts,
                isMarketable(order, lastE8) ? lastE8 : limitE8,
                leverage(order.account, order.instrument));
    }

    private static String code(RejectReason reason) {
        return switch (reason) {
            case DUPLICATE_ORDER_ID, PRICE_OFF_TICK, NOT_EDITABLE -> "bad_schema";
            case SIZE_TOO_SMALL -> "order_already_filled";
            case LEVERAGE_OUT_OF_RANGE -> "max_leverage_exceeded";
            case NO_POSITION_TO_REDUCE -> "no_position_for_reduce_only";
            case POST_ONLY_WOULD_CROSS -> "immediate_execution_post_only";
            case INSUFFICIENT_MARGIN -> "insufficient_margin";
            case NO_MARKET_PRICE -> "no_liquidity_for_market_order";
            case ORDER_NOT_OPEN -> "open_order_not_found";
        };
    }

    // State, for reading

    public Collection<ExchangeInstrument> instruments() {
        return instruments.values();
    }

    public Collection<ExchangeAccount> accounts() {
        return accounts.values();
    }

    /** Null if there is none. */
    public ExchangeAccount account(int userId) {
        return accounts.get(userId);
    }

    /** By id: what works, and of each account the newest {@value NewestRows#ROWS_MAX}. */
    public NavigableMap<Long, ExchangeOrder> orders() {
        return orders.all();
    }

    public Collection<ExchangeOrder> liveOrders() {
        return orders.live();
    }

    /** Null if there is none. */
    public ExchangeOrder orderByClientId(ExchangeAccount account, String clientOrderId) {
        return orders.byClientId(account, clientOrderId);
    }

    public NavigableMap<Long, Fill> fills() {
        return books.fills();
    }

    public NavigableMap<Long, Transaction> transactions() {
        return books.transactions();
    }

    public NavigableMap<Long, Transfer> transfers() {
        return wallets.transfers();
    }

    public Heartbeats heartbeats() {
        return heartbeats;
    }

    public AccountState state(ExchangeAccount account) {
        return venue.account(account.userId());
    }

    public AccountState.Holding holding(ExchangeAccount account, ExchangeInstrument instrument) {
        return state(account).holding(instrument.productId());
    }

    public Books.PositionRecord position(ExchangeAccount account, ExchangeInstrument instrument) {
        return books.position(account, instrument);
    }

    public int leverage(ExchangeAccount account, ExchangeInstrument instrument) {
        return books.leverage(account, instrument);
    }

    /** Last trade, which is the mark too; 0 before the first. */
    public long lastPriceE8(ExchangeInstrument instrument) {
        return lastPricesE8.getOrDefault(instrument.productId(), 0L);
    }

    public long nowNanos() {
        return nowNanos;
    }

    /** See {@link Orders#nextId}. */
    public long nextOrderId() {
        return orders.nextId();
    }

    public void nextOrderId(long id) {
        orders.nextId(id);
    }
}
