/**
 * Reads a journal again: the inputs go to a fresh core, whose effects must be the recorded ones, byte for byte. Whoever replays attaches no
 * egress, and the core cannot tell. The caller's thread.
 */
package smc.engine.replay;
