package smc.execution.desk;

import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.desk.event.DeskListener;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderPurpose;
import smc.execution.position.ExitReason;
import smc.execution.position.Position;
import smc.execution.risk.DeskRisk;
import smc.strategy.number.ExactMath;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * The capital of one desk and its open trade, of which there is at most one: from the first fill over the protection to the last exit
 * (docs/rules.md, sections 21 and 22). Engine thread.
 */
final class TradeKeeper {
    private final int accountId;
    private final Market market;
    private final OrderIds ids;
    private final DeskOrders orders;
    private final ExitOrders exits;
    private final DeskRisk risk;
    private final DeskListener out;

    private Instrument instrument;
    private Scope scope;
    private Mode mode;
    private long capitalE8;
    /** The open trade, or null. */
    private OpenTrade trade;

    TradeKeeper(
            int accountId,
            Instrument instrument,
            DeskSettings settings,
            Market market,
            Scope scope,
            OrderIds ids,
            DeskOrders orders,
            DeskRisk risk,
            DeskListener out) {
        this.accountId = accountId;
        this.instrument = instrument;
        this.market = market;
        this.scope = scope;
        this.ids = ids;
        this.orders = orders;
        exits = new ExitOrders(orders);
        this.risk = risk;
        this.out = out;
        mode = settings.mode();
        capitalE8 = settings.capitalE8();
    }

    /** The account goes on with these; the open trade keeps its own terms. */
    void goOnWith(Instrument instrument, Scope scope, Mode mode) {
        this.instrument = instrument;
        this.scope = scope;
        this.mode = mode;
    }

    // ---- asked

    /** What an entry is sized by. */
    long sizedCapitalE8() {
        return risk.sizedE8(capitalE8);
    }

    /** Capital, and what the open trade would come to at the last close. */
    long equityE8() {
        return trade == null ? capitalE8 : Math.addExact(capitalE8, trade.position.netE8(market.closeE8()));
    }

    /** The open trade, or null. */
    OpenTrade trade() {
        return trade;
    }

    /** 0 without an open trade. */
    long openTradeId() {
        return trade == null ? 0 : trade.position.tradeId();
    }

    /** Size of an entry. */
    long contractsFor(Zone zone, long priceE8) {
        return zone.contractsFor(sizedCapitalE8(), priceE8);
    }

    void hashTo(StateHash hash) {
        hash.add(capitalE8);
        if (trade != null) {
            trade.hashTo(hash);
        }
    }

    void copyTo(StateCopy out, DeskCopy.Told told) {
        out.put("capitalE8", capitalE8);
        if (trade != null) {
            trade.copyTo(out, told);
        }
    }

    void restore(StateTree in, DeskCopy.Remade remade) {
        capitalE8 = in.number("capitalE8");
        trade = in.optional("trade").map(open -> OpenTrade.of(open, remade)).orElse(null);
    }

    /** An exit is repeated until the position is gone; an entry never is. */
    void keepClosing() {
        if (trade != null) {
            exits.keepClosing(trade, market.nowNanos());
        }
    }

    /** The venue has a stop. */
    void onStopStands(Order order) {
        if (trade != null) {
            exits.onStopStands(trade, order);
        }
    }

    /** A stop that cannot be moved is placed anew, and the old one cancelled once that stands. */
    void onEditRejected(Order order) {
        if (trade != null) {
            exits.onEditRejected(trade, order);
        }
    }

    /** A position must not stand naked: a plain stop, and if the venue will not have it, out at market. */
    void onStopLost(Order lost) {
        if (trade != null && exits.isRefused(trade, lost)) {
            exits.closeAtMarket(trade, ExitReason.EMERGENCY_STOP, trade.stopE8, market.currentIndex());
        }
    }

    /** An exit will not fill any more; if it is blocked, orders that reduce already may have been in its way. */
    void onExitLost(Order lost, boolean isBlocked) {
        if (trade != null) {
            exits.onExitLost(trade, lost, isBlocked, market.nowNanos());
        }
    }

