/**
 * What became of an account's orders. {@link smc.execution.venue.delta.ledger.OrderLedger} takes what REST answers and sockets say in any order, and
 * reports it in one order; what is missing it asks for through {@link smc.execution.venue.delta.ledger.Questions}. Pure: time is handed in.
 */
package smc.execution.venue.delta.ledger;
