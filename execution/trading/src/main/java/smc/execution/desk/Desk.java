package smc.execution.desk;

import java.util.List;
import smc.execution.desk.event.DeskListener;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderType;
import smc.execution.risk.DeskRisk;
import smc.execution.risk.Exposure;
import smc.execution.risk.RiskGate;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.block.OrderBlock;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/**
 * One account trading one symbol: its zones, its capital, its orders, and at most one open trade. Engine thread.
 *
 * <p>At a close the trading core calls, for all desks of the symbol, {@link #manageTrade}, {@link #judgeTouches}, {@link #plan},
 * {@link #sendEntries}, {@link #finishClose}, in that order (docs/rules.md, section 15). Between closes it hands in what the venue
 * reports.
 */
public final class Desk implements Exposure {
    private final int accountId;
    private final Market market;
    private final DeskRisk risk;
    private final DeskOrders orders;
    private final Zones zones;
    private final TradeKeeper trades;
    private final EntryRules rules;
    private final DeskListener out;
    private final DeskCopy.Told told = new DeskCopy.Told();
    private EntryMode mode;
    private DeskReports reports;
    private RiskWatch riskWatch;
    private Instrument instrument;
    private DeskSettings settings;
    private Scope scope;

    /**
     * With nothing open.
     *
     * @param scope joined by this desk
     * @param gate likewise
     */
    public Desk(
            int accountId,
            Instrument instrument,
            DeskSettings settings,
            Market market,
            Scope scope,
            RiskGate gate,
            OrderIds ids,
            DeskListener out) {
        this.accountId = accountId;
        this.instrument = instrument;
        this.settings = settings;
        this.market = market;
        this.scope = scope;
        this.out = out;
        risk = new DeskRisk(accountId, gate, settings.capitalE8());
        orders = new DeskOrders(accountId, instrument, ids, market, risk, out);
        zones = new Zones(instrument, settings);
        trades = new TradeKeeper(accountId, instrument, settings, market, scope, ids, orders, risk, out);
        rules = new EntryRules(accountId, instrument, settings, market, scope, trades, risk, out);
        enterBy(settings.mode());
        scope.join(this);
        gate.join(this);
    }

    private void enterBy(Mode by) {
        mode = EntryMode.of(by, this, market);
        reports = new DeskReports(orders, trades, mode, () -> scope.onOrderSettled());
        riskWatch = new RiskWatch(accountId, instrument.id(), market, risk, orders, trades, mode, out);
    }

    /**
     * Goes on under other rules, with trading switched off: they hold for whatever is decided from here on. An open trade and every order keep the
     * terms they were made by; capital, cool-down and the marks of the zones stay.
     *
     * @param settings its capital is that of the first start, and is not looked at
     * @param other joined by this desk in place of its own; another instrument, mode or scope of others is for a desk that is flat
     */
    public void goOnUnder(Instrument instrument, DeskSettings settings, Scope other) {
        boolean isOtherMode = settings.mode() != this.settings.mode();
        if (isOtherMode && (trades.trade() != null || orders.hasWorkingEntry())) {
            throw new IllegalArgumentException(
                    "expected an account that is not flat to keep its mode, " + this.settings.mode());
        }
        other.goOnFrom(scope);
        other.join(this);
        this.instrument = instrument;
        this.settings = settings;
        scope = other;
        orders.goOnWith(instrument);
        zones.goOnUnder(instrument, settings);
        trades.goOnWith(instrument, scope, settings.mode());
        rules.goOnUnder(instrument, settings, scope);
        risk.goOn(trades.equityE8());
        if (isOtherMode) {
            enterBy(settings.mode());
            zones.planNothing(rules, market.closeE8());
        }
    }

    // ---- the detector's events, at the close being worked on

