package smc.ops.api.model;

import java.util.Comparator;
import java.util.List;
import smc.engine.outcome.EquityPoint;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;

/**
 * All that an engine did up to a frame. Never changes, and shares everything with the history of every other frame: it is a cut, not a copy.
 *
 * @param sequence of that frame; lives ({@link OrderLife}, {@link TradeLife}, {@link BlockLife}) are to be asked as of it
 * @param fromNanos what closed before was history that nobody traded on, epoch nanoseconds; 0 for a recording
 * @param markets by instrument
 * @param trades in order of opening
 * @param closed in order of closing
 * @param orders in order of being wanted
 * @param touches in order of verdict
 * @param equity as it was said: after a stop, what one symbol missed is caught up before the next one's
 * @param moves what changed capital beside trades
 * @param gaps in which nothing was heard
 */
public record History(
        long sequence,
        long fromNanos,
        List<MarketHistory> markets,
        Part<TradeLife> trades,
        Part<TradeLife> closed,
        Part<OrderLife> orders,
        Part<Touch> touches,
        Part<EquityPoint> equity,
        Part<Move> moves,
        Part<Happening> happenings,
        Part<Start> starts,
        Part<Gap> gaps) {

    public History {
        markets = List.copyOf(markets);
    }

    /**
     * A verdict.
     *
     * @param atNanos time of its frame
     * @param mode in which the account was
     */
    public record Touch(long atNanos, Mode mode, TouchJudged judged) {}

    /**
     * What changed capital beside trades; money in 1e-8 USD.
     *
     * @param atNanos time of its frame
     * @param moneyE8 positive was added
     * @param capitalE8 what it was since
     */
    public record Move(long atNanos, int accountId, int instrumentId, Kind kind, long moneyE8, long capitalE8) {
        /** Why it changed. */
        public enum Kind {
            MOVED_BY_HAND,
            MOVED_BY_CONFIGURATION,
            CORRECTED
        }
    }

    /**
     * A start of the engine.
     *
     * @param atNanos time of its frame
     * @param cutReason why the epoch before ends there, as the journal has it
     */
    public record Start(long atNanos, long epoch, long configHash, long keptSequence, int cutReason) {}

    /**
     * A time in which no engine ran, or in which trades of a symbol may have been missed.
     *
     * @param instrumentId {@link smc.engine.event.Inputs#ALL} if no engine ran
     * @param toNanos {@link Long#MAX_VALUE} while none follow
     */
    public record Gap(int instrumentId, long fromNanos, long toNanos) {}

    /**
     * How much of a time was missed. Gaps that overlap count once; one without an end goes on to the next of its kind, or to the end of that time.
     *
     * @param instrumentId {@link smc.engine.event.Inputs#ALL}: how much of it no engine ran
     * @param fromTimeNanos epoch nanoseconds
     */
    public long missedNanos(int instrumentId, long fromTimeNanos, long toNanos) {
        List<Gap> own = gaps.stream()
                .filter(gap -> gap.instrumentId() == instrumentId)
                .sorted(Comparator.comparingLong(Gap::fromNanos))
                .toList();
        long missed = 0;
        long countedNanos = fromTimeNanos;
        for (int i = 0; i < own.size(); i++) {
            boolean isOpen = own.get(i).toNanos() == Long.MAX_VALUE;
            long endNanos = isOpen && i + 1 < own.size()
                    ? own.get(i + 1).fromNanos()
                    : own.get(i).toNanos();
            long from = Math.max(countedNanos, own.get(i).fromNanos());
            long to = Math.min(toNanos, endNanos);
            if (to > from) {
                missed += to - from;
                countedNanos = to;
            }
        }
        return missed;
    }

    /** As it was after an earlier frame. */
    public History until(long earlier) {
        return new History(
                Math.min(earlier, sequence),
                fromNanos,
                markets.stream().map(market -> market.until(earlier)).toList(),
                trades.until(earlier),
                closed.until(earlier),
                orders.until(earlier),
                touches.until(earlier),
                equity.until(earlier),
                moves.until(earlier),
                happenings.until(earlier),
                starts.until(earlier),
                gaps.until(earlier));
    }
}
