package smc.exchange.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.RejectReason;
import smc.exchange.matching.SimulatedVenue;
import smc.exchange.matching.VenueSettings;
import smc.exchange.rules.ExchangeOrder.Bracket;
import smc.exchange.rules.ExchangeOrder.State;
import smc.exchange.rules.ExchangeOrder.Ticket;
import smc.exchange.rules.ExchangeOrder.Trigger;

/**
 * The exchange without its server: Delta's orders, stops, brackets, fills and wallets around the simulated venue. A function of the trades
 * and commands it is given, so that the same ones after a restart give the same state.
 *
 * <p>What Delta has and the venue has not is done here. An order that can trade at once is matched at the last price before it is answered
 * (section 7, rule 4). Stops and bracket legs wait here, where they block no margin, and go to the venue as market or limit orders at their
 * trigger; the mark is the last trade. Here orders are placed, matched and triggered; {@link Amendments} changes what is there,
 * {@link Settlement} does what follows from the venue's reports, {@link BracketLegs} has the legs, {@link Books} what accounts see.
 *
 * <p>One thread. A command that throws {@link Refusal} has changed nothing.
 */
public final class Exchange {
    private static final int LIVE_ORDERS_MAX = 1_000;

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
    private final Settlement settlement;
    private final Submissions submissions;
    private final Amendments amendments;
    private final Map<Integer, Long> lastPricesE8 = new HashMap<>();

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
        settlement = new Settlement(this, orders, legs, books, listener);
        var terms = new ArrayList<InstrumentTerms>();
        for (ExchangeInstrument instrument : instruments) {
            this.instruments.put(instrument.productId(), instrument);
            terms.add(instrument.terms());
        }
        // Latency is the server's, so that a command is logged when it takes effect; how large a trade is, is decided
        // trade by trade.
        venue = SimulatedVenue.overTrades(treatment(), terms, settlement);
        submissions = new Submissions(this, venue, settlement, settings.slippageBps());
        amendments = new Amendments(this, venue, settlement, submissions, orders, legs, books, heartbeats, listener);
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

    // Market

