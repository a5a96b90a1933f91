package smc.engine.event.codec;

import smc.engine.event.Effects;
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
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

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
    public void wanted(OrderRequest request) {
        switch (request) {
            case Submit wanted ->
                submit.wrapAndApplyHeader(frame.buffer(), frame.next(SubmitEncoder.BLOCK_LENGTH), header)
                        .orderId(wanted.orderId())
                        .accountId(wanted.accountId())
                        .instrumentId(wanted.instrumentId())
                        .purpose(EnumCodes.code(wanted.purpose()))
                        .type(EnumCodes.code(wanted.type()))
                        .direction(EnumCodes.code(wanted.direction()))
                        .priceE8(wanted.priceE8())
                        .contracts(wanted.contracts())
                        .leverage(wanted.leverage())
                        .stopOrderId(wanted.stopOrderId())
                        .stopE8(wanted.stopE8())
                        .tradeId(wanted.tradeId());
            case Edit wanted ->
                edit.wrapAndApplyHeader(frame.buffer(), frame.next(EditEncoder.BLOCK_LENGTH), header)
                        .orderId(wanted.orderId())
                        .accountId(wanted.accountId())
                        .instrumentId(wanted.instrumentId())
                        .priceE8(wanted.priceE8())
                        .contracts(wanted.contracts());
            case Cancel wanted ->
                cancel.wrapAndApplyHeader(frame.buffer(), frame.next(CancelEncoder.BLOCK_LENGTH), header)
                        .orderId(wanted.orderId())
                        .accountId(wanted.accountId())
                        .instrumentId(wanted.instrumentId());
        }
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
    public void candleClosed(
            int instrumentId,
            long candleNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isTrusted) {
        candleClosed
                .wrapAndApplyHeader(frame.buffer(), frame.next(CandleClosedEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .openE8(openE8)
                .highE8(highE8)
                .lowE8(lowE8)
                .closeE8(closeE8)
                .contracts(contracts)
                .isTrusted(EnumCodes.code(isTrusted));
    }

    @Override
    public void tradeIgnored(int instrumentId, long venueNanos, long ignoredTrades) {
        tradeIgnored
                .wrapAndApplyHeader(frame.buffer(), frame.next(TradeIgnoredEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .venueNanos(venueNanos)
                .ignoredTrades(ignoredTrades);
    }

    @Override
    public void candleCorrected(
            int instrumentId, long candleNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts) {
        candleCorrected
                .wrapAndApplyHeader(frame.buffer(), frame.next(CandleCorrectedEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .openE8(openE8)
                .highE8(highE8)
                .lowE8(lowE8)
                .closeE8(closeE8)
                .contracts(contracts);
    }

    @Override
    public void blockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        blockWithdrawn
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockWithdrawnEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .side(EnumCodes.code(side))
                .state(EnumCodes.code(state))
                .originNanos(originNanos)
                .topE8(topE8)
                .bottomE8(bottomE8)
                .number(number);
    }

    @Override
    public void blockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        blockFound
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockFoundEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .side(EnumCodes.code(side))
                .state(EnumCodes.code(state))
                .originNanos(originNanos)
                .topE8(topE8)
                .bottomE8(bottomE8)
                .number(number);
    }

    @Override
    public void stateHashed(int instrumentId, long candleNanos, long hash) {
        stateHashed
                .wrapAndApplyHeader(frame.buffer(), frame.next(StateHashedEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .hash(hash);
    }

    @Override
    public void structureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8) {
        structureBroken
                .wrapAndApplyHeader(frame.buffer(), frame.next(StructureBrokenEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .kind(EnumCodes.code(kind))
                .direction(EnumCodes.code(direction))
                .levelE8(levelE8);
    }

    @Override
    public void levelSwept(int instrumentId, long candleNanos, Side side, long levelE8) {
        levelSwept
                .wrapAndApplyHeader(frame.buffer(), frame.next(LevelSweptEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .side(EnumCodes.code(side))
                .levelE8(levelE8);
    }

    @Override
    public void blockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        blockBorn
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockBornEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .side(EnumCodes.code(side))
                .originNanos(originNanos)
                .topE8(topE8)
                .bottomE8(bottomE8)
                .number(number);
    }

    @Override
    public void blockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        blockBroken
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockBrokenEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .side(EnumCodes.code(side))
                .originNanos(originNanos)
                .topE8(topE8)
                .bottomE8(bottomE8)
                .number(number);
    }

    @Override
    public void blockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number) {
        blockDead
                .wrapAndApplyHeader(frame.buffer(), frame.next(BlockDeadEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .candleNanos(candleNanos)
                .side(EnumCodes.code(side))
                .originNanos(originNanos)
                .topE8(topE8)
                .bottomE8(bottomE8)
                .number(number);
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
}
