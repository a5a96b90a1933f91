/**
 * What desks say: what they want of the venue, what they conclude, and what became of each touch. Immutable words; on the engine thread where they
 * are said, on any thread after that.
 */
package smc.execution.desk.event;
