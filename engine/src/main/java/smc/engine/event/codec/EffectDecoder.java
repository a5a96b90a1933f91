package smc.engine.event.codec;

import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.engine.event.sbe.BlockBornDecoder;
import smc.engine.event.sbe.BlockBrokenDecoder;
import smc.engine.event.sbe.BlockDeadDecoder;
import smc.engine.event.sbe.BlockFoundDecoder;
import smc.engine.event.sbe.BlockWithdrawnDecoder;
import smc.engine.event.sbe.CancelDecoder;
import smc.engine.event.sbe.CandleClosedDecoder;
import smc.engine.event.sbe.CandleCorrectedDecoder;
import smc.engine.event.sbe.CapitalCorrectedDecoder;
import smc.engine.event.sbe.CapitalMovedDecoder;
import smc.engine.event.sbe.EditDecoder;
import smc.engine.event.sbe.EquityDecoder;
import smc.engine.event.sbe.HistoryHeldDecoder;
import smc.engine.event.sbe.LevelSweptDecoder;
import smc.engine.event.sbe.OrderChangedDecoder;
import smc.engine.event.sbe.PositionDiffersDecoder;
import smc.engine.event.sbe.SnapshotTakenDecoder;
import smc.engine.event.sbe.StateChangedDecoder;
import smc.engine.event.sbe.StateHashedDecoder;
import smc.engine.event.sbe.StopMovedDecoder;
import smc.engine.event.sbe.StructureBrokenDecoder;
import smc.engine.event.sbe.SubmitDecoder;
import smc.engine.event.sbe.TouchJudgedDecoder;
import smc.engine.event.sbe.TradeClosedDecoder;
import smc.engine.event.sbe.TradeEnteredDecoder;
import smc.engine.event.sbe.TradeFundedDecoder;
import smc.engine.event.sbe.TradeIgnoredDecoder;
import smc.engine.event.sbe.TradeOpenedDecoder;
import smc.engine.event.sbe.TradeReducedDecoder;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** Reads the messages that {@link EffectEncoder} writes. One owner; allocates the record that an effect is. */
final class EffectDecoder {
    private final SubmitDecoder submit = new SubmitDecoder();
    private final EditDecoder edit = new EditDecoder();
    private final CancelDecoder cancel = new CancelDecoder();
    private final OrderChangedDecoder orderChanged = new OrderChangedDecoder();
    private final TouchJudgedDecoder touchJudged = new TouchJudgedDecoder();
    private final TradeOpenedDecoder tradeOpened = new TradeOpenedDecoder();
    private final TradeEnteredDecoder tradeEntered = new TradeEnteredDecoder();
    private final StopMovedDecoder stopMoved = new StopMovedDecoder();
    private final TradeReducedDecoder tradeReduced = new TradeReducedDecoder();
    private final TradeFundedDecoder tradeFunded = new TradeFundedDecoder();
    private final TradeClosedDecoder tradeClosed = new TradeClosedDecoder();
    private final CapitalCorrectedDecoder capitalCorrected = new CapitalCorrectedDecoder();
    private final EquityDecoder equity = new EquityDecoder();
    private final CandleClosedDecoder candleClosed = new CandleClosedDecoder();
    private final TradeIgnoredDecoder tradeIgnored = new TradeIgnoredDecoder();
    private final CandleCorrectedDecoder candleCorrected = new CandleCorrectedDecoder();
    private final BlockWithdrawnDecoder blockWithdrawn = new BlockWithdrawnDecoder();
    private final BlockFoundDecoder blockFound = new BlockFoundDecoder();
    private final StateHashedDecoder stateHashed = new StateHashedDecoder();
    private final StructureBrokenDecoder structureBroken = new StructureBrokenDecoder();
    private final LevelSweptDecoder levelSwept = new LevelSweptDecoder();
    private final BlockBornDecoder blockBorn = new BlockBornDecoder();
    private final BlockBrokenDecoder blockBroken = new BlockBrokenDecoder();
    private final BlockDeadDecoder blockDead = new BlockDeadDecoder();
    private final PositionDiffersDecoder positionDiffers = new PositionDiffersDecoder();
    private final SnapshotTakenDecoder snapshotTaken = new SnapshotTakenDecoder();
    private final HistoryHeldDecoder historyHeld = new HistoryHeldDecoder();
    private final CapitalMovedDecoder capitalMoved = new CapitalMovedDecoder();
    private final StateChangedDecoder stateChanged = new StateChangedDecoder();

