/**
 * What must be quick, on time or answered, and who is told if it is not: the clock of the market, bounds of waiting, delays after a close. Event
 * loop.
 *
 * <p>Nothing here acts: it measures, and says.
 */
package smc.engine.live.watch;
