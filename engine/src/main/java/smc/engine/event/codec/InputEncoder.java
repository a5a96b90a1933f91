package smc.engine.event.codec;

import smc.engine.event.Inputs;
import smc.engine.event.sbe.MessageHeaderEncoder;
import smc.engine.event.sbe.OnCandleEncoder;
import smc.engine.event.sbe.OnCapitalMovedEncoder;
import smc.engine.event.sbe.OnClockEncoder;
import smc.engine.event.sbe.OnClockReadEncoder;
import smc.engine.event.sbe.OnEngineStartedEncoder;
import smc.engine.event.sbe.OnFlattenAskedEncoder;
import smc.engine.event.sbe.OnFundingEncoder;
import smc.engine.event.sbe.OnHistoryAskedEncoder;
import smc.engine.event.sbe.OnHistoryCandleEncoder;
import smc.engine.event.sbe.OnHistoryEndedEncoder;
import smc.engine.event.sbe.OnHistoryHeldEncoder;
import smc.engine.event.sbe.OnLiquidatedEncoder;
import smc.engine.event.sbe.OnLiveStartedEncoder;
import smc.engine.event.sbe.OnOfficialCandleEncoder;
import smc.engine.event.sbe.OnPositionMovedEncoder;
import smc.engine.event.sbe.OnPositionReadEncoder;
import smc.engine.event.sbe.OnQuoteEncoder;
import smc.engine.event.sbe.OnSnapshotAskedEncoder;
import smc.engine.event.sbe.OnStageSetEncoder;
import smc.engine.event.sbe.OnStateAskedEncoder;
import smc.engine.event.sbe.OnTradeEncoder;
import smc.engine.event.sbe.OnTradesMissedEncoder;
import smc.engine.event.sbe.OnTradingSwitchedEncoder;
import smc.engine.event.sbe.OnWalletReadEncoder;
import smc.execution.order.OrderReport;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/**
 * Writes inputs into a frame, one message each, every byte of it. One owner; allocates nothing unless the frame grows.
 *
 * <p>{@link #at} is no message: sequence and time belong to the frame's header, whose writer asks for them here.
 */
public final class InputEncoder implements Inputs {
    private final FrameWriter frame;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OnEngineStartedEncoder onEngineStarted = new OnEngineStartedEncoder();
    private final OnClockEncoder onClock = new OnClockEncoder();
    private final OnTradeEncoder onTrade = new OnTradeEncoder();
    private final OnCandleEncoder onCandle = new OnCandleEncoder();
    private final OnTradesMissedEncoder onTradesMissed = new OnTradesMissedEncoder();
    private final OnOfficialCandleEncoder onOfficialCandle = new OnOfficialCandleEncoder();
    private final OrderReportEncoder orderReports;
    private final OnFundingEncoder onFunding = new OnFundingEncoder();
    private final OnLiquidatedEncoder onLiquidated = new OnLiquidatedEncoder();
    private final OnTradingSwitchedEncoder onTradingSwitched = new OnTradingSwitchedEncoder();
    private final OnLiveStartedEncoder onLiveStarted = new OnLiveStartedEncoder();
    private final OnHistoryCandleEncoder onHistoryCandle = new OnHistoryCandleEncoder();
    private final OnHistoryEndedEncoder onHistoryEnded = new OnHistoryEndedEncoder();
    private final OnPositionMovedEncoder onPositionMoved = new OnPositionMovedEncoder();
    private final OnWalletReadEncoder onWalletRead = new OnWalletReadEncoder();
    private final OnPositionReadEncoder onPositionRead = new OnPositionReadEncoder();
    private final OnSnapshotAskedEncoder onSnapshotAsked = new OnSnapshotAskedEncoder();
    private final OnHistoryAskedEncoder onHistoryAsked = new OnHistoryAskedEncoder();
    private final OnHistoryHeldEncoder onHistoryHeld = new OnHistoryHeldEncoder();
    private final OnCapitalMovedEncoder onCapitalMoved = new OnCapitalMovedEncoder();
    private final OnQuoteEncoder onQuote = new OnQuoteEncoder();
    private final OnClockReadEncoder onClockRead = new OnClockReadEncoder();
    private final OnStateAskedEncoder onStateAsked = new OnStateAskedEncoder();
    private final OnFlattenAskedEncoder onFlattenAsked = new OnFlattenAskedEncoder();
    private final OnStageSetEncoder onStageSet = new OnStageSetEncoder();
    private long sequence;
    private long atNanos;

    /** @param frame where they go; whoever starts a frame in it decides which slot */
    public InputEncoder(FrameWriter frame) {
        this.frame = frame;
        orderReports = new OrderReportEncoder(frame);
    }

    /** As told last by {@link #at}; 0 before. */
    public long sequence() {
        return sequence;
    }

    /** As told last by {@link #at}, epoch nanoseconds; 0 before. */
    public long atNanos() {
        return atNanos;
    }