    /**
     * Calls the method of a message.
     *
     * @return whether the message is known
     * @throws FrameException if it cannot be what its template says; nothing was called
     */
    boolean decode(FrameMessage message, Effects effects) {
        switch (message.templateId()) {
            case SubmitDecoder.TEMPLATE_ID -> submit(message, effects);
            case EditDecoder.TEMPLATE_ID -> edit(message, effects);
            case CancelDecoder.TEMPLATE_ID -> cancel(message, effects);
            case OrderChangedDecoder.TEMPLATE_ID -> orderChanged(message, effects);
            case TouchJudgedDecoder.TEMPLATE_ID -> touchJudged(message, effects);
            case TradeOpenedDecoder.TEMPLATE_ID -> tradeOpened(message, effects);
            case TradeEnteredDecoder.TEMPLATE_ID -> tradeEntered(message, effects);
            case StopMovedDecoder.TEMPLATE_ID -> stopMoved(message, effects);
            case TradeReducedDecoder.TEMPLATE_ID -> tradeReduced(message, effects);
            case TradeFundedDecoder.TEMPLATE_ID -> tradeFunded(message, effects);
            case TradeClosedDecoder.TEMPLATE_ID -> tradeClosed(message, effects);
            case CapitalCorrectedDecoder.TEMPLATE_ID -> capitalCorrected(message, effects);
            case EquityDecoder.TEMPLATE_ID -> equity(message, effects);
            case CandleClosedDecoder.TEMPLATE_ID -> candleClosed(message, effects);
            case TradeIgnoredDecoder.TEMPLATE_ID -> tradeIgnored(message, effects);
            case CandleCorrectedDecoder.TEMPLATE_ID -> candleCorrected(message, effects);
            case BlockWithdrawnDecoder.TEMPLATE_ID -> blockWithdrawn(message, effects);
            case BlockFoundDecoder.TEMPLATE_ID -> blockFound(message, effects);
            case StateHashedDecoder.TEMPLATE_ID -> stateHashed(message, effects);
            case StructureBrokenDecoder.TEMPLATE_ID -> structureBroken(message, effects);
            case LevelSweptDecoder.TEMPLATE_ID -> levelSwept(message, effects);
            case BlockBornDecoder.TEMPLATE_ID -> blockBorn(message, effects);
            case BlockBrokenDecoder.TEMPLATE_ID -> blockBroken(message, effects);
            case BlockDeadDecoder.TEMPLATE_ID -> blockDead(message, effects);
            case PositionDiffersDecoder.TEMPLATE_ID -> positionDiffers(message, effects);
            case SnapshotTakenDecoder.TEMPLATE_ID -> snapshotTaken(message, effects);
            case HistoryHeldDecoder.TEMPLATE_ID -> historyHeld(message, effects);
            case CapitalMovedDecoder.TEMPLATE_ID -> capitalMoved(message, effects);
            case StateChangedDecoder.TEMPLATE_ID -> stateChanged(message, effects);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void submit(FrameMessage message, Effects effects) {
        message.expectBlock(SubmitDecoder.BLOCK_LENGTH);
        submit.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.wanted(new Submit(
                submit.orderId(),
                submit.accountId(),
                submit.instrumentId(),
                message.orderPurpose(submit.purposeRaw()),
                message.orderType(submit.typeRaw()),
                message.direction(submit.directionRaw()),
                submit.priceE8(),
                submit.contracts(),
                submit.leverage(),
                submit.stopOrderId(),
                submit.stopE8(),
                submit.tradeId()));
    }

    private void edit(FrameMessage message, Effects effects) {
        message.expectBlock(EditDecoder.BLOCK_LENGTH);
        edit.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.wanted(
                new Edit(edit.orderId(), edit.accountId(), edit.instrumentId(), edit.priceE8(), edit.contracts()));
    }

    private void cancel(FrameMessage message, Effects effects) {
        message.expectBlock(CancelDecoder.BLOCK_LENGTH);
        cancel.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.wanted(new Cancel(cancel.orderId(), cancel.accountId(), cancel.instrumentId()));
    }

    private void orderChanged(FrameMessage message, Effects effects) {
        message.expectBlock(OrderChangedDecoder.BLOCK_LENGTH);
        orderChanged.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new OrderChanged(
                orderChanged.orderId(),
                orderChanged.accountId(),
                orderChanged.instrumentId(),
                message.orderState(orderChanged.stateRaw()),
                orderChanged.filledContracts(),
                orderChanged.averagePriceE8()));
    }

    private void touchJudged(FrameMessage message, Effects effects) {
        message.expectBlock(TouchJudgedDecoder.BLOCK_LENGTH);
        touchJudged.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TouchJudged(
                touchJudged.accountId(),
                touchJudged.instrumentId(),
                touchJudged.candleNanos(),
                message.side(touchJudged.blockSideRaw()),
                message.blockState(touchJudged.stateRaw()),
                touchJudged.originNanos(),
                touchJudged.entryLevelE8(),
                touchJudged.openE8(),
                touchJudged.highE8(),
                touchJudged.lowE8(),
                touchJudged.closeE8(),
                message.verdict(touchJudged.verdictRaw()),
                touchJudged.value1(),
                touchJudged.value2(),
                touchJudged.value3()));
    }

