package smc.engine.core;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.execution.desk.Desk;
import smc.execution.desk.Scope;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderReport;
import smc.execution.risk.RiskGate;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * The whole engine without its edges: takes inputs, reports effects. The same object trades live, on paper, in a backtest and in a replay,
 * and cannot tell which. One owning thread.
 */
public final class TradingCore implements Inputs {
    private final OrderIds ids;
    private final Effects effects;
    private final LongFunction<CoreSettings> settingsOf;

    private final StateCopy copy = new StateCopy();

    private CoreSettings settings;
    private RiskGate gate;
    private SymbolCore[] symbols;
    private Desk[][] desks;
    private boolean hasStarted;
    private long nowNanos;

    /** One that every start goes on with by the same settings. */
    public TradingCore(CoreSettings settings, Effects effects) {
        this(settings, _ -> settings, effects);
    }

    /**
     * One whose starts each have their own settings.
     *
     * @param settings until the first start says by which it runs
     * @param settingsOf those of a configuration, by the number of {@link #onEngineStarted}; the same for the same number, for ever
     */
    public TradingCore(CoreSettings settings, LongFunction<CoreSettings> settingsOf, Effects effects) {
        this.effects = effects;
        this.settingsOf = settingsOf;
        ids = new OrderIds(settings.epoch());
        build(settings);
    }

    private void build(CoreSettings first) {
        settings = first;
        int accounts = settings.accounts().size();
        symbols = new SymbolCore[settings.instruments().size()];
        desks = new Desk[accounts][symbols.length];
        gate = new RiskGate(settings.risk(), accounts, symbols.length);
        for (int symbol = 0; symbol < symbols.length; symbol++) {
            symbols[symbol] = new SymbolCore(settings, symbol, effects);
            var shared = new Scope();
            for (int account = 0; account < accounts; account++) {
                var desk = new Desk(
                        account,
                        settings.instruments().get(symbol),
                        settings.accounts().get(account),
                        symbols[symbol].market(),
                        settings.sharesPosition() ? shared : new Scope(),
                        gate,
                        ids,
                        effects);
                desks[account][symbol] = desk;
                symbols[symbol].add(desk);
            }
        }
    }

    /**
     * Desks go on under their new rules, with trading off; whatever is open keeps its own. What is traded, by whom and in which candles must be the
     * same: the start has looked at that ({@link CoreSettings#goesOnWith}).
     */
    private void goOnUnder(CoreSettings next) {
        if (!settings.goesOnWith(next)) {
            throw new IllegalArgumentException("expected settings that " + settings + " goes on with, was " + next);
        }
        settings = next;
        gate.goOnUnder(next.risk());
        for (int symbol = 0; symbol < symbols.length; symbol++) {
            symbols[symbol].goOnUnder(next);
            var shared = new Scope();
            for (int account = 0; account < desks.length; account++) {
                desks[account][symbol].goOnUnder(
                        next.instruments().get(symbol),
                        next.accounts().get(account),
                        next.sharesPosition() ? shared : new Scope());
            }
        }
    }

