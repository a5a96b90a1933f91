/**
 * The whole engine driven without a socket: a recorded or made-up market goes through ring, core and journal, and a simulated venue answers, in
 * lock-step. The caller's thread and the engine's.
 */
package smc.engine.record;
