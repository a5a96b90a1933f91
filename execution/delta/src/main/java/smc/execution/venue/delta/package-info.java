/**
 * The client that trades at Delta Exchange India, written from docs/delta-exchange.md alone.
 *
 * <p>One Netty event loop owns all of it. {@link smc.execution.venue.delta.OrderLedger} is pure: it takes what REST answers and sockets say in any
 * order, and reports it in one order. Around it, an account has one queue of requests, one of them under way at a time, and one private socket.
 *
 * <p>What is not known is asked, never assumed: an order is never sent a second time unless the venue said that it did not take the first.
 */
package smc.execution.venue.delta;
