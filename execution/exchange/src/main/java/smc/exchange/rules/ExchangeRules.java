package smc.exchange.rules;

import smc.exchange.matching.VenueSettings;

/**
 * What has changed in how the exchange acts since its log was invented. The log says from where on it holds: what lies before is played as it
 * was, so that a folder made by an earlier build gives the same state, and a new rule begins with the first start of the build that has it.
 *
 * @param fillsOnTick see {@link VenueSettings#fillsOnTick}
 * @param isCrossingCancelled whether a post-only order that would trade at once comes back cancelled, and is no error
 */
public record ExchangeRules(boolean fillsOnTick, boolean isCrossingCancelled) {
    /** Of a log that does not say. */
    static final ExchangeRules FIRST = new ExchangeRules(false, false);

    public static ExchangeRules of(VenueSettings venue) {
        return new ExchangeRules(venue.fillsOnTick(), true);
    }
}
