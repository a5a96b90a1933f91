/**
 * Whose turn it is to ask something of the venue for an account: what may wait the least goes first, and a part of the quota is kept for it. Event loop;
 * times are handed in; knows no request.
 */
package smc.execution.venue.delta.queue;
