/**
 * Questions to a journal that only a model of the venue can answer: what other rules would have made of its market, and how far what happened is
 * from a backtest. Compares and tells; the caller's thread.
 *
 * <p>It never writes, and decides about nothing.
 */
package smc.ops.question;
