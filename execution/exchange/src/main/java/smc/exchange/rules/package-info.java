/**
 * What the exchange does for its accounts around the venue that fills: orders, stops, bracket legs, positions as they are shown,
 * wallets, heartbeats. Pure: a function of the trades and commands it is given, so that the same ones give the same state again.
 */
package smc.exchange.rules;
