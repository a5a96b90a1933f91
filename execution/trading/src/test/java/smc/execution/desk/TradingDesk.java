package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskListener;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.block.DetectorListener;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * The desks of one symbol, spoken to in decimals. The test draws the blocks, closes the candles and, unless it is a {@link SimulatedDesk},
 * plays the venue; the desks' answers are read back as lines (see {@link RecordedEffects}). Order ids count from 1, trade ids too, and a
 * bracket stop takes the id after its entry.
 *
 * <p>Beside its desks it keeps a second set that is told the same, and that is made again from a copy of itself after each input. Both must say the
 * same at every one, so each scenario is one of snapshots too.
 */
class TradingDesk implements DetectorListener {
    static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);

    /** 2025-01-01 00:15 UTC: the next funding instant is 08:00. */
    static final long START_NANOS = 1_735_690_500_000_000_000L;

    final RecordedEffects effects;
    private final SymbolDesks desks;
    private SymbolDesks remade;
    private final int inputsPerRemaking;
    private int inputs;
    private final HandDrawnBlocks blocks = new HandDrawnBlocks();
    private long nowNanos = START_NANOS;
    private long nextOpenNanos = START_NANOS;
    private String atr = "2";
    private boolean isTrusted = true;

    TradingDesk(DeskSetup setup) {
        effects = new RecordedEffects(setup.modes(), setup.capitalE8());
        desks = new SymbolDesks(setup, effects);
        remade = new SymbolDesks(setup, new NobodyListens());
        inputsPerRemaking = setup.inputsPerRemaking();
        inputOfAll(desk -> desk.onTradingSwitched(true));
    }

    /** Tells both sets an input, or the last part of one; they must say the same, and one goes on as another made of its copy. */
    private void input(Consumer<SymbolDesks> told) {
        partOfInput(told);
        inputs++;
        if (inputs % inputsPerRemaking == 0) {
            remade = remade.remade();
        }
    }

    private void partOfInput(Consumer<SymbolDesks> told) {
        told.accept(desks);
        told.accept(remade);
        assertThat(remade.takeSaid()).as("said by desks made again").isEqualTo(desks.takeSaid());
    }

    /** An input of every desk. */
    private void inputOfAll(Consumer<Desk> told) {
        input(each -> each.all().forEach(told));
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
        nowNanos = nextOpenNanos;
        input(each -> {
            each.market().at(nowNanos, Long.MAX_VALUE);
            each.market()
                    .onCandle(
                            candle.openTimeNanos(),
                            candle.openE8(),
                            candle.highE8(),
                            candle.lowE8(),
                            candle.closeE8(),
                            atrE8,
                            isTrusted);
            each.market().onForming(0, Long.MAX_VALUE);
            each.all().forEach(Desk::manageTrade);
            each.all().forEach(Desk::judgeTouches);
            each.all().forEach(Desk::plan);
            each.all().forEach(Desk::sendEntries);
            each.all().forEach(Desk::finishClose);
        });
    }

    /** Range so far of the candle that is forming. */
    TradingDesk forming(String high, String low) {
        input(each -> each.market().onForming(Decimals.e8(high), Decimals.e8(low)));
        return this;
    }

    /** Lets time pass, and tells the desks. */
    TradingDesk after(long nanos) {
        timeIs(nowNanos + nanos);
        onTime();
        return this;
    }

    /** As {@link #after}, into the grace: the candle is over but not closed. */
    TradingDesk afterBoundary(long nanos) {
        nowNanos = nextOpenNanos + CANDLE_NANOS + nanos;
        partOfInput(each -> each.market().at(nowNanos, nextOpenNanos + CANDLE_NANOS));
        return this;
    }

    /** Time of the input that follows. */
    void timeIs(long nanos) {
        nowNanos = nanos;
        partOfInput(each -> each.market().at(nanos, Long.MAX_VALUE));
    }

    long nowNanos() {
        return nowNanos;
    }

    void onTime() {
        inputOfAll(Desk::onTime);
    }

    /** Switches all modes. */
    TradingDesk trading(boolean isOn) {
        inputOfAll(desk -> desk.onTradingSwitched(isOn));
        return this;
    }

    /** What rested when they were switched off may rest again. */
    TradingDesk placeAgain() {
        inputOfAll(Desk::placeAgain);
        return this;
    }

    /** A start under other rules, one for each mode: trading is off then. */
    TradingDesk startedUnder(Instrument instrument, DeskSettings... rules) {
        trading(false);
        input(each -> each.goOnUnder(instrument, List.of(rules)));
        return this;
    }

    // ---- what the venue reports

    TradingDesk sent(long orderId) {
        report(effects.accountOf(orderId), new Sent(orderId));
        return this;
    }

    TradingDesk accepted(long... orderIds) {
        for (long orderId : orderIds) {
            report(effects.accountOf(orderId), new Accepted(orderId));
        }
        return this;
    }

    TradingDesk unanswered(long orderId) {
        report(effects.accountOf(orderId), new Unanswered(orderId));
        return this;
    }

    TradingDesk rejected(long orderId, long code) {
        report(effects.accountOf(orderId), new Rejected(orderId, code));
        return this;
    }

    TradingDesk cancelled(long orderId) {
        report(effects.accountOf(orderId), new Cancelled(orderId));
        return this;
    }

    TradingDesk edited(long orderId, long contracts, String price) {
        report(effects.accountOf(orderId), new Edited(orderId, Decimals.e8(price), contracts));
        return this;
    }

    TradingDesk editRejected(long orderId) {
        report(effects.accountOf(orderId), new EditRejected(orderId));
        return this;
    }

    /** A fill without fee. */
    TradingDesk filled(long orderId, long cumulativeContracts, String price) {
        return filled(orderId, cumulativeContracts, price, "0");
    }

    TradingDesk filled(long orderId, long cumulativeContracts, String price, String fee) {
        report(
                effects.accountOf(orderId),
                new Filled(orderId, cumulativeContracts, Decimals.e8(price), Decimals.e8(fee)));
        return this;
    }

    /** Somebody asks for a state of all. */
    TradingDesk asked(TradingState state) {
        return asked(state, RiskReason.OPERATOR);
    }

    TradingDesk asked(TradingState state, RiskReason reason) {
        inputOfAll(desk -> desk.onStateAsked(state, reason));
        return this;
    }

    /** Somebody wants everything closed. */
    TradingDesk flatten(RiskReason reason) {
        inputOfAll(desk -> desk.onFlattenAsked(reason));
        return this;
    }

    /** The venue's mark, and its best prices. */
    TradingDesk quote(String mark, String bid, String ask) {
        input(each -> each.gate().onQuote(0, Decimals.e8(mark), Decimals.e8(bid), Decimals.e8(ask), nowNanos));
        return this;
    }

    /** By how much our clock is ahead. */
    TradingDesk clockAhead(long nanos) {
        input(each -> each.gate().onClockRead(nanos));
        return this;
    }

    /** What may be traded with. */
    TradingDesk stage(String usd) {
        input(each -> each.gate().onStageSet(Decimals.e8(usd)));
        return this;
    }

    TradingDesk capitalMovedByHand(int accountId, String money) {
        input(each -> each.of(accountId).onCapitalMoved(Decimals.e8(money), true));
        return this;
    }

    TradingDesk funded(int accountId, String money) {
        funded(accountId, Decimals.e8(money));
        return this;
    }

    TradingDesk liquidated(int accountId, long contracts, String price, String fee) {
        liquidated(accountId, contracts, Decimals.e8(price), Decimals.e8(fee));
        return this;
    }

    /** Any report, of an order that nobody asked for too. */
    void report(int accountId, OrderReport report) {
        input(each -> each.of(accountId).onReport(report));
    }

    void funded(int accountId, long moneyE8) {
        input(each -> each.of(accountId).onFunding(moneyE8));
    }

    void liquidated(int accountId, long contracts, long priceE8, long feeE8) {
        input(each -> each.of(accountId).onLiquidated(contracts, priceE8, feeE8));
    }

    /** A fill of somebody else's. */
    TradingDesk moved(long held, long contracts, String price, String fee) {
        input(each -> each.of(0).onPositionMoved(held, contracts, Decimals.e8(price), Decimals.e8(fee)));
        return this;
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
    List<String> states() {
        return effects.takeStates();
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
        states();
        return this;
    }

    /** Of the first account, after its last closed trade. */
    String capital() {
        return capital(0);
    }

    String capital(int accountId) {
        return Decimals.text(effects.capitalE8(accountId));
    }

    /** Of the open trade, below 0 short. */
    long contracts(int accountId) {
        return desks.of(accountId).contracts();
    }

    boolean hasOpenTrade(int accountId) {
        return desks.of(accountId).openTradeId() != 0;
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
        blocksChange(desk -> desk.onBlockBorn(side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        blocksChange(desk -> desk.onBlockBroken(side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        blocksChange(desk -> desk.onBlockDead(side, originNanos));
    }

    /** Part of the close that follows. */
    private void blocksChange(Consumer<Desk> told) {
        partOfInput(each -> each.all().forEach(told));
    }

    /** What the desks made again say is compared, and nothing more. */
    private static final class NobodyListens implements DeskListener {
        @Override
        public void wanted(OrderRequest request) {}

        @Override
        public void concluded(DeskEvent event) {}

        @Override
        public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {}
    }
}
