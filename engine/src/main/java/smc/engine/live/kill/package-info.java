/**
 * One action that stops an engine and proves it: entries are given up, what is held is closed, and the venue is read until it shows nothing any more,
 * twice. Lives on the event loop; nothing here waits.
 *
 * <p>What the engine knows, the engine closes; what it does not know, or does not get closed, is closed by the venue's own numbers, and is journaled
 * before it is asked for. Nothing here opens a position, and nothing is called flat that the venue has not shown flat.
 */
package smc.engine.live.kill;
