/**
 * Candles of the past: fetched by REST, checked, and kept in files, so that only what is missing is asked for.
 *
 * <p>Cold: a caller that may wait; blocks on the network and on pauses. Never makes a candle up, never keeps one that is not closed.
 */
package smc.feed.history;
