/**
 * Snapshots as readers of a journal use them: the engine's own, and those that readers make below {@code cache/}, so that any moment of a long journal is
 * near one. The caller's thread. Nothing here writes below {@code snapshots/}, or takes the folder's lock.
 */
package smc.ops.journal.snapshot;
