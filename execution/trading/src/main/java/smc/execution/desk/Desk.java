package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import smc.execution.desk.DeskEvent.CapitalCorrected;
import smc.execution.desk.DeskEvent.EquityMarked;
import smc.execution.desk.DeskEvent.StopMoved;
import smc.execution.desk.DeskEvent.TouchJudged;
import smc.execution.desk.DeskEvent.TradeClosed;
import smc.execution.desk.DeskEvent.TradeEntered;
import smc.execution.desk.DeskEvent.TradeFunded;
import smc.execution.desk.DeskEvent.TradeOpened;
import smc.execution.desk.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.execution.position.Position;
import smc.execution.risk.EmergencyStop;
import smc.strategy.block.BlockState;
import smc.strategy.block.OrderBlock;
import smc.strategy.number.StateHash;
import smc.strategy.structure.Side;

/**
 * One account trading one symbol: its zones, its capital, its orders, and at most one open trade. Engine thread.
 *
 * <p>At a close the trading core calls, for all desks of the symbol, {@link #manageTrade}, {@link #judgeTouches}, {@link #plan},
 * {@link #sendEntries}, {@link #finishClose}, in that order (docs/rules.md, section 15). Between closes it hands in what the venue
 * reports.
 */
public final class Desk {
    private final int accountId;
    private final Instrument instrument;
    private final DeskSettings settings;
    private final Market market;
    private final Scope scope;
    private final DeskListener out;
    private final OrderIds ids;
    private final DeskOrders orders;
    private final EntryMode mode;

    private final List<Zone> zones = new ArrayList<>();
    private final List<Zone> born = new ArrayList<>();
    private final List<Zone> withdrawn = new ArrayList<>();

    private boolean isTradingOn;
    private long capitalE8;
    /** The open trade, or null. */
    private OpenTrade trade;

    /** Whether a zone ended at the close being worked on. */
    private boolean hasEndedZone;

    // How the scope stands while the zones are gone through: the same for all of them, so asked once.
    private long scopeTradeId;
    private boolean isScopeEntering;
    private boolean hasUnansweredEntry;

    /** @param scope joined by this desk */
    public Desk(
            int accountId,
            Instrument instrument,
            DeskSettings settings,
            Market market,
            Scope scope,
            OrderIds ids,
            DeskListener out) {
        this.accountId = accountId;
        this.instrument = instrument;
        this.settings = settings;
        this.market = market;
        this.scope = scope;
        this.ids = ids;
        this.out = out;
        orders = new DeskOrders(accountId, instrument, ids, out);
        capitalE8 = settings.capitalE8();
        mode = switch (settings.mode()) {
            case CANDLE_CLOSE -> new CandleCloseEntries(this, market);
            case LIMIT -> new RestingEntries(this, market);
        };
        scope.join(this);
    }

    // ---- the detector's events, at the close being worked on