    @Override
    public void at(long sequence, long nowNanos) {
        if (nowNanos < this.nowNanos) {
            throw new IllegalArgumentException("expected time not to run backwards: " + nowNanos + " after "
                    + this.nowNanos + " at sequence " + sequence);
        }
        this.nowNanos = nowNanos;
    }

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        ids.startEpoch(epoch);
        CoreSettings next = settingsOf.apply(configHash);
        if (!hasStarted && !next.equals(settings)) {
            build(next);
        }
        hasStarted = true;
        for (SymbolCore symbol : symbols) {
            symbol.onEngineStarted();
        }
        for (int accountId = 0; accountId < desks.length; accountId++) {
            onTradingSwitched(accountId, false);
        }
        if (!next.equals(settings)) {
            goOnUnder(next);
        }
    }

    /** One input closes at most one symbol's candle; the next clock closes the next. */
    @Override
    public void onClock() {
        for (SymbolCore symbol : symbols) {
            if (symbol.at(nowNanos).closeIfDue()) {
                return;
            }
        }
        for (SymbolCore symbol : symbols) {
            symbol.onTime();
        }
    }

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        gate.onTrade(instrumentId, priceE8, nowNanos);
        symbols[instrumentId].at(nowNanos).onTrade(venueNanos, priceE8, contracts);
    }

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        symbols[instrumentId].onTradesMissed(fromNanos, toNanos);
    }

    @Override
    public void onOfficialCandle(int instrumentId, Candle candle) {
        symbols[instrumentId].at(nowNanos).onOfficialCandle(candle);
    }

    @Override
    public void onCandle(int instrumentId, Candle candle, boolean isTrusted) {
        symbols[instrumentId].at(nowNanos).onCandle(candle, isTrusted);
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        desk(accountId, instrumentId).onReport(report);
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        desk(accountId, instrumentId).onFunding(moneyE8);
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        desk(accountId, instrumentId).onLiquidated(contracts, priceE8, feeE8);
    }

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {
        for (int instrumentId = 0; instrumentId < symbols.length; instrumentId++) {
            Desk desk = desk(accountId, instrumentId);
            if (isOn && desk.isTradingOn()) {
                if (symbols[instrumentId].isWhole()) {
                    desk.placeAgain();
                }
            } else {
                desk.onTradingSwitched(isOn);
            }
        }
    }

    @Override
    public void onLiveStarted(long installationId) {
        for (SymbolCore symbol : symbols) {
            symbol.awaitOfficialCandles();
        }
    }

    @Override
    public void onHistoryCandle(int instrumentId, Candle candle) {
        symbols[instrumentId].at(nowNanos).onHistoryCandle(candle);
    }

    @Override
    public void onHistoryEnded(int instrumentId, long anchorNanos, long candles) {
        symbols[instrumentId].at(nowNanos).onHistoryEnded();
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        desk(accountId, instrumentId).onPositionMoved(heldContracts, contracts, priceE8, feeE8);
    }

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
        long ownContracts = desk(accountId, instrumentId).contracts();
        if (ownContracts != contracts) {
            effects.positionDiffers(accountId, instrumentId, ownContracts, contracts);
        }
    }

    @Override
    public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
        // For whoever watches the wallet: it decides nothing.
    }

    @Override
    public void onSnapshotAsked() {
        copyTo(copy);
        effects.snapshotTaken(copy.hash());
    }

    /** What the last {@link #onSnapshotAsked} copied out; the core's own, for who is called on its thread. */
    public StateCopy copy() {
        return copy;
    }

    /** Copies out everything that is remembered. */
    public void copyTo(StateCopy out) {
        out.clear();
        out.begin("core", 1).put("nowNanos", nowNanos).put("hasStarted", hasStarted);
        ids.copyTo(out);
        gate.copyTo(out, nowNanos);
        out.beginList("symbols");
        for (SymbolCore symbol : symbols) {
            symbol.copyTo(out);
        }
        out.end().end();
    }

    /**
     * Of one that had no input, and was made with the settings that were in force: goes on as the one did that copied itself out.
     *
     * @throws StateException if it is not what {@link #copyTo} tells by these settings
     */
    public void restore(StateTree in) {
        StateTree told = in.object("core", 1);
        nowNanos = told.number("nowNanos");
        hasStarted = told.truth("hasStarted");
        ids.restore(told);
        gate.restore(told);
        List<StateTree> toldSymbols = told.objects("symbols");
        if (toldSymbols.size() != symbols.length) {
            throw new StateException("expected %d symbols, were %d".formatted(symbols.length, toldSymbols.size()));
        }
        for (int symbol = 0; symbol < symbols.length; symbol++) {
            symbols[symbol].restore(toldSymbols.get(symbol));
        }
    }

    @Override
    public void onHistoryAsked() {
        for (SymbolCore symbol : symbols) {
            symbol.onHistoryAsked();
        }
    }

    @Override
    public void onHistoryHeld(int instrumentId, HistoryMark held) {
        symbols[instrumentId].onHistoryHeld(held);
    }

    @Override
    public void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand) {
        desk(accountId, instrumentId).onCapitalMoved(moneyE8, isByHand);
    }

    @Override
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8) {
        gate.onQuote(instrumentId, markE8, bidE8, askE8, nowNanos);
    }

    @Override
    public void onClockRead(long offsetNanos) {
        gate.onClockRead(offsetNanos);
    }

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
        forEach(accountId, instrumentId, desk -> desk.onStateAsked(state, reason));
    }

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
        forEach(accountId, instrumentId, desk -> desk.onFlattenAsked(reason));
    }

    @Override
    public void onStageSet(long capE8, String who, String why) {
        gate.onStageSet(capE8);
    }

    private void forEach(int accountId, int instrumentId, Consumer<Desk> action) {
        for (int account = 0; account < desks.length; account++) {
            for (int instrument = 0; instrument < symbols.length; instrument++) {
                boolean isAsked = (accountId == ALL || accountId == account)
                        && (instrumentId == ALL || instrumentId == instrument);
                if (isAsked) {
                    action.accept(desk(account, instrument));
                }
            }
        }
    }

    /** The desk, its market told what time it is. */
    private Desk desk(int accountId, int instrumentId) {
        symbols[instrumentId].at(nowNanos);
        return desks[accountId][instrumentId];
    }
}
