/**
 * The engine at a venue: recovers what the journal says, goes on from it, and is the ring's only producer. Lives on one event loop, which nothing
 * here blocks but the start and the stop; what the engine thread has to hand over comes through a bounded queue.
 *
 * <p>Knows no socket and no protocol: market stream, venue and candles come in as interfaces.
 */
package smc.engine.live;
