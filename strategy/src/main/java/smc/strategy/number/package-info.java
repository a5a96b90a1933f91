/**
 * Exact decimal numbers: prices, sizes and money as {@code long}, scaled by 1e-8.
 *
 * <p>Pure and stateless, so any thread may call it. Never goes through {@code double}, never rounds silently.
 */
package smc.strategy.number;
