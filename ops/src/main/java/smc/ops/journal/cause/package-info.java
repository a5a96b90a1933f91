/**
 * What led to what in a journal: of a trade, an order, a block or a candle the frames that it came of and what it led to, in order, with their
 * sequences. Reads only, twice from the beginning; the caller's thread.
 */
package smc.ops.journal.cause;
