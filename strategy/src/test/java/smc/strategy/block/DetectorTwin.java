package smc.strategy.block;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * Part I of docs/rules.md read literally, section by section, to be held beside the text: it keeps every candle, searches back for
 * each structure point, adds up 199 true ranges for each mean and visits every live block. Slow on purpose. It shares no rule with
 * {@link OrderBlockDetector}, so where the two agree the streaming form is right or both readers misread.
 *
 * <p>Names, also those of the steps, are the text's, so prices and times carry no unit: all prices are in 1e-8 USD, all times are epoch
 * nanoseconds, {@code i}, {@code k}, {@code from} and {@code extremeSeq} count rows.
 */
final class DetectorTwin implements Detector {
    /** Section 4. */
    enum Phase {
        NONE,
        RANGE,
        TREND
    }

    /**
     * Sections 3 and 4 after a candle.
     *
     * @param trend null unless {@code phase} is TREND
     * @param bos null is the text's "none"
     * @param extreme meaningful in TREND only, as is {@code extremeSeq}
     */
    record State(
            long boxHigh,
            long boxLow,
            boolean crossUp,
            boolean crossDown,
            Phase phase,
            Side trend,
            Long bos,
            long choch,
            long extreme,
            int extremeSeq,
            int from) {}

    /** Section 6; {@code k} is the origin, {@code i} the creating candle. */
    private static final class Block {
        private final Side side;
        private final int k;
        private final int i;
        private final long top;
        private final long bottom;
        private final long number;
        private boolean breaker;

        private Block(Side side, int k, int i, long top, long bottom, long number) {
            this.side = side;
            this.k = k;
            this.i = i;
            this.top = top;
            this.bottom = bottom;
            this.number = number;
        }
    }

    /** Section 2: "Candle 199 is the first one processed." */
    private static final int FIRST_PROCESSED = 199;

    private final DetectorListener listener;

    private final List<Candle> candles = new ArrayList<>();

    /** The current candle: its number and prices. */
    private int i = -1;

    private long open;
    private long high;
    private long low;
    private long close;

    private long boxHigh;
    private long boxLow;
    private boolean crossUp;
    private boolean crossDown;

    private Phase phase = Phase.NONE;
    private Side trend;
    private Long bos;
    private long choch;
    private long extreme;
    private int extremeSeq;
    private int from;

    /** Newest first, as section 6 enters them. */
    private final List<Block> bullBlocks = new ArrayList<>();

    private final List<Block> bearBlocks = new ArrayList<>();
    private long created;

    DetectorTwin(DetectorListener listener) {
        this.listener = listener;
    }

    @Override
    public void onCandle(long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8) {
        // Section 1: checked before the detector; a bad candle is never an input.
        boolean wellFormed = 0 < lowE8 && lowE8 <= Math.min(openE8, closeE8) && Math.max(openE8, closeE8) <= highE8;
        boolean inOrder = candles.isEmpty() || openTimeNanos > candles.getLast().openTimeNanos();
        if (!wellFormed || !inOrder) {
            throw new IllegalArgumentException("bad candle at " + openTimeNanos);
        }

        candles.add(new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, 0));
        i++;
        open = openE8;
        high = highE8;
        low = lowE8;
        close = closeE8;

