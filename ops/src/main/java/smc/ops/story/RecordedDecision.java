package smc.ops.story;

import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * What became of a touch; prices in 1e-8 USD.
 *
 * @param candleNanos open time of the candle of the touch; for a trade, of the candle of the fill
 * @param originNanos candle the block is drawn on
 * @param openE8 of the candle that touched
 * @param value1 as named by {@link Verdict#numbers}, like the two that follow; 0 where the verdict carries none
 */
public record RecordedDecision(
        long candleNanos,
        Mode mode,
        String symbol,
        Side blockSide,
        long originNanos,
        BlockState state,
        long entryLevelE8,
        long openE8,
        long highE8,
        long lowE8,
        long closeE8,
        Verdict verdict,
        long value1,
        long value2,
        long value3) {

    /** Which way the zone is traded (docs/rules.md, section 16). */
    public Direction direction() {
        return (blockSide == Side.BULL) == (state == BlockState.FRESH) ? Direction.LONG : Direction.SHORT;
    }

    /** Whether it is about the zone and by the mode of {@code trade}. */
    boolean isAboutZoneOf(RecordedTrade trade) {
        return symbol.equals(trade.symbol())
                && mode == trade.mode()
                && blockSide == trade.blockSide()
                && originNanos == trade.originNanos()
                && state == trade.state();
    }

    /** Whether it says that {@code trade} came of the touch. */
    boolean isEntryOf(RecordedTrade trade) {
        return verdict == Verdict.TRADE && value1 == trade.id() && isAboutZoneOf(trade);
    }
}