    /** Best price, body stop, trail of the open trade (sections 21 and 22). */
    void onClose() {
        if (trade == null || market.index() < trade.position.entryIndex()) {
            return;
        }
        boolean isAfterEntryCandle = market.index() > trade.position.entryIndex();
        trade.onClose(market, isAfterEntryCandle || mode == Mode.CANDLE_CLOSE);
        if (trade.exitReason != null) {
            exits.keepClosing(trade, market.nowNanos());
            return;
        }
        exits.adjustTarget(trade);
        if (trade.isBodyBeyondEdge(market)) {
            exits.closeAtMarket(trade, ExitReason.BODY_STOP, market.closeE8(), market.index());
        } else if (trade.isTrailArmed()) {
            trail();
        }
    }

    /** Says what the capital is at this close, and what the open trade would come to. */
    void markEquity() {
        long unrealisedE8 = trade == null ? 0 : trade.position.netE8(market.closeE8());
        out.concluded(new EquityMarked(accountId, instrument.id(), market.openTimeNanos(), capitalE8, unrealisedE8));
    }

    /**
     * An entry filled.
     *
     * @param isRecalled whether it was settled long ago
     * @return whether that was its first fill
     */
    boolean enter(Entry entry, long contracts, long priceE8, long feeE8, boolean isRecalled) {
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
        return isFirstFill;
    }

    /** Whether it filled while its cancel was under way, and the scope has moved on. */
    private boolean isTooLate(Entry entry) {
        return entry.tradeId != 0 || entry.hasYielded || entry.isFlattened || scope.openTradeId() != 0;
    }

    private void open(Entry entry) {
        long tradeId = ids.nextTrade();
        if (entry.tradeId == 0) { // else the verdict names its first
            entry.tradeId = tradeId;
        }
        Zone zone = entry.zone;
        long atrE8 = entry.atrE8 != 0 ? entry.atrE8 : market.atrE8();
        var position = new Position(tradeId, instrument, zone.direction, atrE8, market.currentIndex());
        trade = new OpenTrade(position, entry, instrument);
        trade.stopE8 = entry.stop.priceE8();
        out.concluded(trade.opened(accountId, market.currentCandleNanos()));
    }

    private void takeIn(Entry entry, long contracts, long priceE8, long feeE8) {
        trade.position.enter(contracts, priceE8, entry.order.priceE8(), feeE8);
        if (!trade.isTrailArmed()) {
            trade.stopE8 = trade.emergencyStopE8();
        }
        exits.protect(trade);
        exits.adjustTarget(trade);
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
        exits.protect(trade);
        reportEntry(contracts, priceE8, feeE8);
        scope.onTradeOpened(entry, trade.position.tradeId(), market.currentIndex());
        exits.closeAtMarket(trade, reasonOfRest(entry), priceE8, market.currentIndex());
    }

    private ExitReason reasonOfRest(Entry entry) {
        if (!entry.isFlattened) {
            return ExitReason.DOUBLE_FILL;
        }
        return risk.flattensNow() ? ExitReason.RISK_LIMIT : ExitReason.OPERATOR;
    }

    /** What is filled without a position to reduce, or beyond it, the venue was asked only to reduce by. */
    void exit(Order order, long contracts, long priceE8, long feeE8) {
        boolean isReducing = trade != null && order.direction() != trade.direction();
        long reduced = isReducing ? Math.min(contracts, trade.position.contracts()) : 0;
        if (reduced > 0) {
            trade.isTargetReached |= order.purpose() == OrderPurpose.TARGET;
            boolean isDecided = order.purpose() == OrderPurpose.EXIT && trade.exitReason != null;
            long exitIndex = isDecided ? trade.exitDecidedIndex : market.currentIndex();
            reduce(reduced, priceE8, order.priceE8(), feeE8, trade.reasonOf(order), exitIndex);
        }
        if (reduced < contracts) {
            differs(order.direction() == Direction.LONG ? contracts - reduced : reduced - contracts);
        }
    }

