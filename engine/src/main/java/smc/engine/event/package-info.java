/**
 * The core's language: facts in, conclusions out. Each method maps to one message of the log.
 *
 * <p>Engine thread. Nothing here decides anything.
 */
package smc.engine.event;
