package smc.engine.event;

import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * What the engine saw in a market: its candles, its structure, its blocks, and what a symbol's state amounts to. Units as in {@link Inputs}.
 * {@code candleNanos} is the open time of the candle at whose close it was seen; {@code side} of a block is that of birth.
 */
public sealed interface MarketEvent {
    /** Number of the instrument in the configuration. */
    int instrumentId();

    /**
     * A candle closed; what follows from it comes after.
     *
     * @param isTrusted whether it may be traded on
     */
    record CandleClosed(int instrumentId, Candle candle, boolean isTrusted) implements MarketEvent {}

    /** The venue's own candle replaced one made of trades, or filled a hole; the blocks it withdraws and finds follow. */
    record CandleCorrected(int instrumentId, Candle candle) implements MarketEvent {}

    /**
     * A trade came after its candle was closed, or long before it was to open: counted, never applied.
     *
     * @param ignoredTrades of this instrument so far
     */
    record TradeIgnored(int instrumentId, long venueNanos, long ignoredTrades) implements MarketEvent {}

    /** What a symbol's state amounts to at a close: a replay that has come to another has gone another way. */
    record StateHashed(int instrumentId, long candleNanos, long hash) implements MarketEvent {}

    /** A candle closed strictly beyond a level; the block it creates follows at once. {@code direction} BULL is upward. */
    record StructureBroken(int instrumentId, long candleNanos, Break kind, Side direction, long levelE8)
            implements MarketEvent {}

    /** A wick reached a level and the candle did not close beyond it. {@code side} BULL if it was a high. */
    record LevelSwept(int instrumentId, long candleNanos, Side side, long levelE8) implements MarketEvent {}

    /** A block exists from this close on. */
    record BlockBorn(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number)
            implements MarketEvent {}

    /** A fresh block became a breaker. */
    record BlockBroken(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number)
            implements MarketEvent {}

    /** A breaker ended. */
    record BlockDead(
            int instrumentId, long candleNanos, Side side, long originNanos, long topE8, long bottomE8, long number)
            implements MarketEvent {}

    /** By a corrected candle this block is not alive in this state. */
    record BlockWithdrawn(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number)
            implements MarketEvent {}

    /** By a corrected candle this block is alive in this state. */
    record BlockFound(
            int instrumentId, Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number)
            implements MarketEvent {}

    /**
     * Which history the engine holds.
     *
     * @param stateHash of the detector that took it
     */
    record HistoryHeld(int instrumentId, HistoryMark held, long stateHash) implements MarketEvent {}
}
