package smc.ops.api.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.Candle;

/**
 * What happened in one market up to a frame.
 *
 * @param closed the candles as the core closed them, in order
 * @param venues the venue's own candles that came later and are others, or fill a hole
 * @param blocks in order of birth
 * @param structure breaks and sweeps, in order
 * @param forming the candle that has not closed; empty before its first trade, and of the past
 */
public record MarketHistory(
        Part<Candle> closed,
        Part<Candle> venues,
        Part<BlockLife> blocks,
        Part<BlockEvent> structure,
        Optional<Candle> forming) {

    MarketHistory until(long sequence) {
        return new MarketHistory(
                closed.until(sequence),
                venues.until(sequence),
                blocks.until(sequence),
                structure.until(sequence),
                Optional.empty());
    }

    /** The candles as they are known, the venue's where it has said another, in order of time. */
    public List<Candle> candles() {
        return merged(closed, Long.MIN_VALUE);
    }

    /**
     * The last of them before a time.
     *
     * @param count at least so many, if there are; whoever wants exactly so many counts them
     * @param toNanos epoch nanoseconds
     */
    public List<Candle> candles(int count, long toNanos) {
        int end = indexAt(closed, toNanos);
        int begin = Math.max(0, end - count);
        long fromNanos = begin == 0 ? Long.MIN_VALUE : closed.get(begin).openTimeNanos();
        List<Candle> all = merged(closed.subList(begin, end), fromNanos);
        return all.subList(0, indexAt(all, toNanos));
    }

    private List<Candle> merged(List<Candle> ours, long fromNanos) {
        if (venues.isEmpty()) {
            return ours;
        }
        var others = new TreeMap<Long, Candle>();
        for (Candle candle : venues) {
            if (candle.openTimeNanos() >= fromNanos) {
                others.put(candle.openTimeNanos(), candle);
            }
        }
        var all = new ArrayList<Candle>(ours.size() + others.size());
        for (Candle candle : ours) {
            all.addAll(others.headMap(candle.openTimeNanos(), false).values());
            others.headMap(candle.openTimeNanos(), false).clear();
            Candle other = others.remove(candle.openTimeNanos());
            all.add(other != null ? other : candle);
        }
        // Between the last of ours and the time that is wanted.
        all.addAll(others.values());
        return all;
    }

    /** Of the first candle at or behind a time. */
    public static int indexAt(List<Candle> candles, long nanos) {
        int low = 0;
        int high = candles.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (candles.get(middle).openTimeNanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
