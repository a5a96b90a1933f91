package smc.engine.config;

/**
 * How an account trades one state of a block, fresh or breaker.
 *
 * @param capitalBps share of the capital used as margin, in basis points, 1 to 10,000
 * @param leverage notional per margin, 1 to 100
 * @param penetrationBps how deep into the zone price must come, in basis points of its height, 0 to 9900
 * @param targetAtrHundredths from entry to target, in hundredths of the true range at the entry, 1 to 10,000
 * @param trailAtrHundredths from the best price to the trailing stop, likewise
 */
public record ZoneConfig(
        int capitalBps, int leverage, int penetrationBps, int targetAtrHundredths, int trailAtrHundredths) {

    static ZoneConfig of(JsonObject json) {
        return new ZoneConfig(
                json.hundredths("capitalPct"),
                json.whole("leverage"),
                json.hundredths("penetrationPct"),
                json.hundredths("targetAtr"),
                json.hundredths("trailAtr"));
    }
}
