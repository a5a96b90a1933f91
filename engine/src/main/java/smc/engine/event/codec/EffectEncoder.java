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
import smc.engine.event.sbe.CapitalMovedEncoder;
import smc.engine.event.sbe.EditEncoder;
import smc.engine.event.sbe.EquityEncoder;
import smc.engine.event.sbe.HistoryHeldEncoder;
import smc.engine.event.sbe.LevelSweptEncoder;
import smc.engine.event.sbe.MessageHeaderEncoder;
import smc.engine.event.sbe.OrderChangedEncoder;
import smc.engine.event.sbe.PositionDiffersEncoder;
import smc.engine.event.sbe.SnapshotTakenEncoder;
import smc.engine.event.sbe.StateChangedEncoder;
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
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;

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
    private final SnapshotTakenEncoder snapshotTaken = new SnapshotTakenEncoder();
    private final HistoryHeldEncoder historyHeld = new HistoryHeldEncoder();
    private final CapitalMovedEncoder capitalMoved = new CapitalMovedEncoder();
    private final StateChangedEncoder stateChanged = new StateChangedEncoder();

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
    public void concluded(DeskEvent event) {
        switch (event) {
            case OrderChanged changed ->
                orderChanged
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OrderChangedEncoder.BLOCK_LENGTH), header)
                        .orderId(changed.orderId())
                        .accountId(changed.accountId())
                        .instrumentId(changed.instrumentId())
                        .state(EnumCodes.code(changed.state()))
                        .filledContracts(changed.filledContracts())
                        .averagePriceE8(changed.averagePriceE8());
            case TouchJudged judged ->
                touchJudged
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TouchJudgedEncoder.BLOCK_LENGTH), header)
                        .accountId(judged.accountId())
                        .instrumentId(judged.instrumentId())
                        .candleNanos(judged.candleNanos())
                        .blockSide(EnumCodes.code(judged.blockSide()))
                        .state(EnumCodes.code(judged.state()))
                        .originNanos(judged.originNanos())
                        .entryLevelE8(judged.entryLevelE8())
                        .openE8(judged.openE8())
                        .highE8(judged.highE8())
                        .lowE8(judged.lowE8())
                        .closeE8(judged.closeE8())
                        .verdict(EnumCodes.code(judged.verdict()))
                        .value1(judged.value1())
                        .value2(judged.value2())
                        .value3(judged.value3());
            case TradeOpened opened ->
                tradeOpened
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TradeOpenedEncoder.BLOCK_LENGTH), header)
                        .tradeId(opened.tradeId())
                        .entryOrderId(opened.entryOrderId())
                        .stopOrderId(opened.stopOrderId())
                        .accountId(opened.accountId())
                        .instrumentId(opened.instrumentId())
                        .candleNanos(opened.candleNanos())
                        .direction(EnumCodes.code(opened.direction()))
                        .state(EnumCodes.code(opened.state()))
                        .blockSide(EnumCodes.code(opened.blockSide()))
                        .originNanos(opened.originNanos())
                        .expectedE8(opened.expectedE8())
                        .entryAtrE8(opened.entryAtrE8());
            case TradeEntered entered ->
                tradeEntered
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TradeEnteredEncoder.BLOCK_LENGTH), header)
                        .tradeId(entered.tradeId())
                        .contracts(entered.contracts())
                        .priceE8(entered.priceE8())
                        .feeE8(entered.feeE8())
                        .entryE8(entered.entryE8())
                        .targetE8(entered.targetE8())
                        .targetContracts(entered.targetContracts())
                        .stopE8(entered.stopE8());
            case StopMoved moved ->
                stopMoved
                        .wrapAndApplyHeader(frame.buffer(), frame.next(StopMovedEncoder.BLOCK_LENGTH), header)
                        .tradeId(moved.tradeId())
                        .stopE8(moved.stopE8())
                        .reason(EnumCodes.code(moved.reason()));
            case TradeReduced reduced ->
                tradeReduced
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TradeReducedEncoder.BLOCK_LENGTH), header)
                        .tradeId(reduced.tradeId())
                        .candleNanos(reduced.candleNanos())
                        .contracts(reduced.contracts())
                        .priceE8(reduced.priceE8())
                        .feeE8(reduced.feeE8())
                        .reason(EnumCodes.code(reduced.reason()));
            case TradeFunded funded ->
                tradeFunded
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TradeFundedEncoder.BLOCK_LENGTH), header)
                        .tradeId(funded.tradeId())
                        .moneyE8(funded.moneyE8());
            case TradeClosed closed ->
                tradeClosed
                        .wrapAndApplyHeader(frame.buffer(), frame.next(TradeClosedEncoder.BLOCK_LENGTH), header)
                        .tradeId(closed.tradeId())
                        .accountId(closed.accountId())
                        .instrumentId(closed.instrumentId())
                        .gainE8(closed.gainE8())
                        .feesE8(closed.feesE8())
                        .fundingE8(closed.fundingE8())
                        .slippageE8(closed.slippageE8())
                        .capitalBeforeE8(closed.capitalBeforeE8())
                        .capitalAfterE8(closed.capitalAfterE8())
                        .reason(EnumCodes.code(closed.reason()));
            case DeskEvent.CapitalCorrected corrected ->
                capitalCorrected
                        .wrapAndApplyHeader(frame.buffer(), frame.next(CapitalCorrectedEncoder.BLOCK_LENGTH), header)
                        .accountId(corrected.accountId())
                        .instrumentId(corrected.instrumentId())
                        .moneyE8(corrected.moneyE8())
                        .capitalE8(corrected.capitalE8());
            case DeskEvent.CapitalMoved moved ->
                capitalMoved
                        .wrapAndApplyHeader(frame.buffer(), frame.next(CapitalMovedEncoder.BLOCK_LENGTH), header)
                        .accountId(moved.accountId())
                        .instrumentId(moved.instrumentId())
                        .moneyE8(moved.moneyE8())
                        .capitalE8(moved.capitalE8())
                        .isByHand(EnumCodes.code(moved.isByHand()));
            case DeskEvent.StateChanged changed ->
                stateChanged
                        .wrapAndApplyHeader(frame.buffer(), frame.next(StateChangedEncoder.BLOCK_LENGTH), header)
                        .accountId(changed.accountId())
                        .instrumentId(changed.instrumentId())
                        .state(EnumCodes.code(changed.state()))
                        .reason(EnumCodes.code(changed.reason()))
                        .untilNanos(changed.untilNanos())
                        .found(changed.found())
                        .allowed(changed.allowed());
            case DeskEvent.EquityMarked marked ->
                equity.wrapAndApplyHeader(frame.buffer(), frame.next(EquityEncoder.BLOCK_LENGTH), header)
                        .accountId(marked.accountId())
                        .instrumentId(marked.instrumentId())
                        .candleNanos(marked.candleNanos())
                        .capitalE8(marked.capitalE8())
                        .unrealisedE8(marked.unrealisedE8());
        }
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
    public void snapshotTaken(long hash) {
        snapshotTaken
                .wrapAndApplyHeader(frame.buffer(), frame.next(SnapshotTakenEncoder.BLOCK_LENGTH), header)
                .hash(hash);
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
            case MarketEvent.HistoryHeld one -> write(one);
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

    private void write(MarketEvent.HistoryHeld event) {
        historyHeld
                .wrapAndApplyHeader(frame.buffer(), frame.next(HistoryHeldEncoder.BLOCK_LENGTH), header)
                .instrumentId(event.instrumentId())
                .anchorNanos(event.held().anchorNanos())
                .lastNanos(event.held().lastNanos())
                .candles(event.held().candles())
                .hash1(event.held().hash1())
                .hash2(event.held().hash2())
                .hash3(event.held().hash3())
                .hash4(event.held().hash4())
                .stateHash(event.stateHash());
    }
}
