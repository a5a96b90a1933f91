/**
 * What is traded: the instrument's terms and its price grid.
 *
 * <p>Pure and immutable, so any thread may read it.
 */
package smc.execution.instrument;
