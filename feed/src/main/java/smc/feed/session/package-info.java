/**
 * The conversation with the venue's public stream: subscribe, notice that it went quiet, come back, and say what may have been missed.
 *
 * <p>Pure: time and frames are handed in, connecting and sending are asked for. The thread of the socket. Never fills a hole.
 */
package smc.feed.session;
