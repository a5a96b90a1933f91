/**
 * Size and stops: how many contracts, and where a position ends at the latest (docs/rules.md, sections 20 and 21).
 *
 * <p>Pure functions of integers; any thread.
 */
package smc.execution.risk;
