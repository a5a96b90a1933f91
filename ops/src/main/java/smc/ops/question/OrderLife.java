package smc.ops.question;

import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;

/** An order from being wanted to its end; times are those of frames, epoch nanoseconds. */
final class OrderLife {
    private final Submit submit;
    private final long wantedNanos;
    private long answeredNanos;
    private long cancelWantedNanos;
    private long cancelledNanos;
    private long rejectedNanos;
    private boolean wasPartlyFilled;

    OrderLife(Submit submit, long wantedNanos) {
        this.submit = submit;
        this.wantedNanos = wantedNanos;
    }

    void on(OrderChanged changed, long atNanos) {
        boolean isAnswer = changed.state() != OrderState.SENT && changed.state() != OrderState.UNKNOWN;
        if (isAnswer && answeredNanos == 0) {
            answeredNanos = atNanos;
        }
        wasPartlyFilled |= changed.state() == OrderState.PARTLY_FILLED;
        if (changed.state() == OrderState.REJECTED) {
            rejectedNanos = atNanos;
        }
        if (changed.state().isFinal() && cancelWantedNanos != 0 && cancelledNanos == 0) {
            cancelledNanos = atNanos;
        }
    }

    /** It is no longer wanted. */
    void cancel(long atNanos) {
        cancelWantedNanos = cancelWantedNanos == 0 ? atNanos : cancelWantedNanos;
    }

    Submit submit() {
        return submit;
    }

    long wantedNanos() {
        return wantedNanos;
    }

    /** How long the venue's answer took, to the order or to its cancel, in nanoseconds; 0 if there was none. */
    long lagNanos() {
        return lagNanos(0, Long.MAX_VALUE);
    }

    /** Likewise, of what was under way within two times. */
    long lagNanos(long fromNanos, long toNanos) {
        return Math.max(
                lagNanos(wantedNanos, answeredNanos, fromNanos, toNanos),
                lagNanos(cancelWantedNanos, cancelledNanos, fromNanos, toNanos));
    }

    private static long lagNanos(long askedNanos, long answeredNanos, long fromNanos, long toNanos) {
        boolean isWithin = askedNanos <= toNanos && answeredNanos >= fromNanos;
        return answeredNanos != 0 && isWithin ? answeredNanos - askedNanos : 0;
    }

    boolean wasPartlyFilled() {
        return wasPartlyFilled;
    }

    /** When it was refused; 0 if it was not. */
    long rejectedNanos() {
        return rejectedNanos;
    }
}
