package smc.execution.order;

/** How an order meets the market. */
public enum OrderType {
    /** At once at the best price. */
    MARKET,
    /** At its price or better; entries are post-only. */
    LIMIT,
    /** At market once the mark price reaches its trigger. */
    STOP_MARKET
}
