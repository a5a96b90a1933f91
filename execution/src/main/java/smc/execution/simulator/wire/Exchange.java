package smc.execution.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import smc.execution.simulator.AccountState;
import smc.execution.simulator.InstrumentTerms;
import smc.execution.simulator.RejectReason;
import smc.execution.simulator.SimulatedVenue;
import smc.execution.simulator.VenueListener;
import smc.execution.simulator.VenueSettings;
import smc.execution.simulator.wire.OrderRecord.Bracket;
import smc.execution.simulator.wire.OrderRecord.State;
import smc.execution.simulator.wire.OrderRecord.Stop;
import smc.execution.simulator.wire.OrderRecord.Ticket;

/**
 * The exchange without its server: Delta's orders, stops, brackets, fills and wallets around the simulated venue. A function of the trades
 * and commands it is given, so that the same ones after a restart give the same state.
 *
 * <p>What Delta has and the venue has not is done here. An order that can trade at once is matched at the last price before it is answered
 * (section 7, rule 4). Stops and bracket legs wait here, where they block no margin, and go to the venue as market or limit orders at their
 * trigger; the mark is the last trade. Here is the life of an order; {@link BracketLegs} has the legs, {@link Books} what accounts see.
 *
 * <p>One thread. A command that throws {@link ApiError} has changed nothing.
 */
final class Exchange {
    private static final int BATCH_MAX = 50;
    private static final int CLIENT_ID_CHARS_MAX = 32;
    private static final int LIVE_ORDERS_MAX = 1_000;
    private static final int ONE_BPS = 10_000;

    /** In USD; far below what the venue's arithmetic can hold. */
    private static final long NOTIONAL_MAX = 1_000_000_000;

    /** A trade as large as any order, so that each limit it reaches fills whole. */
    private static final long ENOUGH_CONTRACTS = Long.MAX_VALUE / 4;

    private static final List<String> TRIGGER_METHODS = List.of("mark_price", "last_traded_price", "spot_price");

    private final Map<Integer, ExchangeInstrument> instruments = new LinkedHashMap<>();
    private final Map<Integer, ExchangeAccount> accounts = new LinkedHashMap<>();
    private final VenueSettings settings;
    private final SimulatedVenue venue;
    private final ExchangeListener listener;

    private final Orders orders = new Orders();
    private final BracketLegs legs;
    private final Books books = new Books();
    private final Map<Integer, Long> lastPricesE8 = new HashMap<>();

    private final Queue<Runnable> reports = new ArrayDeque<>();
    private RejectReason refusal;
    private ExchangeRules rules = ExchangeRules.FIRST;
    private long nowNanos;
    private boolean isPartialFills;

