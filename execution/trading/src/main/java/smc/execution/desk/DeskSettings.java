package smc.execution.desk;

import smc.strategy.block.BlockState;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * Rules of one account, with the names and defaults of docs/rules.md, section 27.
 *
 * @param partialBps share of the position sold at the target
 * @param trailsOddLot whether a position of one contract sells nothing at the target, which then only arms the trail
 * @param cooldownCandles candles after an exit in which no entry of that direction may fill
 * @param ordersPerSide resting orders per direction; mode B
 * @param emergencyHeights in 1/100 block heights
 * @param liquidationGuardBps share of the distance to liquidation the emergency stop may use
 * @param entryDeadlineNanos how long after its close a market entry may still leave
 */
public record DeskSettings(
        Mode mode,
        long capitalE8,
        ZoneSettings fresh,
        ZoneSettings breaker,
        int partialBps,
        boolean trailsOddLot,
        int cooldownCandles,
        int ordersPerSide,
        int emergencyHeights,
        int liquidationGuardBps,
        long entryDeadlineNanos) {

    /**
     * What depends on the state of the zone.
     *
     * @param fractionBps share of the capital put up as margin
     * @param penetrationBps how deep in the zone the entry level lies
     * @param targetAtr distance of the target in 1/100 average true ranges
     * @param trailAtr distance of the trail, likewise
     */
    public record ZoneSettings(int fractionBps, int leverage, int penetrationBps, int targetAtr, int trailAtr) {

        private void copyTo(StateCopy out, String name) {
            out.begin(name)
                    .put("fractionBps", fractionBps)
                    .put("leverage", leverage)
                    .put("penetrationBps", penetrationBps)
                    .put("targetAtr", targetAtr)
                    .put("trailAtr", trailAtr)
                    .end();
        }

        private static ZoneSettings of(StateTree in) {
            return new ZoneSettings(
                    in.integer("fractionBps"),
                    in.integer("leverage"),
                    in.integer("penetrationBps"),
                    in.integer("targetAtr"),
                    in.integer("trailAtr"));
        }
    }

    /** The same with the emergency stop at {@code hundredths} of the block's height from the stop edge. */
    public DeskSettings withEmergencyHeights(int hundredths) {
        return new DeskSettings(
                mode,
                capitalE8,
                fresh,
                breaker,
                partialBps,
                trailsOddLot,
                cooldownCandles,
                ordersPerSide,
                hundredths,
                liquidationGuardBps,
                entryDeadlineNanos);
    }

    /** The settings for a zone in {@code state}. */
    public ZoneSettings zone(BlockState state) {
        return switch (state) {
            case FRESH -> fresh;
            case BREAKER -> breaker;
        };
    }

    void copyTo(StateCopy out) {
        out.put("mode", mode).put("capitalE8", capitalE8);
        fresh.copyTo(out, "fresh");
        breaker.copyTo(out, "breaker");
        out.put("partialBps", partialBps)
                .put("trailsOddLot", trailsOddLot)
                .put("cooldownCandles", cooldownCandles)
                .put("ordersPerSide", ordersPerSide)
                .put("emergencyHeights", emergencyHeights)
                .put("liquidationGuardBps", liquidationGuardBps)
                .put("entryDeadlineNanos", entryDeadlineNanos);
    }

    static DeskSettings of(StateTree in) {
        return new DeskSettings(
                in.word("mode", Mode.class),
                in.number("capitalE8"),
                ZoneSettings.of(in.object("fresh")),
                ZoneSettings.of(in.object("breaker")),
                in.integer("partialBps"),
                in.truth("trailsOddLot"),
                in.integer("cooldownCandles"),
                in.integer("ordersPerSide"),
                in.integer("emergencyHeights"),
                in.integer("liquidationGuardBps"),
                in.number("entryDeadlineNanos"));
    }
}
