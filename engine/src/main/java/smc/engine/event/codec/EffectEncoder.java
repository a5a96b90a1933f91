package smc.engine.event.codec;

import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.engine.event.sbe.BlockBornEncoder;
import smc.engine.event.sbe.BlockBrokenEncoder;
import smc.engine.event.sbe.BlockDeadEncoder;
import smc.engine.event.sbe.BlockFoundEncoder;
import smc.engine.event.sbe.BlockWithdrawnEncoder;
import smc.engine.event.sbe.CancelEncoder;
import smc.engine.event.sbe.CandleClosedEncoder;
import smc.engine.event.sbe.CandleCorrectedEncoder;
import smc.engine.event.sbe.CapitalCorrectedEncoder;
import smc.engine.event.sbe.EditEncoder;
import smc.engine.event.sbe.EquityEncoder;
import smc.engine.event.sbe.LevelSweptEncoder;
import smc.engine.event.sbe.MessageHeaderEncoder;
import smc.engine.event.sbe.OrderChangedEncoder;
import smc.engine.event.sbe.PositionDiffersEncoder;
import smc.engine.event.sbe.StateHashedEncoder;
import smc.engine.event.sbe.StopMovedEncoder;
import smc.engine.event.sbe.StructureBrokenEncoder;
import smc.engine.event.sbe.SubmitEncoder;
import smc.engine.event.sbe.TouchJudgedEncoder;
import smc.engine.event.sbe.TradeClosedEncoder;
import smc.engine.event.sbe.TradeEnteredEncoder;
import smc.engine.event.sbe.TradeFundedEncoder;
import smc.engine.event.sbe.TradeIgnoredEncoder;
import smc.engine.event.sbe.TradeOpenedEncoder;
import smc.engine.event.sbe.TradeReducedEncoder;
import smc.execution.desk.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** Writes effects into a frame, one message each, every byte of it. One owner; allocates nothing unless the frame grows. */
public final class EffectEncoder implements Effects {
    private final FrameWriter frame;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubmitEncoder submit = new SubmitEncoder();
    private final EditEncoder edit = new EditEncoder();
    private final CancelEncoder cancel = new CancelEncoder();
    private final OrderChangedEncoder orderChanged = new OrderChangedEncoder();
    private final TouchJudgedEncoder touchJudged = new TouchJudgedEncoder();
    private final TradeOpenedEncoder tradeOpened = new TradeOpenedEncoder();
    private final TradeEnteredEncoder tradeEntered = new TradeEnteredEncoder();
    private final StopMovedEncoder stopMoved = new StopMovedEncoder();
    private final TradeReducedEncoder tradeReduced = new TradeReducedEncoder();
    private final TradeFundedEncoder tradeFunded = new TradeFundedEncoder();
    private final TradeClosedEncoder tradeClosed = new TradeClosedEncoder();
    private final CapitalCorrectedEncoder capitalCorrected = new CapitalCorrectedEncoder();
    private final EquityEncoder equity = new EquityEncoder();
    private final CandleClosedEncoder candleClosed = new CandleClosedEncoder();
    private final TradeIgnoredEncoder tradeIgnored = new TradeIgnoredEncoder();
    private final CandleCorrectedEncoder candleCorrected = new CandleCorrectedEncoder();
    private final BlockWithdrawnEncoder blockWithdrawn = new BlockWithdrawnEncoder();
    private final BlockFoundEncoder blockFound = new BlockFoundEncoder();
    private final StateHashedEncoder stateHashed = new StateHashedEncoder();
    private final StructureBrokenEncoder structureBroken = new StructureBrokenEncoder();
    private final LevelSweptEncoder levelSwept = new LevelSweptEncoder();
    private final BlockBornEncoder blockBorn = new BlockBornEncoder();
    private final BlockBrokenEncoder blockBroken = new BlockBrokenEncoder();
    private final BlockDeadEncoder blockDead = new BlockDeadEncoder();
    private final PositionDiffersEncoder positionDiffers = new PositionDiffersEncoder();

    /** @param frame where they go; whoever starts a frame in it decides which slot */
    public EffectEncoder(FrameWriter frame) {
        this.frame = frame;
    }