    /** @param startNanos market time at which it begins, and its accounts are given their deposits */
    Exchange(
            List<ExchangeInstrument> instruments,
            List<ExchangeAccount> accounts,
            VenueSettings settings,
            long startNanos,
            ExchangeListener listener) {
        nowNanos = startNanos;
        this.settings = settings;
        this.listener = listener;
        legs = new BracketLegs(orders, listener);
        var terms = new ArrayList<InstrumentTerms>();
        for (ExchangeInstrument instrument : instruments) {
            this.instruments.put(instrument.productId(), instrument);
            terms.add(instrument.terms());
        }
        // Latency is the server's, so that a command is logged when it takes effect; how large a trade is, is decided
        // trade by trade.
        venue = SimulatedVenue.overTrades(treatment(), terms, new Reports());
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

    ExchangeRules rules() {
        return rules;
    }

    // Market

    /** Lets time pass; funding that comes due is charged. Time never runs backwards. */
    void onTime(long timeNanos) {
        nowNanos = timeNanos;
        venue.onTime(timeNanos, this::drain);
        drain();
    }

    /** A trade: stops first, then what rests. */
    void onTrade(ExchangeInstrument instrument, long timeNanos, long priceE8, long contracts) {
        onTime(timeNanos);
        for (OrderRecord order : orders.copyOfLive()) {
            if (order.isPending() && order.instrument.equals(instrument) && order.isTriggeredBy(priceE8)) {
                trigger(order, priceE8);
            }
        }
        lastPricesE8.put(instrument.productId(), priceE8);
        venue.onTrade(
                instrument.productId(), timeNanos, priceE8, isPartialFills ? contracts : ENOUGH_CONTRACTS, this::drain);
        drain();
    }

    private void trigger(OrderRecord order, long priceE8) {
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
     * @throws ApiError if it is refused; then nothing has changed
     */
    JsonNode execute(int userId, Command command, ObjectNode body) {
        if (command == Command.PARTIAL_FILLS) {
            isPartialFills = new Fields(body).flag("on");
            return JsonNodeFactory.instance.objectNode();
        }
        if (command == Command.RULES) {
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
            case PARTIAL_FILLS, RULES -> throw new IllegalStateException("expected it above");
        };
    }

    private OrderRecord place(ExchangeAccount account, Fields fields) {
        if (fields.has("product_id") == fields.has("product_symbol")) {
            throw ApiError.badSchema("product_id", "exactly one of product_id and product_symbol is required");
        }
        ExchangeInstrument instrument = instrument(fields);
        String type = fields.oneOf("order_type", List.of("limit_order", "market_order"));
        boolean isBuy = fields.oneOf("side", List.of("buy", "sell")).equals("buy");
        long contracts = contracts(fields, instrument);
        long limitE8 = type.equals("limit_order") ? requiredPriceE8(fields, "limit_price", instrument) : 0;
        boolean isImmediate =
                fields.oneOf("time_in_force", List.of("gtc", "ioc"), "gtc").equals("ioc");
        boolean isPostOnly = fields.flag("post_only");
        if (isPostOnly && (limitE8 == 0 || isImmediate)) {
            throw ApiError.badSchema("post_only", "Should be a limit order good till cancelled");
        }
        Stop stop = Stop.NONE;
        long stopE8 = 0;
        if (fields.has("stop_order_type")) {
            refuseTrail(fields, "trail_amount");
            stop = fields.oneOf("stop_order_type", List.of("stop_loss_order", "take_profit_order"))
                            .equals("stop_loss_order")
                    ? Stop.LOSS
                    : Stop.PROFIT;
            stopE8 = requiredPriceE8(fields, "stop_price", instrument);
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
                stop,
                stopE8,
                fields.oneOf("stop_trigger_method", TRIGGER_METHODS, "mark_price"),
                bracketOf(fields, instrument));
        requireNotional(instrument, contracts, limitE8 == 0 ? lastPriceE8(instrument) : limitE8);
        if (orders.live().size() >= LIVE_ORDERS_MAX) {
            throw ApiError.refused("max_orders_count_exceeded");
        }
        boolean isReplacing = fields.flag("cancel_orders_accepted");

        var order = new OrderRecord(orders.nextId(), account, ticket, false, nowNanos);
        if (order.isPending()) {
            requirePositionToReduce(order);
            orders.takeId();
        } else {
            orders.takeId();
            if (isImmediate && limitE8 != 0 && !isMarketable(order, lastPriceE8(instrument))) {
                order.state = State.CANCELLED;
                order.cancellationReason = "order_size_not_available_in_orderbook";
            } else {
                requireTaken(submit(order, lastPriceE8(instrument)), account);
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

    private OrderRecord edit(ExchangeAccount account, Fields fields) {
        OrderRecord order = liveOrder(account, fields);
        refuseTrail(fields, "trail_amount");
        long limitE8 = fields.priceE8("limit_price", order.instrument);
        long stopE8 = fields.priceE8("stop_price", order.instrument);
        long contracts = fields.has("size") ? contracts(fields, order.instrument) : order.contracts;
        if (limitE8 != 0 && order.isMarket) {
            throw ApiError.badSchema("limit_price", "Should be absent for a market order");
        }
        if (stopE8 != 0 && !order.isPending()) {
            throw ApiError.badSchema("stop_price", "Should be absent unless the order is pending");
        }
        if (order.isLeg && contracts != order.contracts) {
            throw ApiError.badSchema("size", "Should be absent: a bracket closes the whole position");
        }
        long newLimitE8 = limitE8 == 0 ? order.limitE8 : limitE8;
        requireNotional(order.instrument, contracts, newLimitE8);
        if (!order.isPending()) {
            refusal = null;
            venue.edit(order.id, newLimitE8, contracts);
            requireTaken(refusal, account);
        }
        order.limitE8 = newLimitE8;
        order.contracts = contracts;
        if (stopE8 != 0) {
            order.stopE8 = stopE8;
        }
        order.updatedNanos = nowNanos;
        listener.orderChanged(order, "update", order.isPending() ? "stop_update" : null);
        listener.walletChanged(account);
        return order;
    }

    private OrderRecord cancel(ExchangeAccount account, Fields fields) {
        OrderRecord order = liveOrder(account, fields);
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
    private JsonNode batch(ExchangeAccount account, Command command, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        JsonNode list = fields.body().path("orders");
        if (!list.isArray() || list.isEmpty() || list.size() > BATCH_MAX) {
            throw ApiError.badSchema("orders", "Should be a list of 1 to " + BATCH_MAX + " orders");
        }
        var bodies = new ArrayList<ObjectNode>();
        for (JsonNode element : list) {
            if (!(element instanceof ObjectNode object)) {
                throw ApiError.badSchema("orders", "Should be objects");
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
            } catch (ApiError _) {
                // Not in the answer: the caller compares counts.
            }
        }
        return done;
    }

    private OrderRecord placeOfBatch(ExchangeAccount account, Fields fields) {
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
            throw ApiError.refused("no_open_position");
        }
        if (legs.exist(account, instrument)) {
            throw ApiError.refused("position_bracket_exist_or_invalid_data");
        }
        long[] loss = leg(fields, "stop_loss_order", instrument);
        long[] profit = leg(fields, "take_profit_order", instrument);
        if (loss[0] == 0 && profit[0] == 0) {
            throw ApiError.badSchema("stop_loss_order", "stop_loss_order or take_profit_order is required");
        }
        String method = fields.oneOf("bracket_stop_trigger_method", TRIGGER_METHODS, "mark_price");
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (OrderRecord order : legs.add(
                account,
                instrument,
                nowNanos,
                holding.contracts(),
                new Bracket(loss[0], loss[1], profit[0], profit[1]),
                method)) {
            result.set(order.stop == Stop.LOSS ? "stop_loss_order" : "take_profit_order", Documents.order(order));
        }
        return result;
    }

    private OrderRecord editBracket(ExchangeAccount account, Fields fields) {
        OrderRecord entry = order(account, fields);
        Bracket bracket = bracketOf(fields, entry.instrument);
        if (bracket.equals(Bracket.NONE)) {
            throw ApiError.badSchema("bracket_stop_loss_price", "a bracket price is required");
        }
        if (!entry.isLive() && !legs.exist(account, entry.instrument)) {
            throw ApiError.refused("position_bracket_exist_or_invalid_data");
        }
        Bracket old = entry.bracket;
        entry.bracket = new Bracket(
                bracket.lossE8() == 0 ? old.lossE8() : bracket.lossE8(),
                bracket.lossE8() == 0 ? old.lossLimitE8() : bracket.lossLimitE8(),
                bracket.profitE8() == 0 ? old.profitE8() : bracket.profitE8(),
                bracket.profitE8() == 0 ? old.profitLimitE8() : bracket.profitLimitE8());
        legs.move(account, entry.instrument, nowNanos, entry.bracket);
        return entry;
    }

    private JsonNode setLeverage(ExchangeAccount account, Fields fields) {
        ExchangeInstrument instrument = instrument(fields);
        long leverageE8 =
                fields.decimalE8("leverage").orElseThrow(() -> ApiError.badSchema("leverage", "leverage is required"));
        if (leverageE8 % 100_000_000 != 0) {
            throw ApiError.badSchema("leverage", "Should be a whole number");
        }
        if (leverageE8 < 100_000_000) {
            throw ApiError.refused("min_leverage_exceeded");
        }
        if (leverageE8 / 100_000_000 > instrument.leverageMax()) {
            throw ApiError.refused("max_leverage_exceeded");
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
                        Stop.NONE,
                        0,
                        "mark_price",
                        Bracket.NONE);
                var order = new OrderRecord(orders.takeId(), account, ticket, false, nowNanos);
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
    private RejectReason submit(OrderRecord order, long priceE8) {
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
    private boolean isMarketable(OrderRecord order, long priceE8) {
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
                OrderRecord order = orders.all().get(orderId);
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
            long timeNanos, OrderRecord order, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
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
            OrderRecord order,
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
        OrderRecord order = fill.order();
        long contracts = fill.positionContracts();
        boolean isOther = books.move(fill);
        listener.positionChanged(account, instrument, contracts == 0 ? "delete" : isOther ? "create" : "update");
        for (OrderRecord live : orders.copyOfLive()) {
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
            legs.add(account, instrument, nowNanos, contracts, order.bracket, order.triggerMethod);
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
        for (OrderRecord order : orders.copyOfLive()) {
            boolean isStop = order.stop != Stop.NONE;
            boolean isMeant = isStop ? isForStops : order.isReduceOnly ? isForReduceOnly : isForLimits;
            if (isMeant && order.isOf(account, instrument)) {
                cancelLive(order);
            }
        }
    }

    private void cancelLive(OrderRecord order) {
        boolean wasPending = order.isPending();
        // First, so that the venue's own report of it finds it ended.
        end(order, "cancelled_by_user", wasPending ? "stop_cancel" : null);
        if (!wasPending) {
            venue.cancel(order.id);
            drain();
        }
    }

    private void end(OrderRecord order, String cancellationReason, String eventReason) {
        order.state = State.CANCELLED;
        order.cancellationReason = cancellationReason;
        order.updatedNanos = nowNanos;
        orders.removeLive(order);
        listener.orderChanged(order, "delete", eventReason);
    }

    // Reading requests

    private ExchangeInstrument instrument(Fields fields) {
        if (fields.has("product_symbol")) {
            return instrument(fields.text("product_symbol"));
        }
        ExchangeInstrument instrument = null;
        long id = fields.integer("product_id");
        if (id == (int) id) {
            instrument = instruments.get((int) id);
        }
        if (instrument == null) {
            throw ApiError.refused("invalid_contract");
        }
        return instrument;
    }

    /** @throws ApiError if there is none */
    ExchangeInstrument instrument(String symbol) {
        return instruments.values().stream()
                .filter(instrument -> instrument.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> ApiError.refused("invalid_contract"));
    }

    private static long contracts(Fields fields, ExchangeInstrument instrument) {
        long contracts = fields.integer("size");
        if (contracts < 1) {
            throw ApiError.refused("less_than_order_min_size");
        }
        if (contracts > instrument.positionContractsMax()) {
            throw ApiError.refused("order_max_size_exceeded");
        }
        return contracts;
    }

    private static long requiredPriceE8(Fields fields, String name, ExchangeInstrument instrument) {
        fields.text(name);
        return fields.priceE8(name, instrument);
    }

    private static void requireNotional(ExchangeInstrument instrument, long contracts, long priceE8) {
        BigDecimal notional = Decimals.number(priceE8)
                .multiply(Decimals.number(instrument.terms().contractValueE8()))
                .multiply(BigDecimal.valueOf(contracts));
        if (notional.compareTo(BigDecimal.valueOf(NOTIONAL_MAX)) > 0) {
            throw ApiError.refused("risk_limits_breached");
        }
    }

    private static void refuseTrail(Fields fields, String name) {
        if (fields.has(name)) {
            throw ApiError.badSchema(name, "trailing stops are not offered by this exchange");
        }
    }

    private static Bracket bracketOf(Fields fields, ExchangeInstrument instrument) {
        refuseTrail(fields, "bracket_trail_amount");
        fields.oneOf("bracket_stop_trigger_method", TRIGGER_METHODS, "mark_price");
        return new Bracket(
                fields.priceE8("bracket_stop_loss_price", instrument),
                fields.priceE8("bracket_stop_loss_limit_price", instrument),
                fields.priceE8("bracket_take_profit_price", instrument),
                fields.priceE8("bracket_take_profit_limit_price", instrument));
    }

    /** Trigger and limit of one leg, both 0 if it is not there; limit 0 of a market order. */
    private static long[] leg(Fields fields, String name, ExchangeInstrument instrument) {
        if (!fields.has(name)) {
            return new long[2];
        }
        if (!(fields.body().get(name) instanceof ObjectNode body)) {
            throw ApiError.badSchema(name, "Should be an object");
        }
        var leg = new Fields(body);
        refuseTrail(leg, "trail_amount");
        String type = leg.oneOf("order_type", List.of("limit_order", "market_order"));
        return new long[] {
            requiredPriceE8(leg, "stop_price", instrument),
            type.equals("limit_order") ? requiredPriceE8(leg, "limit_price", instrument) : 0
        };
    }

    private String clientOrderId(ExchangeAccount account, Fields fields) {
        if (!fields.has("client_order_id")) {
            return null;
        }
        String id = fields.text("client_order_id");
        if (id.isEmpty() || id.length() > CLIENT_ID_CHARS_MAX) {
            throw ApiError.badSchema("client_order_id", "Should be 1 to " + CLIENT_ID_CHARS_MAX + " characters");
        }
        if (orderByClientId(account, id) != null) {
            throw ApiError.badSchema("client_order_id", "Should be unique");
        }
        return id;
    }

    private OrderRecord order(ExchangeAccount account, Fields fields) {
        OrderRecord order = fields.has("id")
                ? orders.all().get(fields.integer("id"))
                : orderByClientId(account, fields.text("client_order_id"));
        if (order == null || !order.account.equals(account)) {
            throw ApiError.of(404, "open_order_not_found");
        }
        if ((fields.has("product_id") || fields.has("product_symbol"))
                && !instrument(fields).equals(order.instrument)) {
            throw ApiError.of(404, "open_order_not_found");
        }
        return order;
    }

    private OrderRecord liveOrder(ExchangeAccount account, Fields fields) {
        if (!fields.has("id") && !fields.has("client_order_id")) {
            throw ApiError.badSchema("", "id is required");
        }
        OrderRecord order = order(account, fields);
        if (!order.isLive()) {
            throw ApiError.of(404, "open_order_not_found");
        }
        return order;
    }

    private void requirePositionToReduce(OrderRecord order) {
        long contracts = holding(order.account, order.instrument).contracts();
        if (order.isReduceOnly && (contracts == 0 || (contracts > 0) == order.isBuy)) {
            throw ApiError.refused(code(RejectReason.NO_POSITION_TO_REDUCE));
        }
    }

    private void requireTaken(RejectReason reason, ExchangeAccount account) {
        if (reason == RejectReason.INSUFFICIENT_MARGIN) {
            ObjectNode context = JsonNodeFactory.instance.objectNode();
            context.put("available_balance", Decimals.text(state(account).freeE8()));
            throw ApiError.of(400, code(reason), context);
        }
        if (reason != null) {
            throw ApiError.refused(code(reason));
        }
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

    Collection<ExchangeInstrument> instruments() {
        return instruments.values();
    }

    Collection<ExchangeAccount> accounts() {
        return accounts.values();
    }

    /** By id: what works, and of each account the newest {@value NewestRows#ROWS_MAX}. */
    NavigableMap<Long, OrderRecord> orders() {
        return orders.all();
    }

    Collection<OrderRecord> liveOrders() {
        return orders.live();
    }

    /** Null if there is none. */
    OrderRecord orderByClientId(ExchangeAccount account, String clientOrderId) {
        return orders.byClientId(account, clientOrderId);
    }

    NavigableMap<Long, Fill> fills() {
        return books.fills();
    }

    NavigableMap<Long, Transaction> transactions() {
        return books.transactions();
    }

    AccountState state(ExchangeAccount account) {
        return venue.account(account.userId());
    }

    AccountState.Holding holding(ExchangeAccount account, ExchangeInstrument instrument) {
        return state(account).holding(instrument.productId());
    }

    Books.PositionRecord position(ExchangeAccount account, ExchangeInstrument instrument) {
        return books.position(account, instrument);
    }

    int leverage(ExchangeAccount account, ExchangeInstrument instrument) {
        return books.leverage(account, instrument);
    }

    /** Last trade, which is the mark too; 0 before the first. */
    long lastPriceE8(ExchangeInstrument instrument) {
        return lastPricesE8.getOrDefault(instrument.productId(), 0L);
    }

    long nowNanos() {
        return nowNanos;
    }

    /** See {@link Orders#nextId}. */
    long nextOrderId() {
        return orders.nextId();
    }

    void nextOrderId(long id) {
        orders.nextId(id);
    }
}
