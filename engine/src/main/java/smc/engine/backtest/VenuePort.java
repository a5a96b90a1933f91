package smc.engine.backtest;

import smc.execution.order.OrderRequests;

/** Where the taker of the effects passes the order requests on, and learns the time of the input they belong to. */
public interface VenuePort extends OrderRequests {
    /** Time of the input being worked on, epoch nanoseconds. */
    long nowNanos();
}
