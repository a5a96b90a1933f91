package smc.strategy.candle;

import java.util.ArrayList;
import java.util.List;

/**
 * Closed candles of one symbol and interval, and what is missing between them. Immutable; for files, history and backtests.
 *
 * <p>Holes stay holes: no filler candle is ever made, since the detector takes the row after a hole as the next one (docs/rules.md,
 * section 1). Whoever needs to know finds them in {@link #gaps} and {@link #incomplete}.
 *
 * @param intervalNanos length of a candle in nanoseconds; positive
 * @param candles ascending in time, each open time a multiple of the interval
 * @param gaps runs of missing candles, ascending
 * @param incomplete candles aggregated from fewer finer ones than belong to them, ascending; empty unless aggregated
 */
public record CandleSeries(long intervalNanos, List<Candle> candles, List<Gap> gaps, List<Incomplete> incomplete) {

    /** A run of {@code candles} missing candles from {@code firstMissingNanos} on. */
    public record Gap(long firstMissingNanos, long candles) {}

    /** A candle made of {@code parts} finer ones where {@code expected} belong to it. */
    public record Incomplete(long openTimeNanos, int parts, int expected) {}

    public CandleSeries {
        candles = List.copyOf(candles);
        gaps = List.copyOf(gaps);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * A series of candles whose gaps are found here.
     *
     * @throws IllegalArgumentException if a candle is off the interval's grid or not later than the one before
     */
    public static CandleSeries of(long intervalNanos, List<Candle> candles) {
        return new CandleSeries(intervalNanos, candles, findGaps(intervalNanos, candles), List.of());
    }

    /**
     * The same market in longer candles: first open, highest high, lowest low, last close, summed quantity of the finer candles present. A flat
     * one without volume counts only where there is no other: its price is no trade's. A longer candle that the last finer one does not reach the
     * end of is not over, and left out: a later row could still change it.
     *
     * @param coarseNanos a multiple of this series' interval
     * @return this, if the interval is the same
     * @throws IllegalArgumentException if {@code coarseNanos} is no multiple of the interval
     */
    public CandleSeries aggregate(long coarseNanos) {
        if (coarseNanos == intervalNanos) {
            return this;
        }
        if (coarseNanos <= 0 || coarseNanos % intervalNanos != 0) {
            throw new IllegalArgumentException(
                    "expected a multiple of the interval of " + intervalNanos + " ns, was " + coarseNanos + " ns");
        }
        int expected = Math.toIntExact(coarseNanos / intervalNanos);
        var coarse = new ArrayList<Candle>();
        var partial = new ArrayList<Incomplete>();
        int from = 0;
        while (from < candles.size()) {
            long openTimeNanos = floorTo(coarseNanos, candles.get(from).openTimeNanos());
            int to = from + 1;
            while (to < candles.size() && candles.get(to).openTimeNanos() < openTimeNanos + coarseNanos) {
                to++;
            }
            if (openTimeNanos + coarseNanos > endNanos()) {
                break;
            }
            coarse.add(merge(openTimeNanos, candles.subList(from, to)));
            if (to - from < expected) {
                partial.add(new Incomplete(openTimeNanos, to - from, expected));
            }
            from = to;
        }
        return new CandleSeries(coarseNanos, coarse, findGaps(coarseNanos, coarse), partial);
    }

    /** The candles that are over by {@code toNanos}. */
    public CandleSeries before(long toNanos) {
        return of(
                intervalNanos,
                candles.stream()
                        .filter(candle -> candle.openTimeNanos() <= toNanos - intervalNanos)
                        .toList());
    }

    /** End of the last candle: how far the market is known; {@link Long#MIN_VALUE} without a candle. */
    public long endNanos() {
        return candles.isEmpty() ? Long.MIN_VALUE : candles.getLast().openTimeNanos() + intervalNanos;
    }

    private static Candle merge(long openTimeNanos, List<Candle> present) {
        List<Candle> traded = present.stream()
                .filter(part -> part.contracts() > 0 || part.highE8() > part.lowE8())
                .toList();
        List<Candle> parts = traded.isEmpty() ? present : traded;
        long highE8 = Long.MIN_VALUE;
        long lowE8 = Long.MAX_VALUE;
        long contracts = 0;
        for (Candle part : parts) {
            highE8 = Math.max(highE8, part.highE8());
            lowE8 = Math.min(lowE8, part.lowE8());
            contracts = Math.addExact(contracts, part.contracts());
        }
        return new Candle(
                openTimeNanos,
                parts.getFirst().openE8(),
                highE8,
                lowE8,
                parts.getLast().closeE8(),
                contracts);
    }

    private static List<Gap> findGaps(long intervalNanos, List<Candle> candles) {
        var gaps = new ArrayList<Gap>();
        long expectedNanos = Long.MIN_VALUE;
        for (Candle candle : candles) {
            long openTimeNanos = candle.openTimeNanos();
            if (openTimeNanos < expectedNanos || openTimeNanos % intervalNanos != 0) {
                throw new IllegalArgumentException("expected ascending open times on a grid of " + intervalNanos
                        + " ns, was " + openTimeNanos + " where " + expectedNanos + " was due");
            }
            if (openTimeNanos > expectedNanos && expectedNanos != Long.MIN_VALUE) {
                gaps.add(new Gap(expectedNanos, (openTimeNanos - expectedNanos) / intervalNanos));
            }
            expectedNanos = openTimeNanos + intervalNanos;
        }
        return gaps;
    }

    private static long floorTo(long gridNanos, long timeNanos) {
        return timeNanos - Math.floorMod(timeNanos, gridNanos);
    }
}
