/**
 * The socket under a session: a WebSocket client, with TLS where the address says so.
 *
 * <p>One event loop, handed in and not closed; everything here runs on it but what is asked from outside. Never waits, and decides nothing: when to
 * connect and what to send is the session's.
 */
package smc.feed.netty;
