/**
 * How an engine stands, for people and for programs: the status file and the line of a running one, and the text of any moment of a journal. All are
 * read off one image ({@link smc.engine.view.EngineImage}). Decides nothing; the caller's thread.
 */
package smc.ops.state;
