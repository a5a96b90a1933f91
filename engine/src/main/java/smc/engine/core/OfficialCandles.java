package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * Holds the candles made of trades against the venue's own. A second detector takes only what the venue confirmed, so that after a
 * difference there is a state to go on from. Engine thread.
 */
final class OfficialCandles {
    private VenueHistory confirmed = new VenueHistory();
    /** Closed and not yet confirmed, oldest first. */
    private final List<Candle> awaited = new ArrayList<>();
    /** The one that was told before an earlier one had come, or null. */
    private Candle tooEarly;

    /**
     * Goes on from another history.
     *
     * @param history from here on this one's
     * @return false if more than that was confirmed already: then nothing changes
     */
    boolean goOnFrom(VenueHistory history) {
        if (history.lastNanos() < confirmed.lastNanos()) {
            return false;
        }
        confirmed = history;
        awaited.removeIf(candle -> candle.openTimeNanos() <= history.lastNanos());
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
        confirmed.take(candle);
    }

    /** The candles that are confirmed. */
    VenueHistory confirmed() {
        return confirmed;
    }

    Outcome onOfficial(Candle candle) {
        if (candle.openTimeNanos() <= confirmed.lastNanos()) {
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
        VenueHistory both = confirmed.copy();
        awaited.forEach(both::take);
        return both.detector(listener);
    }

    private static boolean hasSamePrices(Candle one, Candle other) {
        return one.openTimeNanos() == other.openTimeNanos()
                && one.openE8() == other.openE8()
                && one.highE8() == other.highE8()
                && one.lowE8() == other.lowE8()
                && one.closeE8() == other.closeE8();
    }

    void copyTo(StateCopy out) {
        out.begin("official", 1);
        confirmed.copyTo(out, "confirmed");
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
        official.confirmed = VenueHistory.of(in.object("confirmed"));
        in.objects("awaited").forEach(candle -> official.awaited.add(Candle.of(candle)));
        official.tooEarly = in.optional("tooEarly").map(Candle::of).orElse(null);
        return official;
    }
}
