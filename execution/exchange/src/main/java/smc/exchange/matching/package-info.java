/**
 * A venue that exists only in memory: it takes orders, fills them against rows or trades by the assumptions of docs/rules.md section 24,
 * and keeps wallets, positions and isolated margin.
 *
 * <p>Pure and single-threaded: whoever drives it calls it from one thread and hands in the time. It reads no clock, does no I/O and draws no
 * random numbers, so the same calls give the same reports. It uses no other package of this project, not even the exact arithmetic of the
 * strategy: what checks the trading core must not share its mistakes.
 */
package smc.exchange.matching;
