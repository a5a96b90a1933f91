/**
 * How the words are written down: encoders and decoders of inputs and effects over one frame, by the schema {@code events.xml}. The only
 * package that sees what was generated of it. Runs on the thread that calls; allocates nothing for a trade or a clock.
 *
 * <p>It never decides anything, and never changes what has been written: fields are only appended.
 */
package smc.engine.event.codec;
