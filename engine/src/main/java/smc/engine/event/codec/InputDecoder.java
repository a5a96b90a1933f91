package smc.engine.event.codec;

import smc.engine.event.Inputs;
import smc.engine.event.sbe.OnCandleDecoder;
import smc.engine.event.sbe.OnCapitalMovedDecoder;
import smc.engine.event.sbe.OnClockDecoder;
import smc.engine.event.sbe.OnClockReadDecoder;
import smc.engine.event.sbe.OnEngineStartedDecoder;
import smc.engine.event.sbe.OnFlattenAskedDecoder;
import smc.engine.event.sbe.OnFundingDecoder;
import smc.engine.event.sbe.OnHistoryAskedDecoder;
import smc.engine.event.sbe.OnHistoryCandleDecoder;
import smc.engine.event.sbe.OnHistoryEndedDecoder;
import smc.engine.event.sbe.OnHistoryHeldDecoder;
import smc.engine.event.sbe.OnLiquidatedDecoder;
import smc.engine.event.sbe.OnLiveStartedDecoder;
import smc.engine.event.sbe.OnOfficialCandleDecoder;
import smc.engine.event.sbe.OnOrderAcceptedDecoder;
import smc.engine.event.sbe.OnOrderCancelledDecoder;
import smc.engine.event.sbe.OnOrderEditRejectedDecoder;
import smc.engine.event.sbe.OnOrderEditedDecoder;
import smc.engine.event.sbe.OnOrderFilledDecoder;
import smc.engine.event.sbe.OnOrderRejectedDecoder;
import smc.engine.event.sbe.OnOrderSentDecoder;
import smc.engine.event.sbe.OnOrderUnansweredDecoder;
import smc.engine.event.sbe.OnPositionMovedDecoder;
import smc.engine.event.sbe.OnPositionReadDecoder;
import smc.engine.event.sbe.OnQuoteDecoder;
import smc.engine.event.sbe.OnSnapshotAskedDecoder;
import smc.engine.event.sbe.OnStageSetDecoder;
import smc.engine.event.sbe.OnStateAskedDecoder;
import smc.engine.event.sbe.OnTradeDecoder;
import smc.engine.event.sbe.OnTradesMissedDecoder;
import smc.engine.event.sbe.OnTradingSwitchedDecoder;
import smc.engine.event.sbe.OnWalletReadDecoder;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** Reads the messages that {@link InputEncoder} writes. One owner; allocates nothing for a trade or a clock, unless it is older than the schema. */
final class InputDecoder {
    private final OnEngineStartedDecoder onEngineStarted = new OnEngineStartedDecoder();
    private final OnTradeDecoder onTrade = new OnTradeDecoder();
    private final OnCandleDecoder onCandle = new OnCandleDecoder();
    private final OnTradesMissedDecoder onTradesMissed = new OnTradesMissedDecoder();
    private final OnOfficialCandleDecoder onOfficialCandle = new OnOfficialCandleDecoder();
    private final OnOrderSentDecoder onOrderSent = new OnOrderSentDecoder();
    private final OnOrderAcceptedDecoder onOrderAccepted = new OnOrderAcceptedDecoder();
    private final OnOrderUnansweredDecoder onOrderUnanswered = new OnOrderUnansweredDecoder();
    private final OnOrderRejectedDecoder onOrderRejected = new OnOrderRejectedDecoder();
    private final OnOrderCancelledDecoder onOrderCancelled = new OnOrderCancelledDecoder();
    private final OnOrderEditedDecoder onOrderEdited = new OnOrderEditedDecoder();
    private final OnOrderEditRejectedDecoder onOrderEditRejected = new OnOrderEditRejectedDecoder();
    private final OnOrderFilledDecoder onOrderFilled = new OnOrderFilledDecoder();
    private final OnFundingDecoder onFunding = new OnFundingDecoder();
    private final OnLiquidatedDecoder onLiquidated = new OnLiquidatedDecoder();
    private final OnTradingSwitchedDecoder onTradingSwitched = new OnTradingSwitchedDecoder();
    private final OnLiveStartedDecoder onLiveStarted = new OnLiveStartedDecoder();
    private final OnHistoryCandleDecoder onHistoryCandle = new OnHistoryCandleDecoder();
    private final OnHistoryEndedDecoder onHistoryEnded = new OnHistoryEndedDecoder();
    private final OnPositionMovedDecoder onPositionMoved = new OnPositionMovedDecoder();
    private final OnWalletReadDecoder onWalletRead = new OnWalletReadDecoder();
    private final OnPositionReadDecoder onPositionRead = new OnPositionReadDecoder();
    private final OnHistoryHeldDecoder onHistoryHeld = new OnHistoryHeldDecoder();
    private final OnCapitalMovedDecoder onCapitalMoved = new OnCapitalMovedDecoder();
    private final OnQuoteDecoder onQuote = new OnQuoteDecoder();
    private final OnClockReadDecoder onClockRead = new OnClockReadDecoder();
    private final OnStateAskedDecoder onStateAsked = new OnStateAskedDecoder();
    private final OnFlattenAskedDecoder onFlattenAsked = new OnFlattenAskedDecoder();
    private final OnStageSetDecoder onStageSet = new OnStageSetDecoder();

