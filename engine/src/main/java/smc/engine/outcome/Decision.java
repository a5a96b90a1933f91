package smc.engine.outcome;

import smc.execution.desk.Verdict;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * What became of a touch; prices in 1e-8 USD.
 *
 * @param candleNanos open time of the candle of the touch; for a trade, of the candle of the fill
 * @param openE8 of the candle that touched
 * @param value1 as named by {@link Verdict#numbers}, like the two that follow
 */
public record Decision(
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
        long value3) {}
