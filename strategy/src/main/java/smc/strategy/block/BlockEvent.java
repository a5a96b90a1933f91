package smc.strategy.block;

import java.util.Locale;
import smc.strategy.structure.Side;

/**
 * One detector event.
 *
 * @param timeNanos open time of the candle at whose close it happened, epoch nanoseconds
 * @param side of the block at birth; for structure events the direction of the break or the side probed
 * @param topE8 0 for structure events
 * @param bottomE8 0 for structure events
 * @param originNanos 0 for structure events
 * @param levelE8 0 for block events
 */
public record BlockEvent(
        long timeNanos, Kind kind, Side side, long topE8, long bottomE8, long originNanos, long levelE8) {

    /** Names as in the files. */
    public enum Kind {
        OB_CREATED(true),
        OB_BREAKER(true),
        OB_INVALIDATED(true),
        BOS(false),
        CHOCH(false),
        SWEEP(false);

        private final boolean isBlock;

        Kind(boolean isBlock) {
            this.isBlock = isBlock;
        }

        /** Whether the event is about a block rather than a level. */
        public boolean isBlock() {
            return isBlock;
        }
    }

    /** {@code bull} or {@code bear}. */
    public String sideName() {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
