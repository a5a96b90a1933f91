/**
 * The core's language: facts in, conclusions out. Each word, a method or a record of a sealed family, maps to one message of the log, by the schema in
 * {@code src/main/sbe/events.xml}: encoders write a frame's messages, {@link smc.engine.event.codec.FrameReader} reads them and says the words again.
 *
 * <p>Engine thread. Nothing here decides anything.
 */
package smc.engine.event;
