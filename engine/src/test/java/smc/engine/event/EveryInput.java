package smc.engine.event;

import java.util.function.Consumer;
import smc.execution.order.OrderReport;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** Takes every input in one place: what tests keep, hand on or fail at. */
public abstract class EveryInput implements Inputs {
    /** @param again calls another with the same */
    protected abstract void on(Call call, Consumer<Inputs> again);

    @Override
    public void at(long sequence, long nowNanos) {
        on(Call.of("at", sequence, nowNanos), inputs -> inputs.at(sequence, nowNanos));
    }

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        on(
                Call.of("onEngineStarted", epoch, configHash, keptSequence, cutReason),
                inputs -> inputs.onEngineStarted(epoch, configHash, keptSequence, cutReason));
    }

    @Override
    public void onClock() {
        on(Call.of("onClock"), inputs -> inputs.onClock());
    }

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        on(
                Call.of("onTrade", instrumentId, venueNanos, priceE8, contracts),
                inputs -> inputs.onTrade(instrumentId, venueNanos, priceE8, contracts));
    }

    @Override
    public void onCandle(int instrumentId, Candle candle, boolean isTrusted) {
        on(
                Call.of("onCandle", instrumentId, candle, isTrusted),
                inputs -> inputs.onCandle(instrumentId, candle, isTrusted));
    }

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        on(
                Call.of("onTradesMissed", instrumentId, fromNanos, toNanos),
                inputs -> inputs.onTradesMissed(instrumentId, fromNanos, toNanos));
    }

    @Override
    public void onOfficialCandle(int instrumentId, Candle candle) {
        on(Call.of("onOfficialCandle", instrumentId, candle), inputs -> inputs.onOfficialCandle(instrumentId, candle));
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        on(
                Call.of("onOrderReport", accountId, instrumentId, report),
                inputs -> inputs.onOrderReport(accountId, instrumentId, report));
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        on(
                Call.of("onFunding", accountId, instrumentId, moneyE8),
                inputs -> inputs.onFunding(accountId, instrumentId, moneyE8));
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        on(
                Call.of("onLiquidated", accountId, instrumentId, contracts, priceE8, feeE8),
                inputs -> inputs.onLiquidated(accountId, instrumentId, contracts, priceE8, feeE8));
    }

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {
        on(Call.of("onTradingSwitched", accountId, isOn), inputs -> inputs.onTradingSwitched(accountId, isOn));
    }

    @Override
    public void onLiveStarted(long installationId) {
        on(Call.of("onLiveStarted", installationId), inputs -> inputs.onLiveStarted(installationId));
    }

    @Override
    public void onHistoryCandle(int instrumentId, Candle candle) {
        on(Call.of("onHistoryCandle", instrumentId, candle), inputs -> inputs.onHistoryCandle(instrumentId, candle));
    }

    @Override
    public void onHistoryEnded(int instrumentId, long anchorNanos, long candles) {
        on(
                Call.of("onHistoryEnded", instrumentId, anchorNanos, candles),
                inputs -> inputs.onHistoryEnded(instrumentId, anchorNanos, candles));
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        on(
                Call.of("onPositionMoved", accountId, instrumentId, heldContracts, contracts, priceE8, feeE8),
                inputs -> inputs.onPositionMoved(accountId, instrumentId, heldContracts, contracts, priceE8, feeE8));
    }

    @Override
    public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
        on(
                Call.of("onWalletRead", accountId, walletE8, broughtE8, isShort),
                inputs -> inputs.onWalletRead(accountId, walletE8, broughtE8, isShort));
    }

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
        on(
                Call.of("onPositionRead", accountId, instrumentId, contracts, entryE8),
                inputs -> inputs.onPositionRead(accountId, instrumentId, contracts, entryE8));
    }

    @Override
    public void onSnapshotAsked() {
        on(Call.of("onSnapshotAsked"), Inputs::onSnapshotAsked);
    }

    @Override
    public void onHistoryAsked() {
        on(Call.of("onHistoryAsked"), Inputs::onHistoryAsked);
    }

    @Override
    public void onHistoryHeld(int instrumentId, HistoryMark held) {
        on(Call.of("onHistoryHeld", instrumentId, held), inputs -> inputs.onHistoryHeld(instrumentId, held));
    }

    @Override
    public void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand) {
        on(
                Call.of("onCapitalMoved", accountId, instrumentId, moneyE8, isByHand),
                inputs -> inputs.onCapitalMoved(accountId, instrumentId, moneyE8, isByHand));
    }

    @Override
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8) {
        on(
                Call.of("onQuote", instrumentId, markE8, bidE8, askE8),
                inputs -> inputs.onQuote(instrumentId, markE8, bidE8, askE8));
    }

    @Override
    public void onClockRead(long offsetNanos) {
        on(Call.of("onClockRead", offsetNanos), inputs -> inputs.onClockRead(offsetNanos));
    }

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
        on(
                Call.of("onStateAsked", accountId, instrumentId, state, reason, who, why),
                inputs -> inputs.onStateAsked(accountId, instrumentId, state, reason, who, why));
    }

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
        on(
                Call.of("onFlattenAsked", accountId, instrumentId, reason, who, why),
                inputs -> inputs.onFlattenAsked(accountId, instrumentId, reason, who, why));
    }

    @Override
    public void onStageSet(long capE8, String who, String why) {
        on(Call.of("onStageSet", capE8, who, why), inputs -> inputs.onStageSet(capE8, who, why));
    }
}
