/**
 * The folder a backtest leaves behind: its files, its summary, and the words on the terminal.
 *
 * <p>Cold: the caller's thread, plain Java. {@code double} appears nowhere: ratios are decimals, so that two runs write the same bytes.
 */
package smc.ops.result;