    @Override
    public void at(long sequence, long nowNanos) {
        this.sequence = sequence;
        this.atNanos = nowNanos;
    }

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        onEngineStarted
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnEngineStartedEncoder.BLOCK_LENGTH), header)
                .epoch(epoch)
                .configHash(configHash)
                .keptSequence(keptSequence)
                .cutReason(cutReason);
    }

    @Override
    public void onClock() {
        onClock.wrapAndApplyHeader(frame.buffer(), frame.next(OnClockEncoder.BLOCK_LENGTH), header);
    }

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        onTrade.wrapAndApplyHeader(frame.buffer(), frame.next(OnTradeEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .venueNanos(venueNanos)
                .priceE8(priceE8)
                .contracts(contracts);
    }

    @Override
    public void onCandle(int instrumentId, Candle candle, boolean isTrusted) {
        onCandle.wrapAndApplyHeader(frame.buffer(), frame.next(OnCandleEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .openTimeNanos(candle.openTimeNanos())
                .openE8(candle.openE8())
                .highE8(candle.highE8())
                .lowE8(candle.lowE8())
                .closeE8(candle.closeE8())
                .contracts(candle.contracts())
                .isTrusted(EnumCodes.code(isTrusted));
    }

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        onTradesMissed
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnTradesMissedEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .fromNanos(fromNanos)
                .toNanos(toNanos);
    }

    @Override
    public void onOfficialCandle(int instrumentId, Candle candle) {
        onOfficialCandle
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnOfficialCandleEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .openTimeNanos(candle.openTimeNanos())
                .openE8(candle.openE8())
                .highE8(candle.highE8())
                .lowE8(candle.lowE8())
                .closeE8(candle.closeE8())
                .contracts(candle.contracts());
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        orderReports.write(accountId, instrumentId, report);
    }

    @Override
    public void onFunding(int accountId, int instrumentId, long moneyE8) {
        onFunding
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnFundingEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .moneyE8(moneyE8);
    }

    @Override
    public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        onLiquidated
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnLiquidatedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .contracts(contracts)
                .priceE8(priceE8)
                .feeE8(feeE8);
    }

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {
        onTradingSwitched
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnTradingSwitchedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .isOn(EnumCodes.code(isOn));
    }

    @Override
    public void onLiveStarted(long installationId) {
        onLiveStarted
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnLiveStartedEncoder.BLOCK_LENGTH), header)
                .installationId(installationId);
    }

    @Override
    public void onHistoryCandle(int instrumentId, Candle candle) {
        onHistoryCandle
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnHistoryCandleEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .openTimeNanos(candle.openTimeNanos())
                .openE8(candle.openE8())
                .highE8(candle.highE8())
                .lowE8(candle.lowE8())
                .closeE8(candle.closeE8())
                .contracts(candle.contracts());
    }

    @Override
    public void onHistoryEnded(int instrumentId, long anchorNanos, long candles) {
        onHistoryEnded
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnHistoryEndedEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .anchorNanos(anchorNanos)
                .candles(candles);
    }

    @Override
    public void onPositionMoved(
            int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
        onPositionMoved
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnPositionMovedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .heldContracts(heldContracts)
                .contracts(contracts)
                .priceE8(priceE8)
                .feeE8(feeE8);
    }

    @Override
    public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
        onPositionRead
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnPositionReadEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .contracts(contracts)
                .entryE8(entryE8);
    }

    @Override
    public void onSnapshotAsked() {
        onSnapshotAsked.wrapAndApplyHeader(frame.buffer(), frame.next(OnSnapshotAskedEncoder.BLOCK_LENGTH), header);
    }

    @Override
    public void onHistoryAsked() {
        onHistoryAsked.wrapAndApplyHeader(frame.buffer(), frame.next(OnHistoryAskedEncoder.BLOCK_LENGTH), header);
    }

    @Override
    public void onHistoryHeld(int instrumentId, HistoryMark held) {
        onHistoryHeld
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnHistoryHeldEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .anchorNanos(held.anchorNanos())
                .lastNanos(held.lastNanos())
                .candles(held.candles())
                .hash1(held.hash1())
                .hash2(held.hash2())
                .hash3(held.hash3())
                .hash4(held.hash4());
    }

    @Override
    public void onCapitalMoved(int accountId, int instrumentId, long moneyE8, boolean isByHand) {
        onCapitalMoved
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnCapitalMovedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .moneyE8(moneyE8)
                .isByHand(EnumCodes.code(isByHand));
    }

    @Override
    public void onQuote(int instrumentId, long markE8, long bidE8, long askE8) {
        onQuote.wrapAndApplyHeader(frame.buffer(), frame.next(OnQuoteEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .markE8(markE8)
                .bidE8(bidE8)
                .askE8(askE8);
    }

    @Override
    public void onClockRead(long aheadNanos) {
        onClockRead
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnClockReadEncoder.BLOCK_LENGTH), header)
                .ahead(aheadNanos);
    }

    @Override
    public void onStateAsked(
            int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
        onStateAsked
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnStateAskedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .state(EnumCodes.code(state))
                .reason(EnumCodes.code(reason))
                .who(FieldText.cut(who, WHO_BYTES))
                .why(FieldText.cut(why, WHY_BYTES));
    }

    @Override
    public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
        onFlattenAsked
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnFlattenAskedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .reason(EnumCodes.code(reason))
                .who(FieldText.cut(who, WHO_BYTES))
                .why(FieldText.cut(why, WHY_BYTES));
    }

    @Override
    public void onStageSet(long capE8, String who, String why) {
        onStageSet
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnStageSetEncoder.BLOCK_LENGTH), header)
                .capE8(capE8)
                .who(FieldText.cut(who, WHO_BYTES))
                .why(FieldText.cut(why, WHY_BYTES));
    }

    @Override
    public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
        onWalletRead
                .wrapAndApplyHeader(frame.buffer(), frame.next(OnWalletReadEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .walletE8(walletE8)
                .broughtE8(broughtE8)
                .isShort(EnumCodes.code(isShort));
    }
}
