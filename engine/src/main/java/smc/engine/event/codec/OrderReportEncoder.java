package smc.engine.event.codec;

import smc.engine.event.sbe.MessageHeaderEncoder;
import smc.engine.event.sbe.OnOrderAcceptedEncoder;
import smc.engine.event.sbe.OnOrderCancelledEncoder;
import smc.engine.event.sbe.OnOrderEditRejectedEncoder;
import smc.engine.event.sbe.OnOrderEditedEncoder;
import smc.engine.event.sbe.OnOrderFilledEncoder;
import smc.engine.event.sbe.OnOrderRejectedEncoder;
import smc.engine.event.sbe.OnOrderSentEncoder;
import smc.engine.event.sbe.OnOrderUnansweredEncoder;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;

/** Writes what became of an order into a frame, one message for each kind of report. One owner; allocates nothing unless the frame grows. */
final class OrderReportEncoder {
    private final FrameWriter frame;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OnOrderSentEncoder onOrderSent = new OnOrderSentEncoder();
    private final OnOrderAcceptedEncoder onOrderAccepted = new OnOrderAcceptedEncoder();
    private final OnOrderUnansweredEncoder onOrderUnanswered = new OnOrderUnansweredEncoder();
    private final OnOrderRejectedEncoder onOrderRejected = new OnOrderRejectedEncoder();
    private final OnOrderCancelledEncoder onOrderCancelled = new OnOrderCancelledEncoder();
    private final OnOrderEditedEncoder onOrderEdited = new OnOrderEditedEncoder();
    private final OnOrderEditRejectedEncoder onOrderEditRejected = new OnOrderEditRejectedEncoder();
    private final OnOrderFilledEncoder onOrderFilled = new OnOrderFilledEncoder();

    /** @param frame where they go; whoever starts a frame in it decides which slot */
    OrderReportEncoder(FrameWriter frame) {
        this.frame = frame;
    }

    void write(int accountId, int instrumentId, OrderReport report) {
        switch (report) {
            case Sent sent ->
                onOrderSent
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderSentEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(sent.orderId());
            case Accepted accepted ->
                onOrderAccepted
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderAcceptedEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(accepted.orderId());
            case Unanswered unanswered ->
                onOrderUnanswered
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderUnansweredEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(unanswered.orderId());
            case Rejected rejected ->
                onOrderRejected
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderRejectedEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(rejected.orderId())
                        .code(rejected.code());
            case Cancelled cancelled ->
                onOrderCancelled
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderCancelledEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(cancelled.orderId());
            case Edited edited ->
                onOrderEdited
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderEditedEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(edited.orderId())
                        .priceE8(edited.priceE8())
                        .contracts(edited.contracts());
            case EditRejected rejected ->
                onOrderEditRejected
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderEditRejectedEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(rejected.orderId());
            case Filled filled ->
                onOrderFilled
                        .wrapAndApplyHeader(frame.buffer(), frame.next(OnOrderFilledEncoder.BLOCK_LENGTH), header)
                        .accountId(accountId)
                        .instrumentId(instrumentId)
                        .orderId(filled.orderId())
                        .filledContracts(filled.filledContracts())
                        .priceE8(filled.priceE8())
                        .feeE8(filled.feeE8());
        }
    }
}
