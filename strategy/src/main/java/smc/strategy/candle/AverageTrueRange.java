package smc.strategy.candle;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.number.StateHash;

/**
 * Moving mean of the last 199 true ranges, kept as their exact sum (docs/rules.md, section 2). One owning thread; allocates only in
 * {@link #trueRangesE8}.
 *
 * <p>The floor of the division is exact for every decision taken on it: for integers {@code x > S/199} if and only if
 * {@code x > floor(S/199)} (section 12).
 */
public final class AverageTrueRange {
    /** True ranges in the mean. Fixed: another length is another detector. */
    public static final int LENGTH = 199;

    private final long[] ringE8 = new long[LENGTH];
    private int next;
    private int filled;
    private long sumE8;
    private long previousCloseE8;

    /** Empty: the first candle has no true range, so the mean exists from the 200th on. */
    public AverageTrueRange() {}

    /**
     * As it was after a candle that closed at {@code lastCloseE8}.
     *
     * @param trueRangesE8 the last true ranges, oldest first; at most {@link #LENGTH}
     */
    public AverageTrueRange(List<Long> trueRangesE8, long lastCloseE8) {
        if (trueRangesE8.size() > LENGTH) {
            throw new IllegalArgumentException(
                    "expected at most " + LENGTH + " true ranges, were " + trueRangesE8.size());
        }
        for (long trueRangeE8 : trueRangesE8) {
            push(trueRangeE8);
        }
        previousCloseE8 = lastCloseE8;
    }

    /** Takes the next closed candle; the row after a hole is simply the next one. */
    public void onCandle(long highE8, long lowE8, long closeE8) {
        if (previousCloseE8 != 0) {
            push(Math.max(highE8, previousCloseE8) - Math.min(lowE8, previousCloseE8));
        }
        previousCloseE8 = closeE8;
    }

    /** Mean true range in 1e-8 USD, rounded down; 0 while fewer than {@link #LENGTH} true ranges are known. */
    public long valueE8() {
        return filled < LENGTH ? 0 : sumE8 / LENGTH;
    }

    /** The true ranges in the mean, oldest first. */
    public List<Long> trueRangesE8() {
        var oldestFirst = new ArrayList<Long>(filled);
        for (int age = filled; age > 0; age--) {
            oldestFirst.add(ringE8[(next - age + LENGTH) % LENGTH]);
        }
        return List.copyOf(oldestFirst);
    }

    /** Adds all that is remembered, oldest first. */
    public void hashTo(StateHash hash) {
        hash.add(filled).add(previousCloseE8);
        for (int age = filled; age > 0; age--) {
            hash.add(ringE8[(next - age + LENGTH) % LENGTH]);
        }
    }

    private void push(long trueRangeE8) {
        sumE8 = Math.addExact(sumE8 - ringE8[next], trueRangeE8);
        ringE8[next] = trueRangeE8;
        next = next + 1 == LENGTH ? 0 : next + 1;
        if (filled < LENGTH) {
            filled++;
        }
    }
}
