/**
 * Snapshots: the state of the core and of the view after a frame, on disk, so that a start replays only what came after it.
 *
 * <p>A snapshot is never trusted for itself. Its frame in the journal says what the state amounts to, and whoever starts from it holds both together;
 * what follows is replayed with comparison. The engine thread copies numbers into memory and hands them over; a thread of its own writes.
 */
package smc.engine.snapshot;
