/**
 * The way of a frame: an input is encoded into a slot by the ring's only producer; one engine thread lets the core add its effects, appends
 * the batch to the journal, syncs it if a frame asks for that, and only then hands it to egress.
 *
 * <p>The producer never waits; the engine thread never touches a socket. A fault ends both: there is one recovery path, the next start.
 */
package smc.engine.ring;
