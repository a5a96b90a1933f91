package smc.engine.event;

import smc.execution.executor.ExecutionListener;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * What the core concluded and wants. Never answered in place: each answer comes back later as an input. Units as in {@link Inputs}.
 * {@code candleNanos} is the open time of the candle at whose close it was concluded.
 */
public interface Effects extends ExecutionListener {
    /** A candle closed; what follows from it comes after. */
    void candleClosed(
            int instrumentId,
            long candleNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts,
            boolean isTrusted);

    /** A candle closed strictly beyond a level; the block it creates follows at once. */
    void structureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8);

    /** A wick reached a level and the candle did not close beyond it. */
    void levelSwept(int instrumentId, long candleNanos, Side side, long levelE8);

    /** A block exists from this close on. */
    void blockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number);

    /** A fresh block became a breaker. {@code side} is that of birth. */
    void blockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number);

    /** A breaker ended. {@code side} is that of birth. */
    void blockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number);
}
