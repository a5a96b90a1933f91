/** The commands about telling people away from the engine, and what {@code ./smc run} has of that. Main thread. */
package smc.ops.cli.notify;
