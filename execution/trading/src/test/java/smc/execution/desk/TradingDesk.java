package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.strategy.block.DetectorListener;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * The desks of one symbol, spoken to in decimals. The test draws the blocks, closes the candles and, unless it is a {@link SimulatedDesk},
 * plays the venue; the desks' answers are read back as lines (see {@link RecordedEffects}). Order ids count from 1, trade ids too, and a
 * bracket stop takes the id after its entry.
 */
class TradingDesk implements DetectorListener {
    static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);

    /** 2025-01-01 00:15 UTC: the next funding instant is 08:00. */
    static final long START_NANOS = 1_735_690_500_000_000_000L;

    final RecordedEffects effects;
    private final Market market = new Market(CANDLE_NANOS);
    private final List<Desk> desks = new ArrayList<>();
    private final HandDrawnBlocks blocks = new HandDrawnBlocks();
    private long nowNanos = START_NANOS;
    private long nextOpenNanos = START_NANOS;
    private String atr = "2";
    private boolean isTrusted = true;

    TradingDesk(DeskSetup setup) {
        effects = new RecordedEffects(setup.modes(), setup.capitalE8());
        var ids = new OrderIds(0);
        var shared = new Scope();
        for (Mode mode : setup.modes()) {
            Scope scope = setup.isPositionShared() ? shared : new Scope();
            desks.add(new Desk(desks.size(), setup.instrument(), setup.settings(mode), market, scope, ids, effects));
        }
        desks.forEach(desk -> desk.onTradingSwitched(true));
    }

    // ---- the market

    /** A block that is born at the next close. */
    TradingDesk draw(Side side, String top, String bottom) {
        blocks.draw(side, Decimals.e8(top), Decimals.e8(bottom));
        return this;
    }

    /** The average true range from the next close on; 2 before. */
    TradingDesk atr(String usd) {
        atr = usd;
        return this;
    }

    /** Whether the trades of the next candles are complete. */
    TradingDesk trusted(boolean areComplete) {
        isTrusted = areComplete;
        return this;
    }

    /** The next candle, {@code "open high low close"}, and its close. */
    TradingDesk candle(String openHighLowClose) {
        String[] price = openHighLowClose.split(" ", -1);
        var candle = new Candle(
                nextOpenNanos,
                Decimals.e8(price[0]),
                Decimals.e8(price[1]),
                Decimals.e8(price[2]),
                Decimals.e8(price[3]),
                1_000);
        beforeClose(candle);
        blocks.onClose(candle.openE8(), candle.closeE8(), this);
        close(candle, Decimals.e8(atr));
        return this;
    }

    /** What happens inside a candle. Here nothing: the test says it. */
    void beforeClose(Candle candle) {}

    /** Closes a candle in the core's order of work. The detector, or who plays it, has had it already. */
    void close(Candle candle, long atrE8) {
        nextOpenNanos = candle.openTimeNanos() + CANDLE_NANOS;
        timeIs(nextOpenNanos);
        market.onCandle(
                candle.openTimeNanos(),
                candle.openE8(),
                candle.highE8(),
                candle.lowE8(),
                candle.closeE8(),
                atrE8,
                isTrusted);
        market.onForming(0, Long.MAX_VALUE);
        desks.forEach(Desk::manageTrade);
        desks.forEach(Desk::judgeTouches);
        desks.forEach(Desk::plan);
        desks.forEach(Desk::sendEntries);
        desks.forEach(Desk::finishClose);
    }

    /** Range so far of the candle that is forming. */
    TradingDesk forming(String high, String low) {
        market.onForming(Decimals.e8(high), Decimals.e8(low));
        return this;
    }

    /** Lets time pass, and tells the desks. */
    TradingDesk after(long nanos) {
        timeIs(nowNanos + nanos);
        desks.forEach(Desk::onTime);
        return this;
    }

    /** As {@link #after}, into the grace: the candle is over but not closed. */
    TradingDesk afterBoundary(long nanos) {
        nowNanos = nextOpenNanos + CANDLE_NANOS + nanos;
        market.at(nowNanos, nextOpenNanos + CANDLE_NANOS);
        return this;
    }

    void timeIs(long nanos) {
        nowNanos = nanos;
        market.at(nanos, Long.MAX_VALUE);
    }

    long nowNanos() {
        return nowNanos;
    }

    void onTime() {
        desks.forEach(Desk::onTime);
    }

    /** Switches all modes. */
    TradingDesk trading(boolean isOn) {
        desks.forEach(desk -> desk.onTradingSwitched(isOn));
        return this;
    }

    /** What rested when they were switched off may rest again. */
    TradingDesk placeAgain() {
        desks.forEach(Desk::placeAgain);
        return this;
    }

    /** A start under other rules, one for each mode: trading is off then. */
    TradingDesk startedUnder(Instrument instrument, DeskSettings... rules) {
        trading(false);
        var shared = new Scope();
        for (int account = 0; account < rules.length; account++) {
            desks.get(account).goOnUnder(instrument, rules[account], shared);
        }
        return this;
    }

    // ---- what the venue reports

    TradingDesk sent(long orderId) {
        deskOf(orderId).onReport(new Sent(orderId));
        return this;
    }

    TradingDesk accepted(long... orderIds) {
        for (long orderId : orderIds) {
            deskOf(orderId).onReport(new Accepted(orderId));
        }
        return this;
    }

    TradingDesk unanswered(long orderId) {
        deskOf(orderId).onReport(new Unanswered(orderId));
        return this;
    }

    TradingDesk rejected(long orderId, long code) {
        deskOf(orderId).onReport(new Rejected(orderId, code));
        return this;
    }

    TradingDesk cancelled(long orderId) {
        deskOf(orderId).onReport(new Cancelled(orderId));
        return this;
    }

    TradingDesk edited(long orderId, long contracts, String price) {
        deskOf(orderId).onReport(new Edited(orderId, Decimals.e8(price), contracts));
        return this;
    }

    TradingDesk editRejected(long orderId) {
        deskOf(orderId).onReport(new EditRejected(orderId));
        return this;
    }

    /** A fill without fee. */
    TradingDesk filled(long orderId, long cumulativeContracts, String price) {
        return filled(orderId, cumulativeContracts, price, "0");
    }

    TradingDesk filled(long orderId, long cumulativeContracts, String price, String fee) {
        deskOf(orderId).onReport(new Filled(orderId, cumulativeContracts, Decimals.e8(price), Decimals.e8(fee)));
        return this;
    }

    TradingDesk funded(int accountId, String money) {
        desks.get(accountId).onFunding(Decimals.e8(money));
        return this;
    }

    TradingDesk liquidated(int accountId, long contracts, String price, String fee) {
        desks.get(accountId).onLiquidated(contracts, Decimals.e8(price), Decimals.e8(fee));
        return this;
    }

    private Desk deskOf(long orderId) {
        return desks.get(effects.accountOf(orderId));
    }

    Desk desk(int accountId) {
        return desks.get(accountId);
    }

    Market market() {
        return market;
    }

    // ---- what the desks said

    /** Since the last call. */
    List<String> requests() {
        return effects.takeRequests();
    }

    /** Since the last call. */
    List<String> trades() {
        return effects.takeTrades();
    }

    /** Since the last call. */
    List<String> verdicts() {
        return effects.takeVerdicts();
    }

    /** Since the last call. */
    List<String> changes() {
        return effects.takeChanges();
    }

    /** Forgets what was said so far. */
    TradingDesk quietly() {
        requests();
        trades();
        verdicts();
        changes();
        return this;
    }

    /** Of the first account, after its last closed trade. */
    String capital() {
        return capital(0);
    }

    String capital(int accountId) {
        return Decimals.text(effects.capitalE8(accountId));
    }

    boolean hasOpenTrade(int accountId) {
        return desks.get(accountId).openTradeId() != 0;
    }

    // ---- what a detector says, passed on to every desk

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        // The desks trade blocks, not levels.
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        // As above.
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        desks.forEach(desk -> desk.onBlockBorn(side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        desks.forEach(desk -> desk.onBlockBroken(side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        desks.forEach(desk -> desk.onBlockDead(side, originNanos));
    }
}
