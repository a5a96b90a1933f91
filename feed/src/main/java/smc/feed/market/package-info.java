/**
 * One symbol's market, wherever from: files of candles or trades, a seed, rows that become trades. Whoever plays a market reads it through these.
 *
 * <p>Cold: the caller's thread, plain Java. It prints nothing; what data and configuration say of each other goes to whoever asked for it.
 */
package smc.feed.market;
