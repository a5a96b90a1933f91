/**
 * Trades at Delta Exchange India, written from docs/delta-exchange.md alone: {@link smc.execution.venue.delta.DeltaVenue} is what the engine sees.
 *
 * <p>One Netty event loop owns all of it. The arrows go one way:
 *
 * <pre>
 * delta (venue, settings, accounts) --> call (requests, answers, sockets) --> ledger (what became of the orders; pure)
 *                                                                        --> queue (whose turn it is)
 * </pre>
 */
package smc.execution.venue.delta;
