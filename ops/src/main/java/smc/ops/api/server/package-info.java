/**
 * The HTTP server of the dashboard and its API: limits, login, documents, events, commands, metrics, the page. It knows documents only as
 * {@code smc.ops.api.document.Document}. Virtual threads, one a request; nothing here waits for the engine but a command, and the engine waits for
 * nothing here.
 */
package smc.ops.api.server;