    /** The venue closed contracts for want of margin. */
    void onLiquidated(long contracts, long priceE8, long feeE8) {
        long reduced = trade == null ? 0 : Math.min(contracts, trade.position.contracts());
        int sign = trade == null ? 1 : trade.direction().sign();
        if (reduced > 0) {
            reduce(reduced, priceE8, trade.stopE8, feeE8, ExitReason.LIQUIDATION, market.currentIndex());
        }
        if (reduced < contracts) {
            differs(sign * (reduced - contracts));
        }
    }

    /**
     * A fill of somebody else's moved what the venue holds. What is left there is the trade's, up to its size; what is missing went out with that fill.
     *
     * @param held after it: positive long, negative short
     */
    void onPositionMoved(long held, long contracts, long priceE8, long feeE8) {
        if (trade != null) {
            long own = trade.position.contracts();
            long left = Math.clamp(trade.direction().sign() * held, 0, own);
            long reduced = Math.min(own - left, contracts);
            if (reduced > 0) {
                long partE8 = ExactMath.multiplyDivideCeil(Math.max(0, feeE8), reduced, contracts);
                reduce(reduced, priceE8, priceE8, partE8, ExitReason.OPERATOR, market.currentIndex());
            }
        }
        if (contracts() != held) {
            differs(held - contracts());
        }
    }

    /** Funding was booked; positive costs. What is said of it only after the trade was closed changes the capital alone. */
    void onFunding(long moneyE8) {
        if (trade == null) {
            capitalE8 = Math.subtractExact(capitalE8, moneyE8);
            out.concluded(new CapitalCorrected(accountId, instrument.id(), moneyE8, capitalE8));
        } else {
            trade.position.pay(moneyE8);
            out.concluded(new TradeFunded(trade.position.tradeId(), moneyE8));
        }
    }

    /** Capital was added or taken: the next entry is sized by what it is since. */
    void onCapitalMoved(long moneyE8, boolean isByHand) {
        capitalE8 = Math.addExact(capitalE8, moneyE8);
        risk.onMoved(moneyE8);
        out.concluded(new CapitalMoved(accountId, instrument.id(), moneyE8, capitalE8, isByHand));
    }

    /** @param beyond what the venue must hold beside what is known, signed; 0 if that cannot be told */
    void differs(long beyond) {
        out.positionDiffers(accountId, instrument.id(), contracts(), contracts() + beyond);
    }

    /** What is held: positive long, negative short, 0 without an open trade. */
    long contracts() {
        return trade == null ? 0 : trade.direction().sign() * trade.position.contracts();
    }

    private void reportEntry(long contracts, long priceE8, long feeE8) {
        out.concluded(trade.entered(contracts, priceE8, feeE8));
    }

    private void trail() {
        long levelE8 = trade.trailE8(risk.trailBps());
        if (!trade.direction().isBeyond(market.closeE8(), levelE8)) {
            exits.closeAtMarket(trade, ExitReason.TRAIL_STOP, market.closeE8(), market.index());
            return;
        }
        if (trade.moveStopTo(levelE8)) {
            out.concluded(new StopMoved(trade.position.tradeId(), trade.stopE8, trade.stopReason));
        }
        exits.protect(trade);
    }

    /** Everything is to be closed at market; what protects stands until that is so. */
    void flatten(ExitReason reason) {
        orders.flatten();
        if (trade != null && trade.exitReason == null) {
            exits.closeAtMarket(trade, reason, market.closeE8(), market.currentIndex());
        } else if (trade != null) {
            exits.keepClosing(trade, Long.MAX_VALUE); // a close that was refused is asked for again now
        }
    }

    /** @param exitIndex candle whose close decided the exit, or inside which it fills: the cool-down counts from it */
    private void reduce(long contracts, long priceE8, long expectedE8, long feeE8, ExitReason reason, long exitIndex) {
        Position position = trade.position;
        position.exit(contracts, priceE8, expectedE8, feeE8);
        out.concluded(
                new TradeReduced(position.tradeId(), market.currentCandleNanos(), contracts, priceE8, feeE8, reason));
        if (position.contracts() > 0) {
            exits.protect(trade);
            return;
        }
        scope.onExit(position.direction(), exitIndex);
        orders.cancelAllOf(trade);
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
        risk.onClosed(capitalE8 - capitalBeforeE8);
    }
}
