package smc.ops.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * The candles of one symbol and what the detector saw in them. Places in time are positions in {@code candles}; what lies in a hole of theirs has the
 * place of the candle before it.
 *
 * @param blocks in order of birth
 * @param marks breaks of structure, in order
 */
record MarketData(String symbol, boolean isSynthetic, List<Candle> candles, List<Block> blocks, List<Mark> marks) {
    /** The block, or the end of its life, never came to pass in the data. */
    static final int NEVER = -1;

    /**
     * A block's life.
     *
     * @param side at birth
     * @param broken candle that made it a breaker, or {@link #NEVER}
     * @param dead candle that ended it, or {@link #NEVER}
     */
    record Block(Side side, int origin, int born, int broken, int dead, long topE8, long bottomE8) {}

    /** A break of structure at {@code levelE8}: BOS or CHOCH. */
    record Mark(int at, BlockEvent.Kind kind, Side direction, long levelE8) {}

    static MarketData of(String symbol, boolean isSynthetic, List<Candle> candles, List<BlockEvent> events) {
        long[] times = candles.stream().mapToLong(Candle::openTimeNanos).toArray();
        var blocks = new ArrayList<Block>();
        Map<BlockId, Integer> living = new HashMap<>();
        var marks = new ArrayList<Mark>();
        for (BlockEvent event : events) {
            int at = position(times, event.timeNanos());
            var id = new BlockId(event.originNanos(), event.side());
            switch (event.kind()) {
                case OB_CREATED -> {
                    living.put(id, blocks.size());
                    int origin = position(times, event.originNanos());
                    blocks.add(new Block(event.side(), origin, at, NEVER, NEVER, event.topE8(), event.bottomE8()));
                }
                case OB_BREAKER -> {
                    Block block = blocks.get(living.get(id));
                    blocks.set(
                            living.get(id),
                            new Block(block.side, block.origin, block.born, at, NEVER, block.topE8, block.bottomE8));
                }
                case OB_INVALIDATED -> {
                    int number = living.remove(id);
                    Block block = blocks.get(number);
                    blocks.set(
                            number,
                            new Block(
                                    block.side,
                                    block.origin,
                                    block.born,
                                    block.broken,
                                    at,
                                    block.topE8,
                                    block.bottomE8));
                }
                case BOS, CHOCH -> marks.add(new Mark(at, event.kind(), event.side(), event.levelE8()));
                case SWEEP -> {
                    // Too many to read on a chart, and no rule of trading looks at them.
                }
            }
        }
        return new MarketData(symbol, isSynthetic, candles, List.copyOf(blocks), List.copyOf(marks));
    }

    private static int position(long[] times, long nanos) {
        int at = Arrays.binarySearch(times, nanos);
        return at >= 0 ? at : Math.max(0, -2 - at);
    }

    /** Blocks of both sides may share an origin. */
    private record BlockId(long originNanos, Side side) {}
}
