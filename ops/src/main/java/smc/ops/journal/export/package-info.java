/**
 * Rows of a journal for other programs: trades, orders, verdicts, candles, equity, messages. Every column has a kind, so that whoever reads them can
 * be told the types. Reads only; the caller's thread.
 */
package smc.ops.journal.export;
