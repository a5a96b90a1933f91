/**
 * Opens the ports of the exchange on loopback and puts its floors together.
 */
package smc.exchange.host;
