package smc.engine.event;

import smc.execution.desk.DeskListener;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * What the core concluded and wants. Never answered in place: each answer comes back later as an input. Units as in {@link Inputs}.
 * {@code candleNanos} is the open time of the candle at whose close it was concluded.
 */
public interface Effects extends DeskListener {
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

    /** A trade came after its candle was closed, or long before it was to open: counted, never applied. */
    void tradeIgnored(int instrumentId, long venueNanos, long ignoredTrades);

    /** The venue's own candle replaced one made of trades, or filled a hole; the blocks it withdraws and finds follow. */
    void candleCorrected(
            int instrumentId, long candleNanos, long openE8, long highE8, long lowE8, long closeE8, long contracts);

    /** By a corrected candle this block is not alive in this state. */
    void blockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number);

    /** By a corrected candle this block is alive in this state. */
    void blockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number);

    /** What a symbol's state amounts to at a close: a replay that has come to another has gone another way. */
    void stateHashed(int instrumentId, long candleNanos, long hash);

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
