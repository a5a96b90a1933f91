/**
 * Talks to the venue, one account at a time: a queue of requests, of which one is under way, and one private socket. What comes back goes to the ledger.
 *
 * <p>What is not known is asked, never assumed: an order is never sent a second time unless the venue said that it did not take the first.
 */
package smc.execution.venue.delta.call;
