/**
 * A market made from a seed: correlated symbols whose minute bars follow regimes of volatility and trend, and trades that refine the bars.
 *
 * <p>Pure and single-threaded: no clock, no I/O. The same seed gives the same bytes on every machine, so only {@code + - * /}, square roots
 * and {@link java.lang.StrictMath} are used. Floating point is allowed here, since no money is counted.
 */
package smc.feed.synthetic;
