package smc.ops.api.model;

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
        Part<Start> starts) {

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
                starts.until(earlier));
    }
}
