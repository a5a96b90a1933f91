package smc.engine.recovery;

import java.time.Instant;
import java.util.List;
import smc.engine.core.FreshHistory;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.engine.live.watch.LiveListener;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/**
 * What an engine holds of a history against the history itself, worked out from its anchor: saved state is not trusted alone. Event loop.
 *
 * @param held candles that need not be told, from the first on; 0 if all are to be told
 * @param what to say of it; empty if nothing was held, or the same
 */
public record HistoryCheck(Outcome outcome, int held, String what) {
    /** How they compare. */
    public enum Outcome {
        NOTHING_HELD,
        SAME,
        OTHER_CANDLES,
        /** The candles are the same, and what was made of them is not. */
        OTHER_BLOCKS
    }

    /**
     * Compares.
     *
     * @param said by the engine
     * @param candles the whole history, at least one
     */
    public static HistoryCheck of(String symbol, HistoryHeld said, List<Candle> candles) {
        HistoryMark held = said.held();
        if (held.candles() == 0) {
            return new HistoryCheck(Outcome.NOTHING_HELD, 0, "");
        }
        long anchorNanos = candles.getFirst().openTimeNanos();
        if (anchorNanos != held.anchorNanos()) {
            return others(
                    candles,
                    "the history of %s begins at %s, what the engine holds at %s: a new anchor"
                            .formatted(symbol, utc(anchorNanos), utc(held.anchorNanos())));
        }
        long lastNanos = candles.getLast().openTimeNanos();
        if (lastNanos < held.lastNanos()) {
            return others(
                    candles,
                    "the history of %s ends with %s, what the engine holds with %s"
                            .formatted(symbol, utc(lastNanos), utc(held.lastNanos())));
        }
        List<Candle> same = candles.subList(0, (int) Math.min(held.candles(), candles.size()));
        HistoryHeld fresh = FreshHistory.of(said.instrumentId(), same);
        if (!fresh.held().equals(held)) {
            return others(
                    candles,
                    "the history of %s is not the %,d candles up to %s that the engine holds: the venue has one otherwise"
                            .formatted(symbol, held.candles(), utc(held.lastNanos())));
        }
        if (fresh.stateHash() != said.stateHash()) {
            return new HistoryCheck(
                    Outcome.OTHER_BLOCKS,
                    0,
                    anew(
                            candles,
                            "the blocks of %s that the engine kept are not those that the same %,d candles make, which is a fault of its own"
                                    .formatted(symbol, held.candles())));
        }
        return new HistoryCheck(Outcome.SAME, same.size(), "");
    }

    private static HistoryCheck others(List<Candle> candles, String what) {
        return new HistoryCheck(Outcome.OTHER_CANDLES, 0, anew(candles, what));
    }

    private static String anew(List<Candle> candles, String what) {
        return "%s; all %,d candles are taken anew".formatted(what, candles.size());
    }

    /** Nothing is taken anew without a word. */
    public void sayTo(LiveListener listener) {
        switch (outcome) {
            case NOTHING_HELD, SAME -> {
                // As it should be.
            }
            case OTHER_CANDLES -> listener.note(what);
            case OTHER_BLOCKS -> listener.alarm(what);
        }
    }

    private static Instant utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
