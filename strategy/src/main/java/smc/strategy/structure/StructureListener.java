package smc.strategy.structure;

/** What {@link MarketStructure} concludes, in order, during {@link MarketStructure#onCandle}. Must not call back into it. */
public interface StructureListener {
    /** How a level was broken. */
    enum Break {
        /** Break of structure: the trend goes on. */
        BOS,
        /** Change of character: the trend turns, or begins. */
        CHOCH
    }

    /**
     * A candle closed strictly beyond a level, and the move's origin was found.
     *
     * @param direction side of the break; bull is upward
     * @param levelE8 level broken
     * @param blockSide side of the block to draw on the origin; the other one than {@code direction} on the first break of a run
     * @param origin valid during the call only
     */
    void broken(Break kind, Side direction, long levelE8, Side blockSide, CandleMark origin);

    /**
     * A wick reached a level and the candle did not close beyond it.
     *
     * @param side side that was probed: bull if a high was exceeded or touched
     * @param levelE8 level swept, before it moves to the wick's tip
     */
    void swept(Side side, long levelE8);
}
