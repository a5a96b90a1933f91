/**
 * What the public sees of a market: its candles, a book made around its best prices, its newest trades. Pure: a function of the
 * trades and holes it is told. Knows no account.
 */
package smc.exchange.market;
