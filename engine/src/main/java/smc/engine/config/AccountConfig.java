package smc.engine.config;

import smc.execution.desk.Mode;

/**
 * What an account file says: one mode on one sub-account. Meaning and defaults: docs/rules.md, part II and section 27.
 *
 * @param name for people, 1 to 64 characters
 * @param credentials names the key pair: {@code <credentials>_API_KEY} and {@code <credentials>_API_SECRET}
 * @param capitalE8 of each symbol at the start, in 1e-8 USD; 1 to 10,000,000 USD
 * @param partialBps share of the contracts sold at the target, in basis points, 1 to 10,000
 * @param cooldownCandles after an exit, in which no entry in the same direction may fill, 0 to 672
 * @param ordersPerSide limit orders resting in each direction, 1 to 10; mode B only
 * @param emergencyHeightsHundredths from the stop edge to the emergency stop, in hundredths of the block's height, 1 to 10,000
 * @param liquidationGuardBps farthest the emergency stop may lie on the way from the entry to liquidation, in basis points, 100 to 9900
 * @param notifyPrefix before every message about this account, 0 to 16 characters
 */
public record AccountConfig(
        String name,
        Mode mode,
        String credentials,
        long capitalE8,
        ZoneConfig fresh,
        ZoneConfig breaker,
        int partialBps,
        OddLot oddLot,
        int cooldownCandles,
        int ordersPerSide,
        int emergencyHeightsHundredths,
        int liquidationGuardBps,
        String notifyPrefix) {

    static AccountConfig of(JsonObject json) {
        return new AccountConfig(
                json.text("name"),
                json.choice("mode", Mode.class),
                json.text("credentials"),
                json.e8("capitalUsdPerSymbol"),
                ZoneConfig.of(json.object("fresh")),
                ZoneConfig.of(json.object("breaker")),
                json.hundredths("partialPct"),
                json.choice("oddLot", OddLot.class),
                json.whole("cooldownCandles"),
                json.whole("ordersPerSide"),
                json.hundredths("emergencyHeights"),
                json.hundredths("liquidationGuardPct"),
                json.object("notify").text("prefix"));
    }

    /** What becomes of a position of one contract, which cannot be sold in part (docs/rules.md, section 22). */
    public enum OddLot {
        /** Closed whole at the target. */
        TARGET,
        /** Kept: the target only arms the trailing stop. */
        TRAIL
    }
}