    private void tradeOpened(FrameMessage message, Effects effects) {
        message.expectBlock(TradeOpenedDecoder.BLOCK_LENGTH);
        tradeOpened.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TradeOpened(
                tradeOpened.tradeId(),
                tradeOpened.entryOrderId(),
                tradeOpened.stopOrderId(),
                tradeOpened.accountId(),
                tradeOpened.instrumentId(),
                tradeOpened.candleNanos(),
                message.direction(tradeOpened.directionRaw()),
                message.blockState(tradeOpened.stateRaw()),
                message.side(tradeOpened.blockSideRaw()),
                tradeOpened.originNanos(),
                tradeOpened.expectedE8(),
                tradeOpened.entryAtrE8()));
    }

    private void tradeEntered(FrameMessage message, Effects effects) {
        message.expectBlock(TradeEnteredDecoder.BLOCK_LENGTH);
        tradeEntered.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TradeEntered(
                tradeEntered.tradeId(),
                tradeEntered.contracts(),
                tradeEntered.priceE8(),
                tradeEntered.feeE8(),
                tradeEntered.entryE8(),
                tradeEntered.targetE8(),
                tradeEntered.targetContracts(),
                tradeEntered.stopE8()));
    }

    private void stopMoved(FrameMessage message, Effects effects) {
        message.expectBlock(StopMovedDecoder.BLOCK_LENGTH);
        stopMoved.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(
                new StopMoved(stopMoved.tradeId(), stopMoved.stopE8(), message.exitReason(stopMoved.reasonRaw())));
    }

    private void tradeReduced(FrameMessage message, Effects effects) {
        message.expectBlock(TradeReducedDecoder.BLOCK_LENGTH);
        tradeReduced.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TradeReduced(
                tradeReduced.tradeId(),
                tradeReduced.candleNanos(),
                tradeReduced.contracts(),
                tradeReduced.priceE8(),
                tradeReduced.feeE8(),
                message.exitReason(tradeReduced.reasonRaw())));
    }

    private void tradeFunded(FrameMessage message, Effects effects) {
        message.expectBlock(TradeFundedDecoder.BLOCK_LENGTH);
        tradeFunded.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TradeFunded(tradeFunded.tradeId(), tradeFunded.moneyE8()));
    }

    private void tradeClosed(FrameMessage message, Effects effects) {
        message.expectBlock(TradeClosedDecoder.BLOCK_LENGTH);
        tradeClosed.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new TradeClosed(
                tradeClosed.tradeId(),
                tradeClosed.accountId(),
                tradeClosed.instrumentId(),
                tradeClosed.gainE8(),
                tradeClosed.feesE8(),
                tradeClosed.fundingE8(),
                tradeClosed.slippageE8(),
                tradeClosed.capitalBeforeE8(),
                tradeClosed.capitalAfterE8(),
                message.exitReason(tradeClosed.reasonRaw())));
    }

    private void capitalCorrected(FrameMessage message, Effects effects) {
        message.expectBlock(CapitalCorrectedDecoder.BLOCK_LENGTH);
        capitalCorrected.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new CapitalCorrected(
                capitalCorrected.accountId(),
                capitalCorrected.instrumentId(),
                capitalCorrected.moneyE8(),
                capitalCorrected.capitalE8()));
    }

    private void equity(FrameMessage message, Effects effects) {
        message.expectBlock(EquityDecoder.BLOCK_LENGTH);
        equity.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new EquityMarked(
                equity.accountId(),
                equity.instrumentId(),
                equity.candleNanos(),
                equity.capitalE8(),
                equity.unrealisedE8()));
    }

    private void candleClosed(FrameMessage message, Effects effects) {
        message.expectBlock(CandleClosedDecoder.BLOCK_LENGTH);
        candleClosed.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.CandleClosed(
                candleClosed.instrumentId(),
                new Candle(
                        candleClosed.candleNanos(),
                        candleClosed.openE8(),
                        candleClosed.highE8(),
                        candleClosed.lowE8(),
                        candleClosed.closeE8(),
                        candleClosed.contracts()),
                message.isTrue(candleClosed.isTrustedRaw())));
    }

    private void tradeIgnored(FrameMessage message, Effects effects) {
        message.expectBlock(TradeIgnoredDecoder.BLOCK_LENGTH);
        tradeIgnored.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.TradeIgnored(
                tradeIgnored.instrumentId(), tradeIgnored.venueNanos(), tradeIgnored.ignoredTrades()));
    }

    private void candleCorrected(FrameMessage message, Effects effects) {
        message.expectBlock(CandleCorrectedDecoder.BLOCK_LENGTH);
        candleCorrected.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.CandleCorrected(
                candleCorrected.instrumentId(),
                new Candle(
                        candleCorrected.candleNanos(),
                        candleCorrected.openE8(),
                        candleCorrected.highE8(),
                        candleCorrected.lowE8(),
                        candleCorrected.closeE8(),
                        candleCorrected.contracts())));
    }

    private void blockWithdrawn(FrameMessage message, Effects effects) {
        message.expectBlock(BlockWithdrawnDecoder.BLOCK_LENGTH);
        blockWithdrawn.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.BlockWithdrawn(
                blockWithdrawn.instrumentId(),
                message.side(blockWithdrawn.sideRaw()),
                message.blockState(blockWithdrawn.stateRaw()),
                blockWithdrawn.originNanos(),
                blockWithdrawn.topE8(),
                blockWithdrawn.bottomE8(),
                blockWithdrawn.number()));
    }

    private void blockFound(FrameMessage message, Effects effects) {
        message.expectBlock(BlockFoundDecoder.BLOCK_LENGTH);
        blockFound.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.BlockFound(
                blockFound.instrumentId(),
                message.side(blockFound.sideRaw()),
                message.blockState(blockFound.stateRaw()),
                blockFound.originNanos(),
                blockFound.topE8(),
                blockFound.bottomE8(),
                blockFound.number()));
    }

    private void stateHashed(FrameMessage message, Effects effects) {
        message.expectBlock(StateHashedDecoder.BLOCK_LENGTH);
        stateHashed.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(
                new MarketEvent.StateHashed(stateHashed.instrumentId(), stateHashed.candleNanos(), stateHashed.hash()));
    }

    private void structureBroken(FrameMessage message, Effects effects) {
        message.expectBlock(StructureBrokenDecoder.BLOCK_LENGTH);
        structureBroken.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.StructureBroken(
                structureBroken.instrumentId(),
                structureBroken.candleNanos(),
                message.breakKind(structureBroken.kindRaw()),
                message.side(structureBroken.directionRaw()),
                structureBroken.levelE8()));
    }

    private void levelSwept(FrameMessage message, Effects effects) {
        message.expectBlock(LevelSweptDecoder.BLOCK_LENGTH);
        levelSwept.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.LevelSwept(
                levelSwept.instrumentId(),
                levelSwept.candleNanos(),
                message.side(levelSwept.sideRaw()),
                levelSwept.levelE8()));
    }

    private void blockBorn(FrameMessage message, Effects effects) {
        message.expectBlock(BlockBornDecoder.BLOCK_LENGTH);
        blockBorn.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.BlockBorn(
                blockBorn.instrumentId(),
                blockBorn.candleNanos(),
                message.side(blockBorn.sideRaw()),
                blockBorn.originNanos(),
                blockBorn.topE8(),
                blockBorn.bottomE8(),
                blockBorn.number()));
    }

    private void blockBroken(FrameMessage message, Effects effects) {
        message.expectBlock(BlockBrokenDecoder.BLOCK_LENGTH);
        blockBroken.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.BlockBroken(
                blockBroken.instrumentId(),
                blockBroken.candleNanos(),
                message.side(blockBroken.sideRaw()),
                blockBroken.originNanos(),
                blockBroken.topE8(),
                blockBroken.bottomE8(),
                blockBroken.number()));
    }

    private void blockDead(FrameMessage message, Effects effects) {
        message.expectBlock(BlockDeadDecoder.BLOCK_LENGTH);
        blockDead.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.BlockDead(
                blockDead.instrumentId(),
                blockDead.candleNanos(),
                message.side(blockDead.sideRaw()),
                blockDead.originNanos(),
                blockDead.topE8(),
                blockDead.bottomE8(),
                blockDead.number()));
    }

    private void positionDiffers(FrameMessage message, Effects effects) {
        message.expectBlock(PositionDiffersDecoder.BLOCK_LENGTH);
        positionDiffers.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.positionDiffers(
                positionDiffers.accountId(),
                positionDiffers.instrumentId(),
                positionDiffers.ownContracts(),
                positionDiffers.venueContracts());
    }

    private void snapshotTaken(FrameMessage message, Effects effects) {
        message.expectBlock(SnapshotTakenDecoder.BLOCK_LENGTH);
        snapshotTaken.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.snapshotTaken(snapshotTaken.hash());
    }

    private void historyHeld(FrameMessage message, Effects effects) {
        message.expectBlock(HistoryHeldDecoder.BLOCK_LENGTH);
        historyHeld.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.seen(new MarketEvent.HistoryHeld(
                historyHeld.instrumentId(),
                new HistoryMark(
                        historyHeld.anchorNanos(),
                        historyHeld.lastNanos(),
                        historyHeld.candles(),
                        historyHeld.hash1(),
                        historyHeld.hash2(),
                        historyHeld.hash3(),
                        historyHeld.hash4()),
                historyHeld.stateHash()));
    }

    private void capitalMoved(FrameMessage message, Effects effects) {
        message.expectBlock(CapitalMovedDecoder.BLOCK_LENGTH);
        capitalMoved.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new CapitalMoved(
                capitalMoved.accountId(),
                capitalMoved.instrumentId(),
                capitalMoved.moneyE8(),
                capitalMoved.capitalE8(),
                message.isTrue(capitalMoved.isByHandRaw())));
    }

    private void stateChanged(FrameMessage message, Effects effects) {
        message.expectBlock(StateChangedDecoder.BLOCK_LENGTH);
        stateChanged.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        effects.concluded(new StateChanged(
                stateChanged.accountId(),
                stateChanged.instrumentId(),
                message.tradingState(stateChanged.stateRaw()),
                message.riskReason(stateChanged.reasonRaw()),
                stateChanged.untilNanos(),
                stateChanged.found(),
                stateChanged.allowed()));
    }
}
