/**
 * Delta's WebSocket hosts: sessions with what they listen to, and the frames of the public and the accounts' channels. On the event loop.
 */
package smc.exchange.socket;
