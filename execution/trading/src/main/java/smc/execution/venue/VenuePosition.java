package smc.execution.venue;

/**
 * A position as the venue has it.
 *
 * @param contracts positive long, negative short
 * @param entryPriceE8 average, in 1e-8 USD; 0 when flat
 */
public record VenuePosition(int accountId, int instrumentId, long contracts, long entryPriceE8) {}
