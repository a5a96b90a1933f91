/**
 * JMH kernels. What they showed, and on what machine, is in {@code benchmarks/README.md}.
 *
 * <p>Nothing of the product depends on this package.
 */
package smc.benchmarks;