        if (i < FIRST_PROCESSED) {
            return;
        }
        reactionBox();
        structure();
        blockLife();
    }

    // ---- 2. Warm-up and ATR

    private long trueRange(int at) {
        long previousClose = candles.get(at - 1).closeE8();
        long h = candles.get(at).highE8();
        long l = candles.get(at).lowE8();
        return Math.max(h - l, Math.max(Math.abs(h - previousClose), Math.abs(l - previousClose)));
    }

    /** Mean of TR[at−198] … TR[at], rounded down; 0 in the warm-up. */
    private long atr(int at) {
        if (at < FIRST_PROCESSED) {
            return 0;
        }
        long sum = 0;
        for (int j = at - 198; j <= at; j++) {
            sum = Math.addExact(sum, trueRange(j));
        }
        return Math.floorDiv(sum, 199);
    }

    // ---- 3. Reaction box

    private void reactionBox() {
        crossUp = false;
        crossDown = false;
        if (i == FIRST_PROCESSED) {
            boxHigh = high;
            boxLow = low;
        }

        if (high > boxHigh) {
            crossUp = true;
            boxHigh = high;
            boxLow = low;
        } else if (low < boxLow) {
            crossDown = true;
            boxHigh = high;
            boxLow = low;
        }
    }

    // ---- 4. Structure. A return is the text's "end".

    private void structure() {
        switch (phase) {
            case NONE -> first();
            case RANGE -> range();
            case TREND -> {
                if (trend == Side.BEAR) {
                    bearTrend();
                } else {
                    bullTrend();
                }
            }
        }
    }

    private void first() {
        bos = high;
        choch = low;
        from = i;
        phase = Phase.RANGE;
    }

    private void range() {
        // R1
        if (low <= choch && choch <= close) {
            sweep(Side.BEAR, choch);
            choch = low;
            return;
        }
        // R2
        if (close <= bos && bos <= high) {
            sweep(Side.BULL, bos);
            bos = high;
            return;
        }
        // R3
        if (close < choch) {
            broken(Break.CHOCH, Side.BEAR, choch);
            create(Side.BULL, lowest());
            choch = bos;
            bos = null;
            startBear();
            return;
        }
        // R4
        if (close > bos) {
            broken(Break.CHOCH, Side.BULL, bos);
            create(Side.BEAR, highest());
            bos = null;
            startBull();
        }
    }

    private void bearTrend() {
        // D1
        if (low <= extreme) {
            extreme = low;
            extremeSeq = i;
        }
        // D2
        if (bos == null && crossUp && close > open && previousRose()) {
            bos = extreme;
            from = extremeSeq;
        }
        // D3a
        if (bos != null && low <= bos && bos <= close) {
            sweep(Side.BEAR, bos);
            bos = low;
            return;
        }
        // D3b
        if (bos != null && close < bos) {
            broken(Break.BOS, Side.BEAR, bos);
            int k = highest();
            create(Side.BEAR, k);
            choch = candles.get(k).highE8();
            from = k;
            bos = null;
        }
        // D4
        if (close <= choch && choch <= high) {
            sweep(Side.BULL, choch);
            choch = high;
            return;
        }
        // D5
        if (close > choch) {
            broken(Break.CHOCH, Side.BULL, choch);
            int k = lowest();
            create(Side.BULL, k);
            choch = bos != null ? bos : candles.get(k).highE8();
            bos = null;
            startBull();
        }
    }

    private void bullTrend() {
        // U1
        if (high >= extreme) {
            extreme = high;
            extremeSeq = i;
        }
        // U2
        if (bos == null && crossDown && close < open && previousFell()) {
            bos = extreme;
            from = extremeSeq;
        }
        // U3a
        if (bos != null && close <= bos && bos <= high) {
            sweep(Side.BULL, bos);
            bos = high;
            return;
        }
        // U3b
        if (bos != null && close > bos) {
            broken(Break.BOS, Side.BULL, bos);
            int k = lowest();
            create(Side.BULL, k);
            choch = candles.get(k).highE8(); // the high, not the low: Q2
            from = k;
            bos = null;
        }
        // U4
        if (low <= choch && choch <= close) {
            sweep(Side.BEAR, choch);
            choch = low;
            return;
        }
        // U5
        if (close < choch) {
            broken(Break.CHOCH, Side.BEAR, choch);
            int k = highest();
            create(Side.BEAR, k);
            choch = bos != null ? bos : candles.get(k).highE8();
            bos = null;
            startBear();
        }
    }

    private void startBear() {
        phase = Phase.TREND;
        trend = Side.BEAR;
        extreme = low;
        extremeSeq = i;
        from = i;
    }

    private void startBull() {
        phase = Phase.TREND;
        trend = Side.BULL;
        extreme = high;
        extremeSeq = i;
        from = i;
    }

    private boolean previousRose() {
        var previous = candles.get(i - 1);
        return previous.closeE8() > previous.openE8();
    }

    private boolean previousFell() {
        var previous = candles.get(i - 1);
        return previous.closeE8() < previous.openE8();
    }

    private void broken(Break kind, Side direction, long level) {
        listener.structureBroken(kind, direction, level);
    }

    private void sweep(Side side, long level) {
        listener.levelSwept(side, level);
    }

    // ---- 5. Structure point of (from, i]

    private int highest() {
        if (from == i) {
            return i;
        }
        int k = from + 1;
        for (int j = from + 1; j <= i; j++) {
            if (candles.get(j).highE8() >= candles.get(k).highE8()) {
                k = j;
            }
        }
        return k;
    }

    private int lowest() {
        if (from == i) {
            return i;
        }
        int k = from + 1;
        for (int j = from + 1; j <= i; j++) {
            if (candles.get(j).lowE8() <= candles.get(k).lowE8()) {
                k = j;
            }
        }
        return k;
    }

    // ---- 6. Block creation

    private void create(Side side, int k) {
        var origin = candles.get(k);
        long top = side == Side.BULL ? Math.min(origin.highE8(), origin.lowE8() + atr(k)) : origin.highE8();
        long bottom = side == Side.BULL ? origin.lowE8() : Math.max(origin.lowE8(), origin.highE8() - atr(k));
        var block = new Block(side, k, i, top, bottom, created++);
        (side == Side.BULL ? bullBlocks : bearBlocks).addFirst(block);
        listener.blockBorn(side, origin.openTimeNanos(), top, bottom, block.number);
    }

    // ---- 7. Block life

    private void blockLife() {
        long lo = Math.min(open, close);
        long hi = Math.max(open, close);

        var stillBull = new ArrayList<Block>();
        for (var block : bullBlocks) {
            if (!block.breaker && lo < block.bottom) {
                block.breaker = true;
                listener.blockBroken(block.side, originTime(block), block.top, block.bottom, block.number);
                stillBull.add(block);
            } else if (block.breaker && hi > block.top) {
                listener.blockDead(block.side, originTime(block), block.top, block.bottom, block.number);
            } else {
                stillBull.add(block);
            }
        }
        bullBlocks.clear();
        bullBlocks.addAll(stillBull);

        var stillBear = new ArrayList<Block>();
        for (var block : bearBlocks) {
            if (!block.breaker && hi > block.top) {
                block.breaker = true;
                listener.blockBroken(block.side, originTime(block), block.top, block.bottom, block.number);
                stillBear.add(block);
            } else if (block.breaker && lo < block.bottom) {
                listener.blockDead(block.side, originTime(block), block.top, block.bottom, block.number);
            } else {
                stillBear.add(block);
            }
        }
        bearBlocks.clear();
        bearBlocks.addAll(stillBear);
    }

    private long originTime(Block block) {
        return candles.get(block.k).openTimeNanos();
    }

    // ---- What tests ask

    @Override
    public long atrE8() {
        return atr(i);
    }

    @Override
    public long candles() {
        return candles.size();
    }

    @Override
    public int liveBlocks() {
        return bullBlocks.size() + bearBlocks.size();
    }

    State state() {
        return new State(boxHigh, boxLow, crossUp, crossDown, phase, trend, bos, choch, extreme, extremeSeq, from);
    }

    /** Live blocks of a side, newest first. */
    List<OrderBlock> blocks(Side side) {
        return (side == Side.BULL ? bullBlocks : bearBlocks)
                .stream()
                        .map(block -> new OrderBlock(
                                side,
                                originTime(block),
                                candles.get(block.i).openTimeNanos(),
                                block.top,
                                block.bottom,
                                block.number,
                                block.breaker ? BlockState.BREAKER : BlockState.FRESH))
                        .toList();
    }
}
