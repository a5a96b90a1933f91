package smc.engine.live.watch;

/**
 * How long something took that has a limit.
 *
 * @param count how often it happened
 * @param greatestNanos the longest of them
 * @param over how many were longer than the limit
 */
public record Delays(long count, long lastNanos, long greatestNanos, long limitNanos, long over) {}
