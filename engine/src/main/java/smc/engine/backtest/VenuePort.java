package smc.engine.backtest;

import smc.execution.order.OrderRequest;

/** Where the taker of the effects passes the order requests on, and learns the time of the input they belong to. */
public interface VenuePort {
    /** Passes a request on; what becomes of it is an input of its own. */
    void request(OrderRequest request);

    /** Time of the input being worked on, epoch nanoseconds. */
    long nowNanos();
}
