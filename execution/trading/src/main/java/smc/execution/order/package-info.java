/**
 * Orders as the engine knows them: what was wanted ({@link smc.execution.order.OrderRequest}), what the venue said ({@link
 * smc.execution.order.OrderReport}), what was filled.
 *
 * <p>Pure: owned by the engine thread. An order never decides anything; it takes facts in any order and any number of times.
 */
package smc.execution.order;