    /**
     * Calls the method of a message.
     *
     * @return whether the message is known
     * @throws FrameException if it cannot be what its template says; nothing was called
     */
    boolean decode(FrameMessage message, Inputs inputs) {
        switch (message.templateId()) {
            case OnEngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(message, inputs);
            case OnClockDecoder.TEMPLATE_ID -> onClock(message, inputs);
            case OnTradeDecoder.TEMPLATE_ID -> onTrade(message, inputs);
            case OnCandleDecoder.TEMPLATE_ID -> onCandle(message, inputs);
            case OnTradesMissedDecoder.TEMPLATE_ID -> onTradesMissed(message, inputs);
            case OnOfficialCandleDecoder.TEMPLATE_ID -> onOfficialCandle(message, inputs);
            case OnOrderSentDecoder.TEMPLATE_ID -> onOrderSent(message, inputs);
            case OnOrderAcceptedDecoder.TEMPLATE_ID -> onOrderAccepted(message, inputs);
            case OnOrderUnansweredDecoder.TEMPLATE_ID -> onOrderUnanswered(message, inputs);
            case OnOrderRejectedDecoder.TEMPLATE_ID -> onOrderRejected(message, inputs);
            case OnOrderCancelledDecoder.TEMPLATE_ID -> onOrderCancelled(message, inputs);
            case OnOrderEditedDecoder.TEMPLATE_ID -> onOrderEdited(message, inputs);
            case OnOrderEditRejectedDecoder.TEMPLATE_ID -> onOrderEditRejected(message, inputs);
            case OnOrderFilledDecoder.TEMPLATE_ID -> onOrderFilled(message, inputs);
            case OnFundingDecoder.TEMPLATE_ID -> onFunding(message, inputs);
            case OnLiquidatedDecoder.TEMPLATE_ID -> onLiquidated(message, inputs);
            case OnTradingSwitchedDecoder.TEMPLATE_ID -> onTradingSwitched(message, inputs);
            case OnLiveStartedDecoder.TEMPLATE_ID -> onLiveStarted(message, inputs);
            case OnHistoryCandleDecoder.TEMPLATE_ID -> onHistoryCandle(message, inputs);
            case OnHistoryEndedDecoder.TEMPLATE_ID -> onHistoryEnded(message, inputs);
            case OnPositionMovedDecoder.TEMPLATE_ID -> onPositionMoved(message, inputs);
            case OnWalletReadDecoder.TEMPLATE_ID -> onWalletRead(message, inputs);
            case OnPositionReadDecoder.TEMPLATE_ID -> onPositionRead(message, inputs);
            case OnSnapshotAskedDecoder.TEMPLATE_ID -> inputs.onSnapshotAsked();
            case OnHistoryAskedDecoder.TEMPLATE_ID -> inputs.onHistoryAsked();
            case OnHistoryHeldDecoder.TEMPLATE_ID -> onHistoryHeld(message, inputs);
            case OnCapitalMovedDecoder.TEMPLATE_ID -> onCapitalMoved(message, inputs);
            case OnQuoteDecoder.TEMPLATE_ID -> onQuote(message, inputs);
            case OnClockReadDecoder.TEMPLATE_ID -> onClockRead(message, inputs);
            case OnStateAskedDecoder.TEMPLATE_ID -> onStateAsked(message, inputs);
            case OnFlattenAskedDecoder.TEMPLATE_ID -> onFlattenAsked(message, inputs);
            case OnStageSetDecoder.TEMPLATE_ID -> onStageSet(message, inputs);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onEngineStarted(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnEngineStartedDecoder.BLOCK_LENGTH);
        onEngineStarted.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onEngineStarted(
                onEngineStarted.epoch(),
                onEngineStarted.configHash(),
                onEngineStarted.keptSequence(),
                onEngineStarted.cutReason());
    }

    private void onClock(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnClockDecoder.BLOCK_LENGTH);
        inputs.onClock();
    }

