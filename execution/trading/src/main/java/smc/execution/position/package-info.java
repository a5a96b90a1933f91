/**
 * Open trades: what was entered, what protects it, what is left of it, and what it earned.
 *
 * <p>Pure: owned by the engine thread. Money is exact; only a finished trade is rounded, once, against us.
 */
package smc.execution.position;