    /** A block was born at this close: it can be touched from the next candle on. */
    public void onBlockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        born.add(newZone(side, BlockState.FRESH, originNanos, topE8, bottomE8, number));
    }

    /** A fresh zone ended at this close, and a breaker with the same edges exists from here on. */
    public void onBlockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        end(side, BlockState.FRESH, originNanos);
        born.add(newZone(side, BlockState.BREAKER, originNanos, topE8, bottomE8, number));
    }

    /** A breaker zone ended at this close. */
    public void onBlockDead(Side side, long originNanos) {
        end(side, BlockState.BREAKER, originNanos);
    }

    /** A corrected candle changed which blocks live: these were never there. Orders already sent stand until the next close. */
    public void onBlocksWithdrawn(List<OrderBlock> blocks) {
        for (OrderBlock block : blocks) {
            Zone zone = find(block);
            zone.entry = null;
            zones.remove(zone);
            born.remove(zone);
            withdrawn.add(zone);
        }
    }

    /** And these were. What a zone withdrawn with it was marked with, armed or traded, stays with its identity. */
    public void onBlocksFound(List<OrderBlock> blocks) {
        for (OrderBlock block : blocks) {
            Zone zone = newZone(
                    block.side(), block.state(), block.originNanos(), block.topE8(), block.bottomE8(), block.number());
            for (Zone old : withdrawn) {
                if (old.is(zone.side, zone.state, zone.originNanos)) {
                    zone.isArmed = old.isArmed;
                    zone.isTraded = old.isTraded;
                }
            }
            // Barred until the next plan: it could not know this zone.
            zone.planned = zone.because(Verdict.DATA_NOT_TRUSTED);
            zones.add(zone);
        }
        withdrawn.clear();
    }

    // ---- the close of a candle, in the order of the calls

    /** Best price, body stop, trail of the open trade (sections 21 and 22). */
    public void manageTrade() {
        if (trade == null || market.index() < trade.position.entryIndex()) {
            return;
        }
        boolean isAfterEntryCandle = market.index() > trade.position.entryIndex();
        trade.onClose(market, isAfterEntryCandle || settings.mode() == Mode.CANDLE_CLOSE);
        if (trade.exitReason != null) {
            keepClosing();
            return;
        }
        adjustTarget();
        if (trade.isBodyBeyondEdge(market)) {
            closeAtMarket(ExitReason.BODY_STOP, market.closeE8(), market.index());
        } else if (trade.isTrailArmed()) {
            trail();
        }
    }

    /** Gives every touch its verdict. */
    public void judgeTouches() {
        askScope();
        mode.judgeTouches();
    }

    /** Takes this close's zones over, decides what should rest in the next candle, and asks for the cancels. */
    public void plan() {
        if (hasEndedZone) {
            hasEndedZone = false;
            for (Zone zone : zones) {
                if (zone.isEnded) {
                    zone.entry = null;
                }
            }
            zones.removeIf(zone -> zone.isEnded);
        }
        zones.addAll(born);
        born.clear();
        askScope();
        mode.plan();
    }

    /** Sends what was decided. */
    public void sendEntries() {
        mode.send();
    }

    /** Arms zones, forgets orders long settled, reports equity. */
    public void finishClose() {
        if (settings.mode() == Mode.CANDLE_CLOSE) { // the other mode has no use for it
            for (Zone zone : zones) {
                zone.isArmed |= zone.direction.isBeyond(market.closeE8(), zone.entryE8);
            }
        }
        orders.tidy(trade);
        long unrealisedE8 = trade == null ? 0 : trade.position.netE8(market.closeE8());
        out.concluded(new EquityMarked(accountId, instrument.id(), market.openTimeNanos(), capitalE8, unrealisedE8));
    }

    // ---- what the venue and the operator report

    /** Whether new entries may be made; off at the start. What rests is cancelled when it is switched off. */
    public void onTradingSwitched(boolean isOn) {
        isTradingOn = isOn;
        if (!isOn) {
            for (Entry entry : orders.entries()) {
                if (orders.cancel(entry.order)) {
                    entry.wasSwitchedOff = true;
                    entry.wasReached = isReached(entry) && !entry.order.isUnanswered();
                }
            }
            mode.onTradingOff();
        }
    }

    /** Whether new entries may be made. */
    public boolean isTradingOn() {
        return isTradingOn;
    }

    /**
     * What rested when trading was switched off rests again, as it did: in the same candle, as long as it is free of other trades, with nothing that could
     * still fill, and where price has not come to the level meanwhile. The caller knows that no trade of the candle was missed.
     */
    public void placeAgain() {
        boolean isFree = isTradingOn
                && scope.openTradeId() == 0
                && scope.tradeEnteredIn(market.currentIndex()) == 0
                && !scope.hasMarketEntry()
                && !orders.hasWorkingEntry();
        if (isFree) {
            mode.placeAgain();
        }
    }

    /** Time moved: what waits is asked again. */
    public void onTime() {
        mode.sendWaiting();
        keepClosing();
    }

    /**
     * Something became of an order. A report can be late, come twice, or be of an order that nobody here knows. What it says that cannot be is
     * said, and nothing that a venue says can end the engine.
     */
    public void onReport(OrderReport report) {
        Order order = orders.find(report.orderId());
        if (order == null) {
            differs(0);
            return;
        }
        switch (report) {
            case Sent _ -> reportIf(order.onSent(), order);
            case Accepted _ -> {
                if (reportIf(order.onAccepted(), order)) {
                    noteReachedBeforeLive(order);
                }
            }
            case Unanswered _ -> reportIf(order.onUnanswered(), order);
            case Rejected rejected -> {
                if (reportIf(order.onRejected(), order)) {
                    noteReachedBeforeLive(order);
                    settle(order, rejected.code());
                }
            }
            case Cancelled _ -> {
                if (reportIf(order.onCancelled(), order)) {
                    settle(order, 0);
                }
            }
            case Edited edited -> order.onEdited(edited.priceE8(), edited.contracts());
            case EditRejected _ -> onEditRejected(order);
            case Filled filled -> onFilled(order, filled);
        }
    }

    private boolean reportIf(boolean hasChanged, Order order) {
        if (hasChanged) {
            orders.reportChange(order);
        }
        return hasChanged;
    }

    /** A stop that cannot be moved is placed anew, then the old one is cancelled. */
    private void onEditRejected(Order order) {
        order.onEditRejected();
        if (trade != null && trade.stop == order && order.isStanding()) {
            placeStop();
            orders.cancel(order);
        }
    }

    /** One that was settled long ago is taken back: an entry so late is closed at once. */
    private void onFilled(Order order, Filled fill) {
        long contracts = order.onFilled(fill.filledContracts(), fill.priceE8());
        if (contracts == 0) {
            return;
        }
        boolean isRecalled = orders.recall(order);
        orders.reportChange(order);
        if (order.purpose() == OrderPurpose.ENTRY) {
            enter(orders.findEntry(order.id()), contracts, fill.priceE8(), fill.feeE8(), isRecalled);
        } else {
            exit(order, contracts, fill.priceE8(), fill.feeE8());
        }
    }

    /** What is filled without a position to reduce, or beyond it, the venue was asked only to reduce by. */
    private void exit(Order order, long contracts, long priceE8, long feeE8) {
        boolean isReducing = trade != null && order.direction() != trade.direction();
        long reduced = isReducing ? Math.min(contracts, trade.position.contracts()) : 0;
        if (reduced > 0) {
            switch (order.purpose()) {
                case TARGET -> {
                    trade.isTargetReached = true;
                    reduce(reduced, priceE8, order.priceE8(), feeE8, ExitReason.TARGET, market.currentIndex());
                }
                case STOP -> {
                    ExitReason reason = order == trade.stop ? trade.stopReason : ExitReason.EMERGENCY_STOP;
                    reduce(reduced, priceE8, order.priceE8(), feeE8, reason, market.currentIndex());
                }
                case EXIT -> {
                    // One of a trade before has no reason of this trade's.
                    boolean isDecided = trade.exitReason != null;
                    reduce(
                            reduced,
                            priceE8,
                            order.priceE8(),
                            feeE8,
                            isDecided ? trade.exitReason : ExitReason.DOUBLE_FILL,
                            isDecided ? trade.exitDecidedIndex : market.currentIndex());
                }
                case ENTRY -> throw new IllegalArgumentException("expected no entry, was order " + order.id());
            }
        }
        if (reduced < contracts) {
            differs(order.direction() == Direction.LONG ? contracts - reduced : reduced - contracts);
        }
    }

    /** The venue closed contracts for want of margin. */
    public void onLiquidated(long contracts, long priceE8, long feeE8) {
        long reduced = trade == null ? 0 : Math.min(contracts, trade.position.contracts());
        int sign = trade == null ? 1 : trade.direction().sign();
        if (reduced > 0) {
            reduce(reduced, priceE8, trade.stopE8, feeE8, ExitReason.LIQUIDATION, market.currentIndex());
        }
        if (reduced < contracts) {
            differs(sign * (reduced - contracts));
        }
    }

    /** @param beyond what the venue must hold beside what is known, signed; 0 if that cannot be told */
    private void differs(long beyond) {
        out.positionDiffers(accountId, instrument.id(), contracts(), contracts() + beyond);
    }

    /** Funding was booked; positive costs. What is said of it only after the trade was closed changes the capital alone. */
    public void onFunding(long moneyE8) {
        if (trade == null) {
            capitalE8 = Math.subtractExact(capitalE8, moneyE8);
            out.concluded(new CapitalCorrected(accountId, instrument.id(), moneyE8, capitalE8));
        } else {
            trade.position.pay(moneyE8);
            out.concluded(new TradeFunded(trade.position.tradeId(), moneyE8));
        }
    }

    /** What is held: positive long, negative short, 0 without an open trade. */
    public long contracts() {
        if (trade == null) {
            return 0;
        }
        return trade.direction() == Direction.LONG ? trade.position.contracts() : -trade.position.contracts();
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(isTradingOn).add(capitalE8);
        if (trade != null) {
            trade.hashTo(hash);
        }
        orders.hashTo(hash);
        mode.hashTo(hash);
        scope.hashTo(hash);
        for (Zone zone : zones) {
            zone.hashTo(hash);
        }
    }

    // ---- rules asked by the modes

    Scope scope() {
        return scope;
    }

    DeskSettings settings() {
        return settings;
    }

    List<Zone> zones() {
        return zones;
    }

    long contractsFor(Zone zone, long priceE8) {
        return zone.contractsFor(capitalE8, priceE8);
    }

    /** Rules 1 and 2 of section 25, or null. */
    Verdict barredByState(Zone zone) {
        if (!isTradingOn) {
            return zone.because(Verdict.TRADING_OFF);
        }
        return market.isTrusted() ? null : zone.because(Verdict.DATA_NOT_TRUSTED);
    }

    /**
     * Rules 5 to 9 of section 25, or null.
     *
     * @param own the zone's own entry, which does not stand in its way; null if there is none
     */
    Verdict barredByScope(Zone zone, Entry own) {
        if (zone.isThin) {
            return zone.because(Verdict.BLOCK_TOO_THIN, zone.heightE8());
        }
        if (zone.isTraded) {
            return zone.because(Verdict.ALREADY_TRADED);
        }
        if (scopeTradeId != 0 || isScopeEntering) {
            return zone.because(Verdict.POSITION_OPEN, scopeTradeId);
        }
        long orderId = hasUnansweredEntry ? scope.unansweredEntry(own) : 0;
        if (orderId != 0) {
            return zone.because(Verdict.ENTRY_IN_FLIGHT, orderId);
        }
        long left = scope.cooldownLeft(zone.direction, settings.cooldownCandles(), market.index());
        return left > 0 ? zone.because(Verdict.COOLDOWN, left) : null;
    }

    /** Rules 12 and 13 of section 25 for an entry at {@code priceE8}, or null. */
    Verdict barredByMoney(Zone zone, long priceE8) {
        if (contractsFor(zone, priceE8) < 1) {
            return zone.because(Verdict.SIZE_BELOW_ONE, capitalE8, zone.capitalForOneE8(priceE8));
        }
        long stopE8 = zone.stopForE8(priceE8, settings);
        return EmergencyStop.isBeyondEdge(zone.direction, stopE8, zone.stopEdgeE8)
                ? null
                : zone.because(Verdict.STOP_GUARD, stopE8, zone.stopEdgeE8);
    }

    void judged(Zone zone, Verdict verdict) {
        judged(
                zone,
                verdict,
                market.openTimeNanos(),
                market.openE8(),
                market.highE8(),
                market.lowE8(),
                market.closeE8());
    }

    void judged(Zone zone, Verdict verdict, long candleNanos, long openE8, long highE8, long lowE8, long closeE8) {
        out.concluded(new TouchJudged(
                accountId,
                instrument.id(),
                candleNanos,
                zone.side,
                zone.state,
                zone.originNanos,
                zone.entryE8,
                openE8,
                highE8,
                lowE8,
                closeE8,
                verdict,
                zone.value1,
                zone.value2,
                zone.value3));
    }

    Entry submitEntry(Zone zone, OrderType type, long priceE8, long contracts, long atrE8) {
        return orders.submitEntry(zone, type, priceE8, contracts, zone.stopForE8(priceE8, settings), atrE8);
    }

    /** Places an entry again that was cancelled since trading was switched off; null if it is none, or price has come to its level since. */
    Entry submitAgain(Entry old) {
        boolean isAsItWas = old.wasSwitchedOff
                && !old.zone.isTraded
                && old.order.filledContracts() == 0
                && old.wasReached == isReached(old);
        if (!isAsItWas) {
            return null;
        }
        Order order = old.order;
        Entry entry = orders.submitEntry(
                old.zone, order.type(), order.priceE8(), order.contracts(), old.stop.priceE8(), old.atrE8);
        entry.wasReached = old.wasReached;
        entry.wasReachedBeforeLive = old.wasReachedBeforeLive;
        return entry;
    }

    /** Cancels what rests in zones that were passed over at this close. */
    void cancelEntriesWithoutZone() {
        for (Entry entry : orders.entries()) {
            if (entry.zone.entry != entry) {
                orders.cancel(entry.order);
            }
        }
    }

    // ---- asked and told by the scope

    long openTradeId() {
        return trade == null ? 0 : trade.position.tradeId();
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
        for (Entry entry : orders.entries()) {
            entry.hasYielded |= entry != filled && entry.order.isWorking();
        }
        orders.cancelEntries(filled);
        mode.yieldTo(tradeId);
    }

    void sendWaitingEntry() {
        mode.sendWaiting();
    }

    // ---- the open trade

    /** @param isRecalled whether it was settled long ago */
    private void enter(Entry entry, long contracts, long priceE8, long feeE8, boolean isRecalled) {
        boolean isFirstFill = entry.tradeId == 0;
        entry.zone.isTraded = true;
        if (trade != null && trade.entry != entry) {
            enterTwice(entry, contracts, priceE8, feeE8);
        } else if (trade == null && (isRecalled || isTooLate(entry))) {
            takeRest(entry, contracts, priceE8, feeE8);
        } else {
            if (trade == null) {
                open(entry);
            }
            takeIn(entry, contracts, priceE8, feeE8);
            if (isFirstFill) {
                scope.onTradeOpened(entry, entry.tradeId, market.currentIndex());
            }
        }
        if (isFirstFill) {
            mode.onFirstFill(entry);
        }
    }

    /** Whether it filled while its cancel was under way, and the scope has moved on. */
    private boolean isTooLate(Entry entry) {
        return entry.tradeId != 0 || entry.hasYielded || scope.openTradeId() != 0;
    }

    private void open(Entry entry) {
        long tradeId = ids.nextTrade();
        if (entry.tradeId == 0) { // else the verdict names its first
            entry.tradeId = tradeId;
        }
        Zone zone = entry.zone;
        long atrE8 = entry.atrE8 != 0 ? entry.atrE8 : market.atrE8();
        var position = new Position(tradeId, instrument, zone.direction, atrE8, market.currentIndex());
        trade = new OpenTrade(position, entry, instrument, settings);
        trade.stopE8 = entry.stop.priceE8();
        out.concluded(new TradeOpened(
                tradeId,
                entry.order.id(),
                entry.stop.id(),
                accountId,
                instrument.id(),
                market.currentCandleNanos(),
                zone.direction,
                zone.state,
                zone.side,
                zone.originNanos,
                entry.order.priceE8(),
                atrE8));
    }

    private void takeIn(Entry entry, long contracts, long priceE8, long feeE8) {
        trade.position.enter(contracts, priceE8, entry.order.priceE8(), feeE8);
        if (!trade.isTrailArmed()) {
            trade.stopE8 = trade.emergencyStopE8();
        }
        protect();
        adjustTarget();
        reportEntry(contracts, priceE8, feeE8);
    }

    /**
     * A second entry filled before its cancel arrived (section 19). In the same direction it joins the trade and keeps its own stop beside the
     * trade's; in the other it reduces it, and what it opens beyond that is closed at market.
     */
    private void enterTwice(Entry entry, long contracts, long priceE8, long feeE8) {
        if (entry.tradeId == 0) {
            entry.tradeId = trade.position.tradeId();
        }
        if (entry.order.direction() == trade.direction()) {
            takeIn(entry, contracts, priceE8, feeE8);
            return;
        }
        long reduced = Math.min(contracts, trade.position.contracts());
        long rest = contracts - reduced;
        // The fee goes to the part that closes; a rest pays its own way out.
        reduce(reduced, priceE8, entry.order.priceE8(), feeE8, ExitReason.DOUBLE_FILL, market.currentIndex());
        if (rest > 0) {
            takeRest(entry, rest, priceE8, 0);
        }
    }

    /** Contracts that nobody wants any more: they are protected, and closed at market. */
    private void takeRest(Entry entry, long contracts, long priceE8, long feeE8) {
        open(entry);
        trade.position.enter(contracts, priceE8, entry.order.priceE8(), feeE8);
        protect();
        reportEntry(contracts, priceE8, feeE8);
        scope.onTradeOpened(entry, trade.position.tradeId(), market.currentIndex());
        closeAtMarket(ExitReason.DOUBLE_FILL, priceE8, market.currentIndex());
    }

    /** Until it first filled, the target is asked to be what the trade says, again if it was refused or lost. */
    private void adjustTarget() {
        long contracts = trade.targetContracts();
        if (contracts == 0 || trade.isTargetReached || trade.exitReason != null) {
            return;
        }
        long targetE8 = trade.targetE8();
        if (trade.target == null || !trade.target.isWorking()) {
            trade.target = submitExit(OrderPurpose.TARGET, OrderType.LIMIT, targetE8, contracts);
        } else {
            orders.edit(trade.target, targetE8, contracts);
        }
    }

    private void reportEntry(long contracts, long priceE8, long feeE8) {
        out.concluded(new TradeEntered(
                trade.position.tradeId(),
                contracts,
                priceE8,
                feeE8,
                trade.position.entryE8(),
                trade.targetE8(),
                trade.targetContracts(),
                trade.stopE8));
    }

    /**
     * Makes the stop at the venue what the trade says. Its size is that of all that was or may still be entered, and never made smaller: being
     * reduce-only it cannot do too much, and an edit that meets a fill on its way cannot leave a part naked.
     */
    private void protect() {
        Order stop = trade.stop;
        if (stop.isStanding()) {
            long contracts = Math.addExact(stop.filledContracts(), trade.contractsToCover());
            orders.edit(stop, trade.stopE8, Math.max(stop.wantedContracts(), contracts));
        } else {
            placeStop();
        }
    }

    private void placeStop() {
        trade.stop = submitExit(OrderPurpose.STOP, OrderType.STOP_MARKET, trade.stopE8, trade.contractsToCover());
    }

    private void trail() {
        long levelE8 = trade.trailE8();
        if (!trade.direction().isBeyond(market.closeE8(), levelE8)) {
            closeAtMarket(ExitReason.TRAIL_STOP, market.closeE8(), market.index());
            return;
        }
        if (trade.moveStopTo(levelE8)) {
            out.concluded(new StopMoved(trade.position.tradeId(), trade.stopE8, trade.stopReason));
        }
        protect();
    }

    /** @param index candle whose close decided it, or inside which it was decided: the cool-down counts from it */
    private void closeAtMarket(ExitReason reason, long expectedE8, long index) {
        trade.exitReason = reason;
        trade.exitDecidedIndex = index;
        orders.cancel(trade.entry.order);
        trade.exit = submitExit(OrderPurpose.EXIT, OrderType.MARKET, expectedE8, trade.position.contracts());
    }

    /** An exit is repeated until the position is gone; an entry never is. */
    private void keepClosing() {
        if (trade != null && trade.exitReason != null && !trade.exit.isWorking()) {
            trade.exit =
                    submitExit(OrderPurpose.EXIT, OrderType.MARKET, trade.exit.priceE8(), trade.position.contracts());
        }
    }

    /** @param exitIndex candle whose close decided the exit, or inside which it fills: the cool-down counts from it */
    private void reduce(long contracts, long priceE8, long expectedE8, long feeE8, ExitReason reason, long exitIndex) {
        Position position = trade.position;
        position.exit(contracts, priceE8, expectedE8, feeE8);
        out.concluded(new TradeReduced(position.tradeId(), market.currentCandleNanos(), contracts, priceE8, feeE8, reason));
        if (position.contracts() > 0) {
            protect();
            return;
        }
        scope.onExit(position.direction(), exitIndex);
        orders.cancel(trade.entry.order);
        orders.cancel(trade.stop);
        for (Entry entry : orders.entries()) {
            if (trade.hasJoined(entry)) {
                orders.cancel(entry.stop);
            }
        }
        if (trade.target != null) {
            orders.cancel(trade.target);
        }
        if (trade.exit != null) {
            orders.cancel(trade.exit);
        }
        long capitalBeforeE8 = capitalE8;
        capitalE8 = Math.addExact(capitalE8, position.netE8(priceE8));
        out.concluded(new TradeClosed(
                position.tradeId(),
                accountId,
                instrument.id(),
                position.gainE8(priceE8),
                position.feesE8(),
                position.fundingE8(),
                position.slippageE8(),
                capitalBeforeE8,
                capitalE8,
                reason));
        trade = null;
    }

    /** An order will not fill any more, and that was not by filling. */
    private void settle(Order order, long code) {
        switch (order.purpose()) {
            case ENTRY -> {
                Entry entry = orders.findEntry(order.id());
                entry.refusalCode = code;
                if (order.filledContracts() == 0) {
                    mode.onSettled(entry);
                }
                scope.onOrderSettled();
            }
            case STOP -> {
                if (trade != null && trade.stop == order) {
                    onStopLost(order);
                }
            }
            case TARGET, EXIT -> {
                // Placed again at the next close, or as time moves, while there is a position.
            }
        }
    }

    /** A position must not stand naked: a plain stop, and if the venue will not have it, out at market. */
    private void onStopLost(Order lost) {
        if (lost.state() == OrderState.REJECTED) {
            if (trade.exitReason == null) {
                closeAtMarket(ExitReason.EMERGENCY_STOP, trade.stopE8, market.currentIndex());
            }
        } else {
            placeStop();
        }
    }

    // ---- small parts

    /** Price at the level before the venue has answered: the order was not live when it was reached. */
    private void noteReachedBeforeLive(Order order) {
        if (order.purpose() == OrderPurpose.ENTRY && order.type() == OrderType.LIMIT) {
            Entry entry = orders.findEntry(order.id());
            if (!entry.wasReached) { // else the order that rested in its place knows
                entry.wasReachedBeforeLive = isReached(entry);
            }
        }
    }

    private boolean isReached(Entry entry) {
        return entry.zone.isTouchedBy(market.formingHighE8(), market.formingLowE8());
    }

    private void askScope() {
        scopeTradeId = scope.openTradeId();
        isScopeEntering = scope.hasMarketEntry();
        hasUnansweredEntry = scope.unansweredEntry(null) != 0;
    }

    private Zone newZone(Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        return new Zone(instrument, settings.zone(state), side, state, originNanos, topE8, bottomE8, number);
    }

    private void end(Side side, BlockState state, long originNanos) {
        for (Zone zone : zones) {
            if (zone.is(side, state, originNanos)) {
                zone.isEnded = true;
                hasEndedZone = true;
                return;
            }
        }
        throw new IllegalStateException("expected a live " + side + " " + state + " zone of " + originNanos + " on "
                + instrument.symbol() + ", there is none");
    }

    private Zone find(OrderBlock block) {
        return Stream.concat(zones.stream(), born.stream())
                .filter(zone -> zone.is(block.side(), block.state(), block.originNanos()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "expected a zone on " + instrument.symbol() + " for " + block + ", there is none"));
    }

    private Order submitExit(OrderPurpose purpose, OrderType type, long priceE8, long contracts) {
        return orders.submit(purpose, type, trade.direction().opposite(), priceE8, contracts, trade.position.tradeId());
    }
}