    private void onTrade(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnTradeDecoder.BLOCK_LENGTH);
        onTrade.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onTrade(onTrade.instrumentId(), onTrade.venueNanos(), onTrade.priceE8(), onTrade.contracts());
    }

    private void onCandle(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnCandleDecoder.BLOCK_LENGTH);
        onCandle.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onCandle(
                onCandle.instrumentId(),
                new Candle(
                        onCandle.openTimeNanos(),
                        onCandle.openE8(),
                        onCandle.highE8(),
                        onCandle.lowE8(),
                        onCandle.closeE8(),
                        onCandle.contracts()),
                message.isTrue(onCandle.isTrustedRaw()));
    }

    private void onTradesMissed(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnTradesMissedDecoder.BLOCK_LENGTH);
        onTradesMissed.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onTradesMissed(onTradesMissed.instrumentId(), onTradesMissed.fromNanos(), onTradesMissed.toNanos());
    }

    private void onOfficialCandle(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOfficialCandleDecoder.BLOCK_LENGTH);
        onOfficialCandle.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOfficialCandle(
                onOfficialCandle.instrumentId(),
                new Candle(
                        onOfficialCandle.openTimeNanos(),
                        onOfficialCandle.openE8(),
                        onOfficialCandle.highE8(),
                        onOfficialCandle.lowE8(),
                        onOfficialCandle.closeE8(),
                        onOfficialCandle.contracts()));
    }

    private void onOrderSent(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderSentDecoder.BLOCK_LENGTH);
        onOrderSent.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(onOrderSent.accountId(), onOrderSent.instrumentId(), new Sent(onOrderSent.orderId()));
    }

    private void onOrderAccepted(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderAcceptedDecoder.BLOCK_LENGTH);
        onOrderAccepted.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderAccepted.accountId(), onOrderAccepted.instrumentId(), new Accepted(onOrderAccepted.orderId()));
    }

    private void onOrderUnanswered(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderUnansweredDecoder.BLOCK_LENGTH);
        onOrderUnanswered.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderUnanswered.accountId(),
                onOrderUnanswered.instrumentId(),
                new Unanswered(onOrderUnanswered.orderId()));
    }

    private void onOrderRejected(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderRejectedDecoder.BLOCK_LENGTH);
        onOrderRejected.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderRejected.accountId(),
                onOrderRejected.instrumentId(),
                new Rejected(onOrderRejected.orderId(), onOrderRejected.code()));
    }

    private void onOrderCancelled(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderCancelledDecoder.BLOCK_LENGTH);
        onOrderCancelled.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderCancelled.accountId(),
                onOrderCancelled.instrumentId(),
                new Cancelled(onOrderCancelled.orderId()));
    }

    private void onOrderEdited(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderEditedDecoder.BLOCK_LENGTH);
        onOrderEdited.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderEdited.accountId(),
                onOrderEdited.instrumentId(),
                new Edited(onOrderEdited.orderId(), onOrderEdited.priceE8(), onOrderEdited.contracts()));
    }

    private void onOrderEditRejected(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderEditRejectedDecoder.BLOCK_LENGTH);
        onOrderEditRejected.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderEditRejected.accountId(),
                onOrderEditRejected.instrumentId(),
                new EditRejected(onOrderEditRejected.orderId()));
    }

    private void onOrderFilled(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnOrderFilledDecoder.BLOCK_LENGTH);
        onOrderFilled.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onOrderReport(
                onOrderFilled.accountId(),
                onOrderFilled.instrumentId(),
                new Filled(
                        onOrderFilled.orderId(),
                        onOrderFilled.filledContracts(),
                        onOrderFilled.priceE8(),
                        onOrderFilled.feeE8()));
    }

    private void onFunding(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnFundingDecoder.BLOCK_LENGTH);
        onFunding.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onFunding(onFunding.accountId(), onFunding.instrumentId(), onFunding.moneyE8());
    }

    private void onLiquidated(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnLiquidatedDecoder.BLOCK_LENGTH);
        onLiquidated.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onLiquidated(
                onLiquidated.accountId(),
                onLiquidated.instrumentId(),
                onLiquidated.contracts(),
                onLiquidated.priceE8(),
                onLiquidated.feeE8());
    }

    private void onTradingSwitched(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnTradingSwitchedDecoder.BLOCK_LENGTH);
        onTradingSwitched.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onTradingSwitched(onTradingSwitched.accountId(), message.isTrue(onTradingSwitched.isOnRaw()));
    }

    private void onLiveStarted(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnLiveStartedDecoder.BLOCK_LENGTH);
        onLiveStarted.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onLiveStarted(onLiveStarted.installationId());
    }

    private void onHistoryCandle(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnHistoryCandleDecoder.BLOCK_LENGTH);
        onHistoryCandle.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onHistoryCandle(
                onHistoryCandle.instrumentId(),
                new Candle(
                        onHistoryCandle.openTimeNanos(),
                        onHistoryCandle.openE8(),
                        onHistoryCandle.highE8(),
                        onHistoryCandle.lowE8(),
                        onHistoryCandle.closeE8(),
                        onHistoryCandle.contracts()));
    }

    private void onHistoryEnded(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnHistoryEndedDecoder.BLOCK_LENGTH);
        onHistoryEnded.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onHistoryEnded(onHistoryEnded.instrumentId(), onHistoryEnded.anchorNanos(), onHistoryEnded.candles());
    }

    private void onPositionMoved(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnPositionMovedDecoder.BLOCK_LENGTH);
        onPositionMoved.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onPositionMoved(
                onPositionMoved.accountId(),
                onPositionMoved.instrumentId(),
                onPositionMoved.heldContracts(),
                onPositionMoved.contracts(),
                onPositionMoved.priceE8(),
                onPositionMoved.feeE8());
    }

    private void onWalletRead(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnWalletReadDecoder.BLOCK_LENGTH);
        onWalletRead.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onWalletRead(
                onWalletRead.accountId(),
                onWalletRead.walletE8(),
                onWalletRead.broughtE8(),
                message.isTrue(onWalletRead.isShortRaw()));
    }

    private void onPositionRead(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnPositionReadDecoder.BLOCK_LENGTH);
        onPositionRead.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onPositionRead(
                onPositionRead.accountId(),
                onPositionRead.instrumentId(),
                onPositionRead.contracts(),
                onPositionRead.entryE8());
    }

    private void onHistoryHeld(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnHistoryHeldDecoder.BLOCK_LENGTH);
        onHistoryHeld.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onHistoryHeld(
                onHistoryHeld.instrumentId(),
                new HistoryMark(
                        onHistoryHeld.anchorNanos(),
                        onHistoryHeld.lastNanos(),
                        onHistoryHeld.candles(),
                        onHistoryHeld.hash1(),
                        onHistoryHeld.hash2(),
                        onHistoryHeld.hash3(),
                        onHistoryHeld.hash4()));
    }

    private void onCapitalMoved(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnCapitalMovedDecoder.BLOCK_LENGTH);
        onCapitalMoved.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onCapitalMoved(
                onCapitalMoved.accountId(),
                onCapitalMoved.instrumentId(),
                onCapitalMoved.moneyE8(),
                message.isTrue(onCapitalMoved.isByHandRaw()));
    }

    private void onQuote(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnQuoteDecoder.BLOCK_LENGTH);
        onQuote.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onQuote(onQuote.instrumentId(), onQuote.markE8(), onQuote.bidE8(), onQuote.askE8());
    }

    private void onClockRead(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnClockReadDecoder.BLOCK_LENGTH);
        onClockRead.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onClockRead(onClockRead.ahead());
    }

    private void onStateAsked(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnStateAskedDecoder.BLOCK_LENGTH);
        onStateAsked.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onStateAsked(
                onStateAsked.accountId(),
                onStateAsked.instrumentId(),
                message.tradingState(onStateAsked.stateRaw()),
                message.riskReason(onStateAsked.reasonRaw()),
                onStateAsked.who(),
                onStateAsked.why());
    }

    private void onFlattenAsked(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnFlattenAskedDecoder.BLOCK_LENGTH);
        onFlattenAsked.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onFlattenAsked(
                onFlattenAsked.accountId(),
                onFlattenAsked.instrumentId(),
                message.riskReason(onFlattenAsked.reasonRaw()),
                onFlattenAsked.who(),
                onFlattenAsked.why());
    }

    private void onStageSet(FrameMessage message, Inputs inputs) {
        message.expectBlock(OnStageSetDecoder.BLOCK_LENGTH);
        onStageSet.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        inputs.onStageSet(onStageSet.capE8(), onStageSet.who(), onStageSet.why());
    }
}
