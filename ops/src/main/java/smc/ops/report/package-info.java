/**
 * The report of a backtest: one page that opens from disk and asks nobody for anything, and two pictures. All of it comes from the result
 * folder, so that it can be made anew from there.
 *
 * <p>Cold: the caller's thread. {@code double} serves statistics and pictures; money is exact until it is shown.
 */
package smc.ops.report;
