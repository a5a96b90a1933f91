/** Documents about trading: positions, orders, trades and their stories. Any thread; never decides anything. */
package smc.ops.api.trading;
