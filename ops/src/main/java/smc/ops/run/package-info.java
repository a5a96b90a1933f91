/**
 * A live engine and its connections: opens the sockets, goes through the start step by step, and stops it. Owns the event loop.
 */
package smc.ops.run;
