/**
 * The same backtest with one thing changed at a time: how much of a result hangs on an assumption.
 *
 * <p>Variants run on threads of their own, each with its own core, venue and record; they share only the candles, which nobody changes.
 */
package smc.ops.variant;
