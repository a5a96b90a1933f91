package smc.strategy.block;

import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * What a {@link Detector} concludes from a candle, in the order of docs/rules.md, section 8; all of it belongs to the candle just handed
 * in. Called on the owner's thread during {@link Detector#onCandle}; must not call back into the detector. Prices in 1e-8 USD, times in
 * epoch nanoseconds.
 */
public interface DetectorListener {
    /**
     * A candle closed strictly beyond a level; the block it creates follows at once.
     *
     * @param direction bull is upward
     * @param levelE8 level broken
     */
    void structureBroken(Break kind, Side direction, long levelE8);

    /**
     * A wick reached a level and the candle did not close beyond it.
     *
     * @param side bull if a high was probed
     * @param levelE8 level swept, before it moves
     */
    void levelSwept(Side side, long levelE8);

    /** A block exists from this close on. Its edges never change. */
    void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number);

    /** A body went beyond the far edge: the fresh block is a breaker from this close on. {@code side} is that of birth. */
    void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number);

    /** A body went beyond the breaker's other edge: the block is gone. {@code side} is that of birth. */
    void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number);
}
