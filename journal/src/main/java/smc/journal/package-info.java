/**
 * Frames by sequence: what a frame's header looks like, the port the engine appends through, how the log is read again, and where an
 * earlier process's part of it was cut.
 *
 * <p>{@link smc.journal.Journal} belongs to the engine thread and allocates nothing there; everything else is cold. Knows bytes, not their
 * meaning, and never repairs: a torn tail is cut off and said, damage is refused.
 */
package smc.journal;
