/**
 * A venue on paper: orders are filled against the market that the engine sees, by the exchange's own matching. Runs on the event loop.
 *
 * <p>It never sends anything anywhere.
 */
package smc.engine.paper;
