/**
 * The port to a venue: what it says of orders, and what a restart asks it. What is wanted of it is {@link
 * smc.execution.order.OrderRequest}.
 *
 * <p>Knows no protocol and no library. Nothing here decides anything.
 */
package smc.execution.venue;
