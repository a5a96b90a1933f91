package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
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
 * Holds the candles made of trades against the venue's own. A second detector takes only what the venue confirmed, so that after a
 * difference there is a state to go on from. Engine thread.
 */
final class OfficialCandles {
    private OrderBlockDetector confirmed = silentDetector();
    /** Of the candles that {@link #confirmed} took. */
    private HistoryChain chain = new HistoryChain();

    private long confirmedNanos = Long.MIN_VALUE;
    /** Closed and not yet confirmed, oldest first. */
    private final List<Candle> awaited = new ArrayList<>();
    /** The one that was told before an earlier one had come, or null. */
    private Candle tooEarly;

    /**
     * Goes on from another detector, which took the venue's candles up to {@code nanos}.
     *
     * @param history of the candles that it took
     * @param nanos open time of the last of them
     * @return false if more than that was confirmed already: then nothing changes
     */
    boolean goOnFrom(OrderBlockDetector.Snapshot snapshot, HistoryChain history, long nanos) {
        if (nanos < confirmedNanos) {
            return false;
        }
        confirmed = new OrderBlockDetector(snapshot, new Silence());
        chain = history;
        confirmedNanos = nanos;
        awaited.removeIf(candle -> candle.openTimeNanos() <= nanos);
        return true;
    }

    /** What an official candle means for those made of trades. */
    enum Outcome {
        /** It is what the trades had made, or was known. */
        SAME,
        /** It differs, or the trades had made none: what followed it has to be worked out anew. */
        DIFFERENT,
        /** An earlier one is still awaited, so it cannot be taken yet; told again, it can. */
        TOO_EARLY
    }

    /** Whether every closed candle was confirmed. */
    boolean isUpToDate() {
        return awaited.isEmpty();
    }

    /**
     * A candle that was told too early and is told again says that the venue has none of the intervals before it: what the trades had made of them
     * stands. Told once it says nothing, as it always has in journals.
     */
    void confirmThoseWithout(Candle later) {
        if (!later.equals(tooEarly)) {
            return;
        }
        tooEarly = null;
        while (!awaited.isEmpty() && awaited.getFirst().openTimeNanos() < later.openTimeNanos()) {
            onConfirmed(awaited.removeFirst());
        }
    }

    /** A candle made of trades was closed. */
    void onBuilt(Candle candle) {
        awaited.add(candle);
    }

    /** A candle that is the venue's own to begin with, and follows all there are. */
    void onConfirmed(Candle candle) {
        confirmed.onCandle(candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        chain.add(candle);
        confirmedNanos = candle.openTimeNanos();
    }

    /** Which candles are confirmed. */
    HistoryMark held() {
        return chain.mark();
    }

    /** The detector that took them, to be gone on with by somebody else. */
    OrderBlockDetector copyOfConfirmed() {
        return new OrderBlockDetector(confirmed.snapshot(), new Silence());
    }

    /** Those candles, and what the detector made of them. */
    HistoryHeld held(int instrumentId, StateHash hash) {
        confirmed.hashTo(hash);
        return new HistoryHeld(instrumentId, held(), hash.take());
    }

    Outcome onOfficial(Candle candle) {
        if (candle.openTimeNanos() <= confirmedNanos) {
            return Outcome.SAME;
        }
        Candle built = awaited.getFirst();
        if (candle.openTimeNanos() > built.openTimeNanos()) {
            tooEarly = candle;
            return Outcome.TOO_EARLY;
        }
        if (candle.openTimeNanos() == built.openTimeNanos()) {
            awaited.removeFirst();
        }
        onConfirmed(candle);
        return hasSamePrices(candle, built) ? Outcome.SAME : Outcome.DIFFERENT;
    }

    /** The detector as it would stand had the confirmed candles come in the first place. */
    OrderBlockDetector workOutAnew(DetectorListener listener) {
        OrderBlockDetector detector = copyOfConfirmed();
        for (Candle candle : awaited) {
            detector.onCandle(
                    candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
        }
        return new OrderBlockDetector(detector.snapshot(), listener);
    }

    private static boolean hasSamePrices(Candle one, Candle other) {
        return one.openTimeNanos() == other.openTimeNanos()
                && one.openE8() == other.openE8()
                && one.highE8() == other.highE8()
                && one.lowE8() == other.lowE8()
                && one.closeE8() == other.closeE8();
    }

    void copyTo(StateCopy out) {
        out.begin("official", 1).put("confirmedNanos", confirmedNanos);
        confirmed.snapshot().copyTo(out, "confirmed");
        chain.mark().copyTo(out, "held");
        out.beginList("awaited");
        for (Candle candle : awaited) {
            candle.copyTo(out, "");
        }
        out.end();
        if (tooEarly != null) {
            tooEarly.copyTo(out, "tooEarly");
        }
        out.end();
    }

    static OfficialCandles of(StateTree in) {
        in.requireVersion(1);
        var official = new OfficialCandles();
        official.confirmedNanos = in.number("confirmedNanos");
        official.confirmed =
                silentDetector(OrderBlockDetector.Snapshot.of(in.object("confirmed")));
        official.chain = new HistoryChain(HistoryMark.of(in.object("held")));
        in.objects("awaited").forEach(candle -> official.awaited.add(Candle.of(candle)));
        official.tooEarly = in.optional("tooEarly").map(Candle::of).orElse(null);
        return official;
    }

    /** A detector that says nothing: what happens on its way was said before, or is said as a difference. */
    static OrderBlockDetector silentDetector() {
        return new OrderBlockDetector(new Silence());
    }

    static OrderBlockDetector silentDetector(OrderBlockDetector.Snapshot snapshot) {
        return new OrderBlockDetector(snapshot, new Silence());
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
