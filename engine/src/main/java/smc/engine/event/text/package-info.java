/**
 * Frames for people: their messages as text and as JSON, by the schema that the codecs were generated from.
 *
 * <p>Off the hot path, on any thread; allocates freely.
 */
package smc.engine.event.text;
