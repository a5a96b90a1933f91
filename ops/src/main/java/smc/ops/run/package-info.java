/**
 * A live engine and its connections: opens the sockets, goes through the start step by step, tells how it stands, and stops it. Owns the event loop.
 */
package smc.ops.run;