    /** Lets time pass; funding that comes due is charged. Time never runs backwards. */
    public void onTime(long timeNanos) {
        nowNanos = timeNanos;
        venue.onTime(timeNanos, settlement::drain);
        settlement.drain();
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
                instrument.productId(),
                timeNanos,
                priceE8,
                isPartialFills ? contracts : ENOUGH_CONTRACTS,
                settlement::drain);
        settlement.drain();
    }

    private void trigger(ExchangeOrder order, long priceE8) {
        // An order triggered before it by the same trade may have ended it.
        if (!order.isPending()) {
            return;
        }
        order.state = State.OPEN;
        order.updatedNanos = nowNanos;
        RejectReason reason = submissions.submit(order, priceE8);
        if (reason == null) {
            listener.orderChanged(order, "update", "stop_trigger");
        } else {
            end(order, Submissions.code(reason), "stop_trigger");
        }
    }

    // Commands

    /**
     * Carries out a command.
     *
     * @throws Refusal if it is refused; then nothing has changed
     */
    public Outcome execute(Command command) {
        return switch (command) {
            case Command.Place place -> new Outcome.OneOrder(place(place));
            case Command.Edit edit -> new Outcome.OneOrder(amendments.edit(edit));
            case Command.Cancel(ExchangeOrder order) -> new Outcome.OneOrder(amendments.cancel(order));
            case Command.CancelAll wanted -> {
                amendments.cancelAll(wanted);
                yield new Outcome.Done();
            }
            case Command.Batch(List<Command> each) -> batch(each);
            case Command.AddBracket wanted -> new Outcome.Legs(amendments.addBracket(wanted));
            case Command.EditBracket(ExchangeOrder entry, Bracket bracket) ->
                new Outcome.OneOrder(amendments.editBracket(entry, bracket));
            case Command.SetLeverage wanted -> {
                amendments.setLeverage(wanted);
                yield new Outcome.Leverage(wanted.account(), wanted.instrument());
            }
            case Command.CloseAll(ExchangeAccount account) -> {
                amendments.closeAll(account);
                yield new Outcome.Done();
            }
            case Command.ChangeMargin wanted -> wallets.changeMargin(wanted);
            case Command.SetMarginMode wanted -> wallets.setMarginMode(wanted);
            case Command.Deleverage wanted -> wallets.deleverage(wanted, settlement);
            case Command.Transfer transfer -> wallets.transfer(transfer);
            case Command.CreateHeartbeat(ExchangeAccount account, Heartbeats.Terms terms) -> {
                heartbeats.create(account, terms);
                yield new Outcome.HeartbeatCreated(terms.heartbeatId());
            }
            case Command.Beat beat -> new Outcome.HeartbeatRuns(heartbeats.beat(beat));
            case Command.ExpireHeartbeat(ExchangeAccount account, String heartbeatId) -> {
                amendments.expire(account, heartbeatId);
                yield new Outcome.Done();
            }
            case Command.SetPartialFills(boolean isOn) -> {
                isPartialFills = isOn;
                yield new Outcome.Done();
            }
            case Command.SetRules(ExchangeRules newRules) -> {
                rules = newRules;
                venue.treat(treatment());
                yield new Outcome.Done();
            }
        };
    }

    private Outcome batch(List<Command> commands) {
        var done = new ArrayList<ExchangeOrder>();
        for (Command command : commands) {
            try {
                if (execute(command) instanceof Outcome.OneOrder(ExchangeOrder order)) {
                    done.add(order.copy());
                }
            } catch (Refusal _) {
                // Not in the answer: the caller compares counts.
            }
        }
        return new Outcome.Orders(done);
    }

    private ExchangeOrder place(Command.Place place) {
        ExchangeAccount account = place.account();
        Ticket ticket = trailing(place.ticket());
        ExchangeInstrument instrument = ticket.instrument();
        long lastE8 = lastPriceE8(instrument);
        requireUnused(account, ticket.clientOrderId());
        MarginNeed.requireNotional(instrument, ticket.contracts(), ticket.limitE8() == 0 ? lastE8 : ticket.limitE8());
        if (orders.live().size() >= LIVE_ORDERS_MAX) {
            throw Refusal.refused("max_orders_count_exceeded");
        }
        var order = new ExchangeOrder(orders.nextId(), account, ticket, false, nowNanos);
        if (order.isPending()) {
            submissions.requirePositionToReduce(order);
            orders.takeId();
        } else {
            orders.takeId();
            if (ticket.isImmediate() && ticket.limitE8() != 0 && !submissions.isMarketable(order, lastE8)) {
                order.state = State.CANCELLED;
                order.cancellationReason = "order_size_not_available_in_orderbook";
            } else {
                RejectReason reason = submissions.submit(order, lastE8);
                if (reason == RejectReason.POST_ONLY_WOULD_CROSS && rules.isCrossingCancelled()) {
                    order.state = State.CANCELLED;
                    order.cancellationReason = Submissions.code(reason);
                } else {
                    submissions.requireTaken(reason, order);
                }
            }
        }
        orders.add(order);
        if (place.isReplacing()) {
            amendments.cancelLive(account, instrument, true, true, true);
        }
        if (order.isLive()) {
            orders.addLive(order);
            listener.orderChanged(order, "create", null);
            if (!order.isPending() && submissions.isMarketable(order, lastPriceE8(instrument))) {
                submissions.match(instrument);
            }
            listener.walletChanged(account);
        }
        return order;
    }

    /** The same with its trigger at the distance from the last price that it asks for. */
    private Ticket trailing(Ticket ticket) {
        Trigger trigger = ticket.trigger();
        if (trigger.trailE8() == 0) {
            return ticket;
        }
        ExchangeInstrument instrument = ticket.instrument();
        long stopE8 = TrailingStops.triggerE8(instrument, ticket.isBuy(), trigger.trailE8(), lastPriceE8(instrument));
        return ticket.with(new Trigger(trigger.stop(), stopE8, trigger.trailE8(), trigger.method()));
    }

    /** Among those that work: the id of an order that has ended is taken again, and nothing guards against a double order there. */
    private void requireUnused(ExchangeAccount account, String clientOrderId) {
        if (clientOrderId != null) {
            ExchangeOrder same = orders.byClientId(account, clientOrderId);
            if (same != null && same.isLive()) {
                throw Refusal.badSchema("client_order_id", "Should be unique");
            }
        }
    }

    void end(ExchangeOrder order, String cancellationReason, String eventReason) {
        order.state = State.CANCELLED;
        order.cancellationReason = cancellationReason;
        order.updatedNanos = nowNanos;
        orders.removeLive(order);
        listener.orderChanged(order, "delete", eventReason);
    }

    // State, for reading

    /** Null if there is none. */
    public ExchangeInstrument instrument(int productId) {
        return instruments.get(productId);
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

    public Collection<ExchangeInstrument> instruments() {
        return instruments.values();
    }

    public Collection<ExchangeAccount> accounts() {
        return accounts.values();
    }

    /** Whom an account sees and disposes of: the main account, which is the first, all of them, a sub-account itself. */
    public List<ExchangeAccount> family(ExchangeAccount account) {
        return isMain(account) ? List.copyOf(accounts.values()) : List.of(account);
    }

    public boolean isMain(ExchangeAccount account) {
        return accounts.values().iterator().next().equals(account);
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

    public NavigableMap<Long, Books.Transaction> transactions() {
        return books.transactions();
    }

    public NavigableMap<Long, Wallets.Transfer> transfers() {
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

    /** Whether all of the account's positions share one margin. What its margin amounts to is reckoned a position at a time all the same. */
    public boolean isMarginShared(ExchangeAccount account) {
        return books.isMarginShared(account);
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