    @Override
    public void submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId) {
        submit.wrapAndApplyHeader(frame.buffer(), frame.next(SubmitEncoder.BLOCK_LENGTH), header)
                .orderId(orderId)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .purpose(EnumCodes.code(purpose))
                .type(EnumCodes.code(type))
                .direction(EnumCodes.code(direction))
                .priceE8(priceE8)
                .contracts(contracts)
                .leverage(leverage)
                .stopOrderId(stopOrderId)
                .stopE8(stopE8)
                .tradeId(tradeId);
    }

    @Override
    public void edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) {
        edit.wrapAndApplyHeader(frame.buffer(), frame.next(EditEncoder.BLOCK_LENGTH), header)
                .orderId(orderId)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .priceE8(priceE8)
                .contracts(contracts);
    }

    @Override
    public void cancel(long orderId, int accountId, int instrumentId) {
        cancel.wrapAndApplyHeader(frame.buffer(), frame.next(CancelEncoder.BLOCK_LENGTH), header)
                .orderId(orderId)
                .accountId(accountId)
                .instrumentId(instrumentId);
    }

    @Override
    public void orderChanged(
            long orderId,
            int accountId,
            int instrumentId,
            OrderState state,
            long filledContracts,
            long averagePriceE8) {
        orderChanged
                .wrapAndApplyHeader(frame.buffer(), frame.next(OrderChangedEncoder.BLOCK_LENGTH), header)
                .orderId(orderId)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .state(EnumCodes.code(state))
                .filledContracts(filledContracts)
                .averagePriceE8(averagePriceE8);
    }

    @Override
    public void touchJudged(
            int accountId,
            int instrumentId,
            long candleNanos,
            Side blockSide,
            BlockState state,
            long originNanos,
            long entryLevelE8,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            Verdict verdict,
            long value1,
            long value2,
            long value3) {
        touchJudged
                .wrapAndApplyHeader(frame.buffer(), frame.next(TouchJudgedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .blockSide(EnumCodes.code(blockSide))
                .state(EnumCodes.code(state))
                .originNanos(originNanos)
                .entryLevelE8(entryLevelE8)
                .openE8(openE8)
                .highE8(highE8)
                .lowE8(lowE8)
                .closeE8(closeE8)
                .verdict(EnumCodes.code(verdict))
                .value1(value1)
                .value2(value2)
                .value3(value3);
    }

    @Override
    public void tradeOpened(
            long tradeId,
            long entryOrderId,
            long stopOrderId,
            int accountId,
            int instrumentId,
            long candleNanos,
            Direction direction,
            BlockState state,
            Side blockSide,
            long originNanos,
            long expectedE8,
            long entryAtrE8) {
        tradeOpened
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeOpenedEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .entryOrderId(entryOrderId)
                .stopOrderId(stopOrderId)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .direction(EnumCodes.code(direction))
                .state(EnumCodes.code(state))
                .blockSide(EnumCodes.code(blockSide))
                .originNanos(originNanos)
                .expectedE8(expectedE8)
                .entryAtrE8(entryAtrE8);
    }

    @Override
    public void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8) {
        tradeEntered
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeEnteredEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .contracts(contracts)
                .priceE8(priceE8)
                .feeE8(feeE8)
                .entryE8(entryE8)
                .targetE8(targetE8)
                .targetContracts(targetContracts)
                .stopE8(stopE8);
    }

    @Override
    public void stopMoved(long tradeId, long stopE8, ExitReason reason) {
        stopMoved
                .wrapAndApplyHeader(frame.buffer(), frame.next(StopMovedEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .stopE8(stopE8)
                .reason(EnumCodes.code(reason));
    }

    @Override
    public void tradeReduced(
            long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason) {
        tradeReduced
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeReducedEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .candleNanos(candleNanos)
                .contracts(contracts)
                .priceE8(priceE8)
                .feeE8(feeE8)
                .reason(EnumCodes.code(reason));
    }

    @Override
    public void tradeFunded(long tradeId, long moneyE8) {
        tradeFunded
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeFundedEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .moneyE8(moneyE8);
    }

    @Override
    public void tradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason) {
        tradeClosed
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeClosedEncoder.BLOCK_LENGTH), header)
                .tradeId(tradeId)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .gainE8(gainE8)
                .feesE8(feesE8)
                .fundingE8(fundingE8)
                .slippageE8(slippageE8)
                .capitalBeforeE8(capitalBeforeE8)
                .capitalAfterE8(capitalAfterE8)
                .reason(EnumCodes.code(reason));
    }

    @Override
    public void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalE8) {
        capitalCorrected
                .wrapAndApplyHeader(frame.buffer(), frame.next(CapitalCorrectedEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .moneyE8(moneyE8)
                .capitalE8(capitalE8);
    }

    @Override
    public void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {
        equity.wrapAndApplyHeader(frame.buffer(), frame.next(EquityEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .capitalE8(capitalE8)
                .unrealisedE8(unrealisedE8);
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        positionDiffers
                .wrapAndApplyHeader(frame.buffer(), frame.next(PositionDiffersEncoder.BLOCK_LENGTH), header)
                .accountId(accountId)
                .instrumentId(instrumentId)
                .ownContracts(ownContracts)
                .venueContracts(venueContracts);
    }

    @Override
    public void seen(MarketEvent event) {
        switch (event) {
            case MarketEvent.CandleClosed one -> write(one);
            case MarketEvent.CandleCorrected one -> write(one);
            case MarketEvent.TradeIgnored one -> write(one);
            case MarketEvent.StateHashed one -> write(one);
            case MarketEvent.StructureBroken one -> write(one);
            case MarketEvent.LevelSwept one -> write(one);
            case MarketEvent.BlockBorn one -> write(one);
            case MarketEvent.BlockBroken one -> write(one);
            case MarketEvent.BlockDead one -> write(one);
            case MarketEvent.BlockWithdrawn one -> write(one);
            case MarketEvent.BlockFound one -> write(one);
        }
    }

    private void write(MarketEvent.CandleClosed event) {
        candleClosed
                .wrapAndApplyHeader(frame.buffer(), frame.next(CandleClosedEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candle().openTimeNanos())
                .openE8(event.candle().openE8())
                .highE8(event.candle().highE8())
                .lowE8(event.candle().lowE8())
                .closeE8(event.candle().closeE8())
                .contracts(event.candle().contracts())
                .isTrusted(EnumCodes.code(event.isTrusted()));
    }

    private void write(MarketEvent.CandleCorrected event) {
        candleCorrected
                .wrapAndApplyHeader(frame.buffer(), frame.next(CandleCorrectedEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candle().openTimeNanos())
                .openE8(event.candle().openE8())
                .highE8(event.candle().highE8())
                .lowE8(event.candle().lowE8())
                .closeE8(event.candle().closeE8())
                .contracts(event.candle().contracts());
    }

    private void write(MarketEvent.TradeIgnored event) {
        tradeIgnored
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeIgnoredEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .venueNanos(event.venueNanos())
                .ignoredTrades(event.ignoredTrades());
    }

    private void write(MarketEvent.StateHashed event) {
        stateHashed
                .wrapAndApplyHeader(frame.buffer(), frame.next(StateHashedEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .hash(event.hash());
    }

    private void write(MarketEvent.StructureBroken event) {
        structureBroken
                .wrapAndApplyHeader(frame.buffer(), frame.next(StructureBrokenEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .kind(EnumCodes.code(event.kind()))
                .direction(EnumCodes.code(event.direction()))
                .levelE8(event.levelE8());
    }

    private void write(MarketEvent.LevelSwept event) {
        levelSwept
                .wrapAndApplyHeader(frame.buffer(), frame.next(LevelSweptEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .side(EnumCodes.code(event.side()))
                .levelE8(event.levelE8());
    }

    private void write(MarketEvent.BlockBorn event) {
        blockBorn
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockBornEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .side(EnumCodes.code(event.side()))
                .originNanos(event.originNanos())
                .topE8(event.topE8())
                .bottomE8(event.bottomE8())
                .number(event.number());
    }

    private void write(MarketEvent.BlockBroken event) {
        blockBroken
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockBrokenEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .side(EnumCodes.code(event.side()))
                .originNanos(event.originNanos())
                .topE8(event.topE8())
                .bottomE8(event.bottomE8())
                .number(event.number());
    }

    private void write(MarketEvent.BlockDead event) {
        blockDead
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockDeadEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .candleNanos(event.candleNanos())
                .side(EnumCodes.code(event.side()))
                .originNanos(event.originNanos())
                .topE8(event.topE8())
                .bottomE8(event.bottomE8())
                .number(event.number());
    }

    private void write(MarketEvent.BlockWithdrawn event) {
        blockWithdrawn
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockWithdrawnEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .side(EnumCodes.code(event.side()))
                .state(EnumCodes.code(event.state()))
                .originNanos(event.originNanos())
                .topE8(event.topE8())
                .bottomE8(event.bottomE8())
                .number(event.number());
    }

    private void write(MarketEvent.BlockFound event) {
        blockFound
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockFoundEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .side(EnumCodes.code(event.side()))
                .state(EnumCodes.code(event.state()))
                .originNanos(event.originNanos())
                .topE8(event.topE8())
                .bottomE8(event.bottomE8())
                .number(event.number());
    }
}
