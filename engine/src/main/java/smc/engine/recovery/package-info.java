/**
 * What a start brings back: the state from the newest snapshot that its frame confirms and the frames behind it, and what is held of the history
 * against the history itself. Saved state is never trusted alone.
 *
 * <p>The caller's thread. Nothing here writes.
 */
package smc.engine.recovery;
