package smc.execution.risk;

import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** When an account asked for its latest orders. Engine thread; allocates nothing once made. */
final class OrderTimes {
    /** As many as a limit can count to. */
    static final int REMEMBERED = 1_000;

    private final long[] nanos = new long[REMEMBERED];
    /** Asked for in all. */
    private long count;

    void add(long nowNanos) {
        nanos[(int) (count % REMEMBERED)] = nowNanos;
        count++;
    }

    /**
     * How many were asked for within a time before now.
     *
     * @param limit it is not counted further
     */
    int within(long spanNanos, long nowNanos, int limit) {
        int found = 0;
        while (found < limit && found < Math.min(count, REMEMBERED)) {
            if (nowNanos - nanos[(int) ((count - 1 - found) % REMEMBERED)] >= spanNanos) {
                break;
            }
            found++;
        }
        return found;
    }

    /** Those of the last minute, oldest first: nothing else is asked of it. */
    void copyTo(StateCopy out, long nowNanos) {
        out.begin().beginList("nanos");
        for (int back = within(RiskGate.MINUTE_NANOS, nowNanos, REMEMBERED); back > 0; back--) {
            out.put(nanos[(int) ((count - back) % REMEMBERED)]);
        }
        out.end().end();
    }

    void restore(StateTree in) {
        in.numbers("nanos").forEach(this::add);
    }
}
