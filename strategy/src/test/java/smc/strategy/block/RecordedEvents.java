package smc.strategy.block;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import smc.strategy.block.DetectorEvent.Kind;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** What a detector said, in order, each event stamped with the candle that {@link #feed} was handing in. */
final class RecordedEvents implements DetectorListener {
    private final List<DetectorEvent> events = new ArrayList<>();
    private long candleNanos;

    /** Everything a new detector says about {@code candles}. */
    static List<DetectorEvent> of(Function<DetectorListener, Detector> newDetector, List<Candle> candles) {
        var recorded = new RecordedEvents();
        var detector = newDetector.apply(recorded);
        for (var candle : candles) {
            recorded.feed(detector, candle);
        }
        return recorded.events();
    }

    /** Hands {@code candle} to a detector that reports to this. */
    void feed(Detector detector, Candle candle) {
        candleNanos = candle.openTimeNanos();
        detector.onCandle(candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
    }

    /** All events so far; a copy. */
    List<DetectorEvent> events() {
        return List.copyOf(events);
    }

    int count() {
        return events.size();
    }

    /** The events from the {@code first}-th on, counted from 0. */
    List<DetectorEvent> since(int first) {
        return List.copyOf(events.subList(first, events.size()));
    }

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        events.add(DetectorEvent.ofLevel(
                candleNanos,
                switch (kind) {
                    case BOS -> Kind.BOS;
                    case CHOCH -> Kind.CHOCH;
                },
                direction,
                levelE8));
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        events.add(DetectorEvent.ofLevel(candleNanos, Kind.SWEEP, side, levelE8));
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        events.add(DetectorEvent.ofBlock(candleNanos, Kind.OB_CREATED, side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        events.add(DetectorEvent.ofBlock(candleNanos, Kind.OB_BREAKER, side, originNanos, topE8, bottomE8, number));
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        events.add(DetectorEvent.ofBlock(candleNanos, Kind.OB_INVALIDATED, side, originNanos, topE8, bottomE8, number));
    }
}
