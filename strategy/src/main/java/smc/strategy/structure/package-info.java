/**
 * Market structure: trend, the levels whose break continues or turns it, and the candle a break started from.
 *
 * <p>Pure: runs on the thread that owns the detector. Reads no clock, does no I/O, allocates nothing per candle.
 */
package smc.strategy.structure;
