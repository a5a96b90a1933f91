package smc.ops.blocks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** Runs the detector over a series and keeps its events in order. */
public final class RecordedBlocks implements DetectorListener {
    private final List<BlockEvent> events = new ArrayList<>();
    private final OrderBlockDetector detector = new OrderBlockDetector(this);
    private long timeNanos;
    private int mostAlive;

    private RecordedBlocks() {}

    /** The events of a whole series, from its first candle. */
    public static RecordedBlocks of(CandleSeries series) {
        var recorded = new RecordedBlocks();
        for (Candle candle : series.candles()) {
            recorded.timeNanos = candle.openTimeNanos();
            recorded.detector.onCandle(
                    candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
            recorded.mostAlive = Math.max(recorded.mostAlive, recorded.detector.liveBlocks());
        }
        return recorded;
    }

    /** In order of emission. */
    public List<BlockEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** How many events there are of a kind. */
    public long count(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    /** Blocks alive after the last candle, fresh and breaker, of one side at birth. */
    public long alive(Side side) {
        return detector.snapshot().blocks().stream()
                .filter(block -> block.side() == side)
                .count();
    }

    /** Most blocks ever alive after a candle. */
    public int mostAlive() {
        return mostAlive;
    }

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        add(kind == Break.BOS ? Kind.BOS : Kind.CHOCH, direction, 0, 0, 0, levelE8);
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        add(Kind.SWEEP, side, 0, 0, 0, levelE8);
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        add(Kind.OB_CREATED, side, topE8, bottomE8, originNanos, 0);
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        add(Kind.OB_BREAKER, side, topE8, bottomE8, originNanos, 0);
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        add(Kind.OB_INVALIDATED, side, topE8, bottomE8, originNanos, 0);
    }

    private void add(Kind kind, Side side, long topE8, long bottomE8, long originNanos, long levelE8) {
        events.add(new BlockEvent(timeNanos, kind, side, topE8, bottomE8, originNanos, levelE8));
    }
}
