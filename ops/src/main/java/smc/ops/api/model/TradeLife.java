package smc.ops.api.model;

import java.util.Optional;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.TradeDraft;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;

/** A trade from its first fill on. What it was up to a frame never changes. */
public final class TradeLife {
    private final TradeOpened opened;
    private final Mode mode;
    private final long sequence;
    private final TradeDraft draft;
    private final Rows<Step> rows = new Rows<>(4);
    private volatile Part<Step> steps;
    private volatile End end;

    /**
     * What happened to it in a frame.
     *
     * @param atNanos time of the frame
     */
    public record Step(long atNanos, DeskEvent event) {}

    /**
     * That it closed.
     *
     * @param sequence of the frame
     */
    public record End(long sequence, long atNanos, ClosedTrade trade) {}

    TradeLife(TradeOpened opened, Mode mode, long gstRateE8, long sequence, long atNanos) {
        this.opened = opened;
        this.mode = mode;
        this.sequence = sequence;
        draft = new TradeDraft(opened, gstRateE8);
        add(opened, sequence, atNanos);
    }

    /** An event of this trade after its opening. */
    void on(DeskEvent event, long atSequence, long atNanos) {
        add(event, atSequence, atNanos);
        switch (event) {
            case TradeEntered entered -> draft.enter(entered);
            case TradeReduced reduced -> draft.reduce(reduced);
            case TradeClosed closed -> end = new End(atSequence, atNanos, draft.close(closed));
            default -> {
                // In no figure of it.
            }
        }
    }

    private void add(DeskEvent event, long atSequence, long atNanos) {
        rows.append(atSequence, new Step(atNanos, event));
        steps = rows.part();
    }

    /** All up to a frame, oldest first; the first is its opening. */
    public Part<Step> steps(long untilSequence) {
        return steps.until(untilSequence);
    }

    /** That it had closed after a frame. */
    public Optional<End> end(long atSequence) {
        return Optional.ofNullable(end).filter(known -> known.sequence <= atSequence);
    }

    /** Where its stop was first, once all of the entry had filled; 1e-8 USD, 0 if it never said. */
    public long firstStopE8(long atSequence) {
        return steps(atSequence).stream()
                .map(Step::event)
                .filter(TradeEntered.class::isInstance)
                .map(TradeEntered.class::cast)
                .reduce((_, later) -> later)
                .map(TradeEntered::stopE8)
                .orElse(0L);
    }

    /** Where its stop was last; 1e-8 USD. */
    public long lastStopE8(long atSequence) {
        long stopE8 = 0;
        for (Step step : steps(atSequence)) {
            switch (step.event()) {
                case TradeEntered entered -> stopE8 = entered.stopE8();
                case StopMoved moved -> stopE8 = moved.stopE8();
                default -> {
                    // Does not move it.
                }
            }
        }
        return stopE8;
    }

    public long id() {
        return opened.tradeId();
    }

    public TradeOpened opened() {
        return opened;
    }

    /** In which its account was when it was opened. */
    public Mode mode() {
        return mode;
    }

    /** Of the frame that opened it. */
    public long sequence() {
        return sequence;
    }

    /** When it was opened, epoch nanoseconds. */
    public long atNanos() {
        return steps.getFirst().atNanos();
    }
}
