/**
 * What happened: closed trades, orders, touches with their verdicts and the equity, gathered from the effects of a run or of a journal. Results,
 * reports and stories read from here.
 *
 * <p>It never decides, and knows no venue.
 */
package smc.engine.outcome;
