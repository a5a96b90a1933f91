/**
 * Bytes of the venue's public stream to numbers.
 *
 * <p>Pure; the thread that reads the socket. Allocates nothing for market data. Never throws on what came in and never delivers half a frame: a
 * frame is taken whole, or refused with a reason and counted.
 */
package smc.feed.decode;
