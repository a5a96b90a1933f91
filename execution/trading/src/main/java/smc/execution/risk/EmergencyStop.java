package smc.execution.risk;

import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.strategy.number.ExactMath;
import smc.strategy.number.FixedPoint;

/** Where the stop that rests at the venue lies (docs/rules.md, section 21). */
public final class EmergencyStop {
    private EmergencyStop() {}

    /**
     * The nearer of two prices, rounded towards the entry: some block heights beyond the stop edge, and a share of the way to liquidation.
     *
     * @param entryE8 price the position is, or would be, entered at
     * @param stopEdgeE8 edge of the zone whose crossing by a body ends it
     * @param heightE8 height of the zone
     * @param emergencyHeights in 1/100 block heights
     * @param guardBps share of the distance to liquidation that may be used
     */
    public static long priceE8(
            Instrument instrument,
            Direction direction,
            long entryE8,
            long stopEdgeE8,
            long heightE8,
            int emergencyHeights,
            int leverage,
            int guardBps) {
        long farDistanceE8 = ExactMath.multiplyDivideFloor(heightE8, emergencyHeights, 100);
        long guardE8 = guardE8(instrument, direction, entryE8, leverage, guardBps);
        return switch (direction) {
            case LONG -> instrument.ceilToTick(Math.max(Math.subtractExact(stopEdgeE8, farDistanceE8), guardE8));
            case SHORT -> instrument.floorToTick(Math.min(Math.addExact(stopEdgeE8, farDistanceE8), guardE8));
        };
    }

    /** Where a position of its own margin is liquidated, rounded towards the entry: {@code entry · (1 - d · (1/leverage - maintenance))}. */
    public static long liquidationE8(Instrument instrument, Direction direction, long entryE8, int leverage) {
        return guardE8(instrument, direction, entryE8, leverage, (int) Sizing.BPS);
    }

    /**
     * {@code entry · (1 - d · guardBps/10,000 · (1/leverage - maintenance))}, over the common denominator {@code 10,000 · leverage · 1e8}; rounded
     * towards the entry.
     */
    private static long guardE8(Instrument instrument, Direction direction, long entryE8, int leverage, int guardBps) {
        long denominator = Math.multiplyExact(Sizing.BPS * leverage, FixedPoint.ONE_E8);
        long share = Math.multiplyExact(
                (long) guardBps,
                FixedPoint.ONE_E8 - Math.multiplyExact(instrument.maintenanceRateE8(), (long) leverage));
        return switch (direction) {
            case LONG -> ExactMath.multiplyDivideCeil(entryE8, denominator - share, denominator);
            case SHORT -> ExactMath.multiplyDivideFloor(entryE8, denominator + share, denominator);
        };
    }

    /** Whether the stop lies strictly beyond the stop edge, so that the body stop can act before it. */
    public static boolean isBeyondEdge(Direction direction, long stopE8, long stopEdgeE8) {
        return direction.isBeyond(stopEdgeE8, stopE8);
    }
}
