/**
 * The trading core: the pure parts wired in plain written order.
 *
 * <p>Pure state machine: engine thread, no clock, no I/O, no randomness, no logging, no knowledge of whether it runs live, on paper, in a
 * backtest or in a replay.
 */
package smc.engine.core;
