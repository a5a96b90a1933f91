/**
 * What a run did and why, in words: the story of one trade, and what became of the touches that were none.
 *
 * <p>Reading ({@link smc.ops.story.RecordedRun} and whoever implements it) is kept apart from telling, which knows no file. Cold: the
 * caller's thread, plain Java.
 */
package smc.ops.story;
