/**
 * Candles: the closed candle itself, its aggregation from finer ones, and the average true range.
 *
 * <p>Pure: runs on whichever single thread owns the instance, the engine thread when live. Reads no clock and does no I/O.
 */
package smc.strategy.candle;
