package smc.example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import smc.strategy.block.Detector;
import smc.strategy.block.DetectorListener;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * Another definition of order blocks, small enough to copy. A block is a whole candle, wicks included, whose body that of the next one engulfs the
 * other way: a bull block fell and was engulfed by a rise. From there on it lives as docs/rules.md, section 7 says.
 */
final class EngulfingDetector implements Detector {
    private final DetectorListener listener;
    private final AverageTrueRange averageTrueRange = new AverageTrueRange();
    private final List<Block> newestFirst = new ArrayList<>();
    private final Set<Long> breakers = new HashSet<>();
    private Candle last;
    private long candles;
    private long created;

    private record Block(Side side, long originNanos, long topE8, long bottomE8, long number) {}

    EngulfingDetector(DetectorListener listener) {
        this.listener = listener;
    }

    @Override
    public void onCandle(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8) {
        var candle = new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, 0);
        boolean isOrdered = lowE8 > 0 && lowE8 <= Math.min(openE8, closeE8) && highE8 >= Math.max(openE8, closeE8);
        if (!isOrdered || (last != null && openTimeNanos <= last.openTimeNanos())) {
            throw new IllegalArgumentException(
                    "expected 0 < low <= open, close <= high and a later time, was " + candle + " after " + last);
        }
        candles++;
        averageTrueRange.onCandle(highE8, lowE8, closeE8);
        if (atrE8() != 0) { // Before, nothing could be sized by it.
            if (last.closeE8() < last.openE8() && openE8 <= last.closeE8() && closeE8 > last.openE8()) {
                create(Side.BULL);
            } else if (last.closeE8() > last.openE8() && openE8 >= last.closeE8() && closeE8 < last.openE8()) {
                create(Side.BEAR);
            }
            age(Side.BULL, Math.min(openE8, closeE8), Math.max(openE8, closeE8));
            age(Side.BEAR, Math.min(openE8, closeE8), Math.max(openE8, closeE8));
        }
        last = candle;
    }

    private void create(Side side) {
        var block = new Block(side, last.openTimeNanos(), last.highE8(), last.lowE8(), created++);
        newestFirst.addFirst(block);
        listener.blockBorn(side, block.originNanos, block.topE8, block.bottomE8, block.number);
    }

    /** A block changes at most once a candle, and by the body alone. */
    private void age(Side side, long lowerE8, long upperE8) {
        for (Block block : List.copyOf(newestFirst)) {
            boolean isFresh = !breakers.contains(block.number);
            boolean endsBelow = isFresh == (side == Side.BULL);
            if (block.side != side || (endsBelow ? lowerE8 >= block.bottomE8 : upperE8 <= block.topE8)) {
                continue;
            }
            if (isFresh) {
                breakers.add(block.number);
                listener.blockBroken(side, block.originNanos, block.topE8, block.bottomE8, block.number);
            } else {
                breakers.remove(block.number);
                newestFirst.remove(block);
                listener.blockDead(side, block.originNanos, block.topE8, block.bottomE8, block.number);
            }
        }
    }

    @Override
    public long atrE8() {
        return averageTrueRange.valueE8();
    }

    @Override
    public long candles() {
        return candles;
    }

    @Override
    public int liveBlocks() {
        return newestFirst.size();
    }
}
