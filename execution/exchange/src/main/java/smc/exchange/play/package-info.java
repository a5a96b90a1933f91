/**
 * Plays the market into the exchange: the loop with its pace and lock-step, the log and the place, faults, quotas, heartbeats that
 * run out. On the event loop.
 */
package smc.exchange.play;
