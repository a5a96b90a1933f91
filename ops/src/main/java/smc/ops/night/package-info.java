/**
 * What is done once a market day: the last day is replayed and held against a backtest, and old epochs are archived. {@link smc.ops.night.Night} does it, in
 * a process of its own; {@link smc.ops.night.NightWatch} starts that from a running engine, by a thread of its own.
 *
 * <p>It deletes nothing that no rule names, and never touches what an engine writes.
 */
package smc.ops.night;