    /** A block was born at this close: it can be touched from the next candle on. */
    public void onBlockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        zones.onBlockBorn(side, originNanos, topE8, bottomE8, number);
    }

    /** A fresh zone ended at this close, and a breaker with the same edges exists from here on. */
    public void onBlockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        zones.onBlockBroken(side, originNanos, topE8, bottomE8, number);
    }

    /** A breaker zone ended at this close. */
    public void onBlockDead(Side side, long originNanos) {
        zones.onBlockDead(side, originNanos);
    }

    /** A corrected candle changed which blocks live: these were never there. Orders already sent stand until the next close. */
    public void onBlocksWithdrawn(List<OrderBlock> blocks) {
        zones.onBlocksWithdrawn(blocks);
    }

    /** And these were. What a zone withdrawn with it was marked with, armed or traded, stays with its identity. */
    public void onBlocksFound(List<OrderBlock> blocks) {
        zones.onBlocksFound(blocks);
    }

    // ---- the close of a candle, in the order of the calls

    /** Best price, body stop, trail of the open trade (sections 21 and 22). */
    public void manageTrade() {
        trades.onClose();
    }

    /** Gives every touch its verdict. */
    public void judgeTouches() {
        rules.askScope();
        mode.judgeTouches();
    }

    /** Takes this close's zones over, decides what should rest in the next candle, and asks for the cancels. */
    public void plan() {
        zones.takeOver();
        rules.askScope();
        mode.plan();
    }

    /** Sends what was decided. */
    public void sendEntries() {
        mode.send();
    }

    /** Arms zones, forgets orders long settled, reports equity. */
    public void finishClose() {
        if (settings.mode() == Mode.CANDLE_CLOSE) { // the other mode has no use for it
            zones.arm(market.closeE8());
        }
        orders.tidy(trades.trade());
        trades.markEquity();
        riskWatch.watch();
    }

    // ---- what the venue and the operator report

    /** Whether new entries may be made; off at the start. What rests is cancelled when it is switched off. */
    public void onTradingSwitched(boolean isOn) {
        rules.onTradingSwitched(isOn);
        if (!isOn) {
            riskWatch.giveUpEntries();
        }
    }

    /** Somebody asks for a state (section 30). What it changes is said. */
    public void onStateAsked(TradingState asked, RiskReason reason) {
        riskWatch.onAsked(asked, reason);
    }

    /** Entries are given up, and what is held is closed at market; the stop stands until that is so. Where entries may be made, they pause. */
    public void onFlattenAsked(RiskReason reason) {
        riskWatch.onFlattenAsked(reason);
    }

    /** Whether new entries may be made. */
    public boolean isTradingOn() {
        return rules.isTradingOn();
    }

    /**
     * What rested when trading was switched off rests again, as it did: in the same candle, as long as it is free of other trades, with nothing that could
     * still fill, and where price has not come to the level meanwhile. The caller knows that no trade of the candle was missed.
     */
    public void placeAgain() {
        boolean isFree = rules.mayEnter()
                && scope.openTradeId() == 0
                && scope.tradeEnteredIn(market.currentIndex()) == 0
                && !scope.hasMarketEntry()
                && !orders.hasWorkingEntry();
        if (isFree) {
            mode.placeAgain();
            riskWatch.watch();
        }
    }

    /** Time moved: what waits is asked again. */
    public void onTime() {
        risk.onTime(market.nowNanos());
        mode.sendWaiting();
        trades.keepClosing();
        riskWatch.watch();
    }

    /**
     * Something became of an order. A report can be late, come twice, or be of an order that nobody here knows. What it says that cannot be is
     * said, and nothing that a venue says can end the engine.
     */
    public void onReport(OrderReport report) {
        reports.take(report);
        riskWatch.watch();
    }

    /** The venue closed contracts for want of margin. */
    public void onLiquidated(long contracts, long priceE8, long feeE8) {
        trades.onLiquidated(contracts, priceE8, feeE8);
        riskWatch.watch();
    }

    /** A fill of somebody else's moved what the venue holds, to this: positive long, negative short. */
    public void onPositionMoved(long held, long contracts, long priceE8, long feeE8) {
        trades.onPositionMoved(held, contracts, priceE8, feeE8);
        riskWatch.watch();
    }

    /** Funding was booked; positive costs. What is said of it only after the trade was closed changes the capital alone. */
    public void onFunding(long moneyE8) {
        trades.onFunding(moneyE8);
        riskWatch.watch();
    }

    /** Capital was added, or taken if that is negative. */
    public void onCapitalMoved(long moneyE8, boolean isByHand) {
        orders.placeNoneAgain();
        trades.onCapitalMoved(moneyE8, isByHand);
    }

    /** What is held: positive long, negative short, 0 without an open trade. */
    public long contracts() {
        return trades.contracts();
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(rules.isTradingOn());
        trades.hashTo(hash);
        orders.hashTo(hash);
        mode.hashTo(hash);
        scope.hashTo(hash);
        zones.hashTo(hash);
        risk.hashTo(hash);
    }

    /** Copies out everything that is remembered, as the next object of a list; what is shared with others of the scope too. */
    public void copyTo(StateCopy out) {
        told.begin();
        out.begin("", 1).put("isTradingOn", rules.isTradingOn());
        zones.copyTo(out, told);
        orders.copyTo(out, told);
        trades.copyTo(out, told);
        mode.copyTo(out, told);
        scope.copyTo(out);
        risk.copyTo(out);
        out.end();
    }

    /**
     * Of one that remembers nothing: goes on as the one did that copied itself out.
     *
     * @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells
     */
    public void restore(StateTree in) {
        in.requireVersion(1);
        var remade = DeskCopy.Remade.of(instrument, settings);
        rules.onTradingSwitched(in.truth("isTradingOn"));
        zones.restore(in, remade);
        orders.restore(in, remade);
        trades.restore(in, remade);
        mode.restore(in, remade);
        scope.restore(in);
        risk.restore(in);
    }

    // ---- asked by the gate

    @Override
    public int accountId() {
        return accountId;
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public long exposedContracts() {
        return Math.abs(trades.contracts()) + orders.enteringContracts();
    }

    @Override
    public int unresolvedOrders() {
        return orders.unresolved();
    }

    // ---- asked by the modes

    EntryRules rules() {
        return rules;
    }

    DeskOrders orders() {
        return orders;
    }

    long contractsFor(Zone zone, long priceE8) {
        return trades.contractsFor(zone, priceE8);
    }

    Scope scope() {
        return scope;
    }

    DeskSettings settings() {
        return settings;
    }

    List<Zone> zones() {
        return zones.all();
    }

    Entry submitEntry(Zone zone, OrderType type, long priceE8, long contracts, long atrE8) {
        return orders.submitEntry(zone, type, priceE8, contracts, zone.stopForE8(priceE8, settings), atrE8, settings);
    }

    /** Places an entry again that was cancelled since trading was switched off; null if it is none, or price has come to its level since. */
    Entry submitAgain(Entry old) {
        boolean isAsItWas = old.wasSwitchedOff
                && !old.zone.isTraded
                && old.order.filledContracts() == 0
                && old.wasReached == old.isReached(market);
        if (!isAsItWas) {
            return null;
        }
        Order order = old.order;
        if (rules.refusal(old.zone, order.type(), order.priceE8(), order.contracts()) != null) {
            return null;
        }
        Entry entry = orders.submitEntry(
                old.zone, order.type(), order.priceE8(), order.contracts(), old.stop.priceE8(), old.atrE8, settings);
        entry.wasReached = old.wasReached;
        entry.wasReachedBeforeLive = old.wasReachedBeforeLive;
        return entry;
    }

    // ---- asked and told by the scope

    long openTradeId() {
        return trades.openTradeId();
    }

    boolean hasMarketEntry() {
        return mode.hasMarketEntry();
    }

    boolean hasRestingEntry() {
        return orders.hasRestingEntry();
    }

    long unansweredEntry(Entry own) {
        return orders.unansweredEntry(own);
    }

    void yieldTo(Entry filled, long tradeId) {
        orders.yieldTo(filled);
        mode.yieldTo(tradeId);
    }

    void sendWaitingEntry() {
        mode.sendWaiting();
    }
}
