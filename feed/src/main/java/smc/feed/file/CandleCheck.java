package smc.feed.file;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** Holds candles against what a market can do: errors make a series unusable, notes are worth a look. */
final class CandleCheck {
    /**
     * A true range this many times the mean of the 199 before is worth a look. In the recorded series of SOL and AAVE it happens a few times
     * a year, and each time the market really did it; a misplaced decimal point is ten times that.
     */
    private static final int OUTLIER_RANGES = 20;

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Below it the sum of 199 true ranges cannot overflow (docs/rules.md, section 12). */
    private static final long PRICE_LIMIT_E8 = 10_000_000 * FixedPoint.ONE_E8;

    private CandleCheck() {}

    /**
     * Adds what is to be said of each row.
     *
     * @param intervalNanos from row to row; 0 if it is not known
     * @param findings takes errors and notes, in the order of the rows
     */
    static void check(List<CandleRow> rows, long intervalNanos, List<Finding> findings) {
        var usualRange = new AverageTrueRange();
        Candle previous = null;
        for (CandleRow row : rows) {
            Candle candle = row.candle();
            if (!hasSoundPrices(candle)) {
                findings.add(new Finding(
                        row.line(),
                        Finding.Kind.PRICES,
                        "expected 0 < low <= open, close <= high < %s, was open %s high %s low %s close %s"
                                .formatted(
                                        FixedPoint.formatE8(PRICE_LIMIT_E8),
                                        FixedPoint.formatE8(candle.openE8()),
                                        FixedPoint.formatE8(candle.highE8()),
                                        FixedPoint.formatE8(candle.lowE8()),
                                        FixedPoint.formatE8(candle.closeE8()))));
                continue;
            }
            if (candle.contracts() == 0 && candle.highE8() != candle.lowE8()) {
                findings.add(new Finding(
                        row.line(),
                        Finding.Kind.NOT_TRADED,
                        "expected one price where nothing was traded, was volume 0 with high %s low %s"
                                .formatted(FixedPoint.formatE8(candle.highE8()), FixedPoint.formatE8(candle.lowE8()))));
                continue;
            }
            if (intervalNanos > 0 && candle.openTimeNanos() % intervalNanos != 0) {
                findings.add(new Finding(row.line(), Finding.Kind.OFF_GRID, offGrid(candle, intervalNanos)));
                continue;
            }
            if (previous != null && candle.openTimeNanos() <= previous.openTimeNanos()) {
                findings.add(notLater(row, previous));
                continue;
            }
            checkMarket(row, previous, intervalNanos, usualRange, findings);
            usualRange.onCandle(candle.highE8(), candle.lowE8(), candle.closeE8());
            previous = candle;
        }
    }

    private static boolean hasSoundPrices(Candle candle) {
        return candle.lowE8() > 0
                && candle.lowE8() <= Math.min(candle.openE8(), candle.closeE8())
                && candle.highE8() >= Math.max(candle.openE8(), candle.closeE8())
                && candle.highE8() < PRICE_LIMIT_E8;
    }

    /** What is wrong with a candle off the grid. */
    static String offGrid(Candle candle, long intervalNanos) {
        return "expected a time on the grid of %s, was %s"
                .formatted(length(intervalNanos), utc(candle.openTimeNanos()));
    }

    private static Finding notLater(CandleRow row, Candle previous) {
        boolean isRepeat = row.candle().openTimeNanos() == previous.openTimeNanos();
        return new Finding(
                row.line(),
                isRepeat ? Finding.Kind.DUPLICATE : Finding.Kind.ORDER,
                "expected a time after %s, was %s%s"
                        .formatted(
                                utc(previous.openTimeNanos()),
                                isRepeat ? "the same" : utc(row.candle().openTimeNanos()),
                                isRepeat && row.candle().equals(previous) ? " with the same values" : ""));
    }

    private static void checkMarket(
            CandleRow row, Candle previous, long intervalNanos, AverageTrueRange usualRange, List<Finding> findings) {
        Candle candle = row.candle();
        if (previous != null && candle.openTimeNanos() - previous.openTimeNanos() > intervalNanos) {
            long firstMissingNanos = previous.openTimeNanos() + intervalNanos;
            long missing = (candle.openTimeNanos() - firstMissingNanos) / intervalNanos;
            findings.add(new Finding(
                    row.line(),
                    Finding.Kind.GAP,
                    "%,d missing before it: %s to %s"
                            .formatted(missing, utc(firstMissingNanos), utc(candle.openTimeNanos() - intervalNanos))));
        }
        if (candle.contracts() == 0) {
            boolean isElsewhere = previous != null && candle.closeE8() != previous.closeE8();
            findings.add(new Finding(
                    row.line(),
                    Finding.Kind.ZERO_VOLUME,
                    "nothing traded at " + utc(candle.openTimeNanos())
                            + (isElsewhere
                                    ? ", yet at %s after a close of %s"
                                            .formatted(
                                                    FixedPoint.formatE8(candle.closeE8()),
                                                    FixedPoint.formatE8(previous.closeE8()))
                                    : "")));
        }
        if (previous != null && usualRange.valueE8() > 0) {
            long rangeE8 = Math.max(candle.highE8(), previous.closeE8()) - Math.min(candle.lowE8(), previous.closeE8());
            if (rangeE8 / OUTLIER_RANGES >= usualRange.valueE8()) {
                findings.add(new Finding(
                        row.line(),
                        Finding.Kind.OUTLIER,
                        "true range %s at %s, %d times the mean of the %d before"
                                .formatted(
                                        FixedPoint.formatE8(rangeE8),
                                        utc(candle.openTimeNanos()),
                                        rangeE8 / usualRange.valueE8(),
                                        AverageTrueRange.LENGTH)));
            }
        }
    }

    /** An interval as printed: {@code 15m}, {@code 30s}. */
    static String length(long nanos) {
        return nanos % TimeUnit.MINUTES.toNanos(1) == 0
                ? TimeUnit.NANOSECONDS.toMinutes(nanos) + "m"
                : TimeUnit.NANOSECONDS.toSeconds(nanos) + "s";
    }

    /** To the second. */
    static String utc(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND).toString();
    }
}
