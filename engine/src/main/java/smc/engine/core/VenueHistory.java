package smc.engine.core;

import smc.engine.event.MarketEvent.HistoryHeld;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryChain;
import smc.strategy.candle.HistoryMark;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * The venue's own candles from the anchor on, as a detector that took them and which they were. It says nothing: what happens on its way was said
 * before, or is said as a difference. One owning thread.
 */
final class VenueHistory {
    private final OrderBlockDetector detector;
    private final HistoryChain chain;

    /** Before the first candle. */
    VenueHistory() {
        this(OrderBlockDetector.Snapshot.EMPTY, new HistoryChain());
    }

    private VenueHistory(OrderBlockDetector.Snapshot snapshot, HistoryChain chain) {
        detector = new OrderBlockDetector(snapshot, new Silence());
        this.chain = chain;
    }

    /** Another that goes on from here. */
    VenueHistory copy() {
        return new VenueHistory(detector.snapshot(), new HistoryChain(chain.mark()));
    }

    /** The next candle. */
    void take(Candle candle) {
        detector.onCandle(candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        chain.add(candle);
    }

    /** Which candles they are. */
    HistoryMark mark() {
        return chain.mark();
    }

    /** Open time of the last; {@link Long#MIN_VALUE} before the first. */
    long lastNanos() {
        return detector.candles() == 0 ? Long.MIN_VALUE : chain.mark().lastNanos();
    }

    /** Which they are, and what the detector made of them. */
    HistoryHeld held(int instrumentId) {
        var hash = new StateHash();
        detector.hashTo(hash);
        return new HistoryHeld(instrumentId, chain.mark(), hash.take());
    }

    /** A detector that goes on from here, and says what it finds. */
    OrderBlockDetector detector(DetectorListener listener) {
        return new OrderBlockDetector(detector.snapshot(), listener);
    }

    void copyTo(StateCopy out, String name) {
        out.begin(name, 1);
        detector.snapshot().copyTo(out, "detector");
        chain.mark().copyTo(out, "mark");
        out.end();
    }

    static VenueHistory of(StateTree in) {
        in.requireVersion(1);
        return new VenueHistory(
                OrderBlockDetector.Snapshot.of(in.object("detector")),
                new HistoryChain(HistoryMark.of(in.object("mark"))));
    }

    private static final class Silence implements DetectorListener {
        @Override
        public void structureBroken(Break kind, Side direction, long levelE8) {}

        @Override
        public void levelSwept(Side side, long levelE8) {}

        @Override
        public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {}

        @Override
        public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {}

        @Override
        public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {}
    }
}
