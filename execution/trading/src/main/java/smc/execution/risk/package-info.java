/**
 * How many contracts, where a position ends at the latest (docs/rules.md, sections 20 and 21), and what holds entries back (section 30).
 *
 * <p>Pure. Sizes and stops are functions of integers, on any thread; gate and breakers remember what they were told, on the engine thread.
 */
package smc.execution.risk;
