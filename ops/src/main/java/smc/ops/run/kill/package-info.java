/**
 * The kill of an engine that does not run: what it left at its venue is closed and cancelled there. The caller's thread waits, and holds the lock of the
 * data folder; the folder is halted before the venue is asked anything.
 */
package smc.ops.run.kill;
