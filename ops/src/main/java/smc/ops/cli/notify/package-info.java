/** Telling people: the commands about those away from the engine, and the lines that {@code ./smc run} and {@code ./smc tail} say. Main thread, and one for lines. */
package smc.ops.cli.notify;
