package smc.strategy.block;

import java.math.BigDecimal;
import smc.strategy.structure.Side;

/**
 * One event of a detector, as the golden files name it. What a kind does not carry is 0.
 *
 * @param candleNanos open time of the candle at whose close it happened
 * @param levelE8 of {@code BOS}, {@code CHOCH} and {@code SWEEP}; the other numbers are those of the block
 */
record DetectorEvent(
        long candleNanos,
        Kind kind,
        Side side,
        long topE8,
        long bottomE8,
        long originNanos,
        long number,
        long levelE8) {
    /** Columns of the golden files and of {@code examples/}. */
    static final String CSV_HEADER = "bar_time,event,side,top,bottom,origin_time,level";

    enum Kind {
        BOS,
        CHOCH,
        SWEEP,
        OB_CREATED,
        OB_BREAKER,
        OB_INVALIDATED;

        boolean isOfBlock() {
            return this == OB_CREATED || this == OB_BREAKER || this == OB_INVALIDATED;
        }
    }

    static DetectorEvent ofLevel(long candleNanos, Kind kind, Side side, long levelE8) {
        return new DetectorEvent(candleNanos, kind, side, 0, 0, 0, 0, levelE8);
    }

    static DetectorEvent ofBlock(
            long candleNanos, Kind kind, Side side, long originNanos, long topE8, long bottomE8, long number) {
        return new DetectorEvent(candleNanos, kind, side, topE8, bottomE8, originNanos, number, 0);
    }

    /** A row of the golden columns, prices as shortest decimals. */
    String csv() {
        String name = side == Side.BULL ? "bull" : "bear";
        return kind.isOfBlock()
                ? "%d,%s,%s,%s,%s,%d,"
                        .formatted(
                                seconds(candleNanos),
                                kind,
                                name,
                                decimal(topE8),
                                decimal(bottomE8),
                                seconds(originNanos))
                : "%d,%s,%s,,,,%s".formatted(seconds(candleNanos), kind, name, decimal(levelE8));
    }

    /** Shortest plain decimal; by {@link BigDecimal}, so that the tests do not lean on the product's own number text. */
    static String decimal(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8).stripTrailingZeros().toPlainString();
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000L;
    }
}
