package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.block.BlockState;
import smc.strategy.block.DetectorListener;
import smc.strategy.structure.Side;

/** Blocks a test draws where it wants them. From then on they live and die by the bodies of the candles (docs/rules.md, section 7). */
final class HandDrawnBlocks {
    private final List<Block> live = new ArrayList<>();
    private final List<Block> drawn = new ArrayList<>();
    private long count;

    private record Block(Side side, long originNanos, long topE8, long bottomE8, long number, BlockState state) {}

    /** A block that is born at the next close. */
    void draw(Side side, long topE8, long bottomE8) {
        // Nobody reads the origin as a time; it only has to be another for each block.
        drawn.add(new Block(side, TradingDesk.START_NANOS - count, topE8, bottomE8, count, BlockState.FRESH));
        count++;
    }

    /** Tells what this close does to them: births first, then the bull blocks from the newest on, then the bear ones. */
    void onClose(long openE8, long closeE8, DetectorListener listener) {
        drawn.forEach(
                block -> listener.blockBorn(block.side, block.originNanos, block.topE8, block.bottomE8, block.number));
        for (Side side : List.of(Side.BULL, Side.BEAR)) {
            for (int at = live.size() - 1; at >= 0; at--) {
                if (live.get(at).side == side) {
                    onClose(at, openE8, closeE8, listener);
                }
            }
        }
        live.addAll(drawn);
        drawn.clear();
    }

    private void onClose(int at, long openE8, long closeE8, DetectorListener listener) {
        Block block = live.get(at);
        // A bull block is held from below as long as it is fresh; a breaker is pressed from the other side.
        boolean isHeldFromBelow = (block.side == Side.BULL) == (block.state == BlockState.FRESH);
        boolean isBeyond =
                isHeldFromBelow ? Math.min(openE8, closeE8) < block.bottomE8 : Math.max(openE8, closeE8) > block.topE8;
        if (!isBeyond) {
            return;
        }
        if (block.state == BlockState.FRESH) {
            live.set(
                    at,
                    new Block(
                            block.side,
                            block.originNanos,
                            block.topE8,
                            block.bottomE8,
                            block.number,
                            BlockState.BREAKER));
            listener.blockBroken(block.side, block.originNanos, block.topE8, block.bottomE8, block.number);
        } else {
            live.remove(at);
            listener.blockDead(block.side, block.originNanos, block.topE8, block.bottomE8, block.number);
        }
    }
}
