/**
 * JSON in Delta's words: documents of orders, fills, positions and markets, commands read from bodies, refusals. Reads the state of the
 * exchange and never changes it.
 */
package smc.exchange.json;
