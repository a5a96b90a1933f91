package smc.strategy.block;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/**
 * A live block, copied out for snapshots and reports.
 *
 * @param side at birth; never changes
 * @param originNanos open time of the candle it is drawn on, epoch nanoseconds; with {@code side} its identity within a detector
 * @param bornNanos open time of the candle at whose close it was created
 * @param topE8 upper edge in 1e-8 USD
 * @param bottomE8 lower edge, at most {@code topE8}
 * @param number how many blocks this detector had created before it
 */
public record OrderBlock(
        Side side, long originNanos, long bornNanos, long topE8, long bottomE8, long number, BlockState state) {

    void copyTo(StateCopy out) {
        out.begin()
                .put("side", side)
                .put("originNanos", originNanos)
                .put("bornNanos", bornNanos)
                .put("topE8", topE8)
                .put("bottomE8", bottomE8)
                .put("number", number)
                .put("state", state)
                .end();
    }

    static OrderBlock of(StateTree in) {
        return new OrderBlock(
                in.word("side", Side.class),
                in.number("originNanos"),
                in.number("bornNanos"),
                in.number("topE8"),
                in.number("bottomE8"),
                in.number("number"),
                in.word("state", BlockState.class));
    }
}
