package smc.ops.journal.cause;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ticks of the latest candles that went further than any before in their candle: the one that first reached a level is among them. */
final class Ticks {
    private static final int CANDLES_KEPT = 4;

    private final long timeframeNanos;

    /** By instrument, newest candle first. */
    private final Map<Integer, Deque<CandleTicks>> candles = new HashMap<>();

    /** Times in epoch nanoseconds, the price in 1e-8 USD. */
    record Tick(long sequence, long atNanos, long priceE8) {}

    private record CandleTicks(long openNanos, List<Tick> lows, List<Tick> highs) {}

    Ticks(long timeframeNanos) {
        this.timeframeNanos = timeframeNanos;
    }

    void on(long sequence, long atNanos, int instrumentId, long venueNanos, long priceE8) {
        long openNanos = venueNanos - Math.floorMod(venueNanos, timeframeNanos);
        Deque<CandleTicks> kept = candles.computeIfAbsent(instrumentId, _ -> new ArrayDeque<>());
        if (kept.isEmpty() || kept.getFirst().openNanos != openNanos) {
            kept.addFirst(new CandleTicks(openNanos, new ArrayList<>(), new ArrayList<>()));
            if (kept.size() > CANDLES_KEPT) {
                kept.removeLast();
            }
        }
        CandleTicks now = kept.getFirst();
        var tick = new Tick(sequence, atNanos, priceE8);
        if (now.lows.isEmpty() || priceE8 < now.lows.getLast().priceE8) {
            now.lows.add(tick);
        }
        if (now.highs.isEmpty() || priceE8 > now.highs.getLast().priceE8) {
            now.highs.add(tick);
        }
    }

    /**
     * The tick of a candle that was the first at a level or beyond.
     *
     * @param isFromAbove whether price comes down to the level
     * @return empty if the candle was not made of ticks, or none came so far
     */
    Optional<Tick> firstAt(int instrumentId, long openNanos, boolean isFromAbove, long levelE8) {
        return candles.getOrDefault(instrumentId, new ArrayDeque<>()).stream()
                .filter(candle -> candle.openNanos == openNanos)
                .flatMap(candle -> (isFromAbove ? candle.lows : candle.highs).stream())
                .filter(tick -> isFromAbove ? tick.priceE8 <= levelE8 : tick.priceE8 >= levelE8)
                .findFirst();
    }
}
