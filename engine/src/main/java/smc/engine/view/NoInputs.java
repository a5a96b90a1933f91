package smc.engine.view;

import smc.engine.event.Inputs;
import smc.execution.order.OrderReport;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** Passes over every input; who extends it takes those it wants. */
public abstract class NoInputs implements Inputs {
    @Override
    public void at(long sequence, long nowNanos) {}

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {}

    @Override
    public void onClock() {}

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {}

    @Override
    public void onCandle(int instrumentId, Candle candle, boolean isTrusted) {}

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {}

    @Override
    public void onOfficialCandle(int instrumentId, Candle candle) {}

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {}

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {}

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {}

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {}

    @Override
    public void onLiveStarted(long installationId) {}

    @Override
    public void onHistoryCandle(int instrumentId, Candle candle) {}

    @Override
    public void onHistoryEnded(int instrumentId, long anchorNanos, long candles) {}

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {}

    @Override
    public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {}

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {}

    @Override
    public void onSnapshotAsked() {}

    @Override
    public void onHistoryAsked() {}

    @Override
    public void onHistoryHeld(int instrumentId, HistoryMark held) {}

    @Override
    public void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand) {}

    @Override
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8) {}

    @Override
    public void onClockRead(long offsetNanos) {}

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {}

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {}

    @Override
    public void onStageSet(long capE8, String who, String why) {}
}
