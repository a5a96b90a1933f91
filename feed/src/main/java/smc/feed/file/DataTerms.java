package smc.feed.file;

/**
 * What is known of the instrument and the time where a file is read, to hold it against.
 *
 * @param contractValueE8 coins in one contract, in 1e-8; positive
 * @param tickE8 smallest step of a price, in 1e-8 USD; 0 if it is not known
 * @param nowNanos epoch nanoseconds; {@link Long#MAX_VALUE} if it does not matter
 */
public record DataTerms(long contractValueE8, long tickE8, long nowNanos) {}
