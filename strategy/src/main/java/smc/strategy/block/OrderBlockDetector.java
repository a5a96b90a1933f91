package smc.strategy.block;

import java.util.List;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.CandleMark;
import smc.strategy.structure.MarketStructure;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener;

/**
 * The owner's order blocks, event for event those of the backtest (docs/rules.md, part I). Streaming: bounded memory, no allocation per
 * candle, cost independent of history. It has no parameters.
 */
public final class OrderBlockDetector implements Detector {
    /** Candles that only feed the true range; the next one is the first processed. */
    public static final int WARM_UP_CANDLES = AverageTrueRange.LENGTH;

    /** Six times the most ever seen on one symbol (section 11); one more is a fault. */
    public static final int LIVE_BLOCKS_MAX = 1024;

    private final DetectorListener listener;
    private final AverageTrueRange averageTrueRange;
    private final MarketStructure structure;
    private final LiveBlocks blocks;

    private long candles;
    private long created;
    private long lastOpenTimeNanos;
    private long lastOpenE8;
    private long lastHighE8;
    private long lastLowE8;
    private long lastCloseE8;

    /**
     * Everything the detector remembers.
     *
     * @param candles candles taken
     * @param lastCandle null before the first; its {@code contracts} is 0, since volume is not kept
     * @param trueRangesE8 oldest first, at most 199
     * @param created blocks created so far: the next one's number
     * @param blocks alive, in order of number
     */
    public record Snapshot(
            long candles,
            Candle lastCandle,
            List<Long> trueRangesE8,
            MarketStructure.State structure,
            long created,
            List<OrderBlock> blocks) {

        /** Before the first candle. */
        public static final Snapshot EMPTY = new Snapshot(0, null, List.of(), MarketStructure.State.NONE, 0, List.of());

        /** Copies it out. */
        public void copyTo(StateCopy out, String name) {
            out.begin(name, 1).put("candles", candles);
            if (lastCandle != null) {
                lastCandle.copyTo(out, "lastCandle");
            }
            out.beginList("trueRangesE8");
            trueRangesE8.forEach(out::put);
            out.end();
            structure.copyTo(out);
            out.put("created", created).beginList("blocks");
            blocks.forEach(block -> block.copyTo(out));
            out.end().end();
        }

        /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
        public static Snapshot of(StateTree in) {
            in.requireVersion(1);
            return new Snapshot(
                    in.number("candles"),
                    in.optional("lastCandle").map(Candle::of).orElse(null),
                    in.numbers("trueRangesE8"),
                    MarketStructure.State.of(in),
                    in.number("created"),
                    in.objects("blocks").stream().map(OrderBlock::of).toList());
        }
    }

    /** Before the first candle. */
    public OrderBlockDetector(DetectorListener listener) {
        this(Snapshot.EMPTY, listener);
    }

    /** Goes on from a snapshot as if it had never stopped. */
    public OrderBlockDetector(Snapshot snapshot, DetectorListener listener) {
        this.listener = listener;
        candles = snapshot.candles;
        created = snapshot.created;
        if (snapshot.lastCandle != null) {
            lastOpenTimeNanos = snapshot.lastCandle.openTimeNanos();
            lastOpenE8 = snapshot.lastCandle.openE8();
            lastHighE8 = snapshot.lastCandle.highE8();
            lastLowE8 = snapshot.lastCandle.lowE8();
            lastCloseE8 = snapshot.lastCandle.closeE8();
        }
        averageTrueRange = new AverageTrueRange(snapshot.trueRangesE8, lastCloseE8);
        structure = new MarketStructure(snapshot.structure, lastOpenE8, lastCloseE8, new BlockMaker());
        blocks = new LiveBlocks(LIVE_BLOCKS_MAX, listener);
        for (OrderBlock block : snapshot.blocks) {
            blocks.add(
                    block.side(),
                    block.originNanos(),
                    block.bornNanos(),
                    block.topE8(),
                    block.bottomE8(),
                    block.number(),
                    block.state());
        }
    }

    @Override
    public void onCandle(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8) {
        if (lowE8 <= 0
                || lowE8 > Math.min(openE8, closeE8)
                || highE8 < Math.max(openE8, closeE8)
                || (openTimeNanos <= lastOpenTimeNanos && candles > 0)) {
            throw malformed(openTimeNanos, openE8, highE8, lowE8, closeE8);
        }
        long index = candles++;
        lastOpenTimeNanos = openTimeNanos;
        lastOpenE8 = openE8;
        lastHighE8 = highE8;
        lastLowE8 = lowE8;
        lastCloseE8 = closeE8;
        averageTrueRange.onCandle(highE8, lowE8, closeE8);
        if (index < WARM_UP_CANDLES) {
            return;
        }
        structure.onCandle(index, openTimeNanos, openE8, highE8, lowE8, closeE8, averageTrueRange.valueE8());
        blocks.onBody(openE8, closeE8);
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
        return blocks.size();
    }

    /** Copies the whole state out; allocates. */
    public Snapshot snapshot() {
        Candle lastCandle =
                candles == 0 ? null : new Candle(lastOpenTimeNanos, lastOpenE8, lastHighE8, lastLowE8, lastCloseE8, 0);
        return new Snapshot(
                candles, lastCandle, averageTrueRange.trueRangesE8(), structure.state(), created, blocks.copy());
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(candles).add(created).add(lastOpenTimeNanos).add(lastOpenE8).add(lastCloseE8);
        averageTrueRange.hashTo(hash);
        structure.hashTo(hash);
        hash.add(blocks.hash());
    }

    private IllegalArgumentException malformed(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8) {
        return new IllegalArgumentException(
                "expected 0 < low <= open, close <= high and a time after %d, was time %d open %d high %d low %d close %d (1e-8)"
                        .formatted(lastOpenTimeNanos, openTimeNanos, openE8, highE8, lowE8, closeE8));
    }

    /** Draws a block on the origin of every break (section 6): the far edge is the wick's tip, the near edge at most one ATR from it. */
    private final class BlockMaker implements StructureListener {
        @Override
        public void broken(Break kind, Side direction, long levelE8, Side blockSide, CandleMark origin) {
            listener.structureBroken(kind, direction, levelE8);
            long topE8 = origin.highE8();
            long bottomE8 = origin.lowE8();
            switch (blockSide) {
                case BULL -> topE8 = Math.min(topE8, Math.addExact(bottomE8, origin.atrE8()));
                case BEAR -> bottomE8 = Math.max(bottomE8, topE8 - origin.atrE8());
            }
            long number = created++;
            blocks.add(blockSide, origin.openTimeNanos(), lastOpenTimeNanos, topE8, bottomE8, number, BlockState.FRESH);
            listener.blockBorn(blockSide, origin.openTimeNanos(), topE8, bottomE8, number);
        }

        @Override
        public void swept(Side side, long levelE8) {
            listener.levelSwept(side, levelE8);
        }
    }
}
