package smc.ops.journal.cause;

import java.util.Locale;
import smc.strategy.structure.Side;

/**
 * Which block is meant, in whatever state.
 *
 * @param side at birth
 * @param originNanos open time of the candle it is drawn on
 */
record BlockName(int instrumentId, Side side, long originNanos) {
    static String of(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a message is about it, by the names that blocks have there: {@code blockSide} where another side could be meant. */
    boolean isOf(Message message) {
        String sideField = message.has("blockSide") ? "blockSide" : "side";
        return message.has("origin")
                && message.has(sideField)
                && message.number("instrument") == instrumentId
                && message.get(sideField).equals(side.name())
                && message.nanos("origin") == originNanos;
    }
}
