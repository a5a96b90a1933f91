package smc.execution.order;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** Hands out ids: {@code epoch << 40 | counter}, both from the log, so that no restart ever repeats one. Engine thread. */
public final class OrderIds {
    private static final int COUNTER_BITS = 40;

    private long base;
    private long orders;
    private long trades;

    /** @param epoch as in {@link #startEpoch} */
    public OrderIds(long epoch) {
        startEpoch(epoch);
    }

    /** Counts anew. {@code epoch} is the number of this start; 0 to 2^23 - 1. */
    public void startEpoch(long epoch) {
        if (epoch < 0 || epoch >= 1L << (Long.SIZE - 1 - COUNTER_BITS)) {
            throw new IllegalArgumentException("expected an epoch of 0 to 2^23 - 1, was " + epoch);
        }
        base = epoch << COUNTER_BITS;
        orders = 0;
        trades = 0;
    }

    /** The start in which an id was given out. */
    public static long epoch(long id) {
        return id >> COUNTER_BITS;
    }

    public long nextOrder() {
        return base | ++orders;
    }

    public long nextTrade() {
        return base | ++trades;
    }

    /** Copies out how far it has counted. */
    public void copyTo(StateCopy out) {
        out.begin("ids", 1)
                .put("epoch", epoch(base))
                .put("orders", orders)
                .put("trades", trades)
                .end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public void restore(StateTree in) {
        StateTree ids = in.object("ids", 1);
        startEpoch(ids.number("epoch"));
        orders = ids.number("orders");
        trades = ids.number("trades");
    }
}
