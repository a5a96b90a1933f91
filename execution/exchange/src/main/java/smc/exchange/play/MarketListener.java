package smc.exchange.play;

import smc.exchange.MarketFeed.Hole;
import smc.exchange.market.ListedMarket;

/** What happened to the market that is played, told after the fact and in the order of time. On the event loop. */
public interface MarketListener {
    /** Contracts changed hands; the market has it already. */
    void traded(ListedMarket market, boolean isBuy, long contracts);

    /** From here on nothing is known. */
    void holeBegan(ListedMarket market, Hole hole);

    /** Market time has come so far; epoch nanoseconds. */
    void timePassed(long timeNanos);

    /** Maintenance began or ended. */
    void maintenanceTurned(Maintenance maintenance, long nowNanos);
}
