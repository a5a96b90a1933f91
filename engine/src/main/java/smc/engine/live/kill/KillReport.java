package smc.engine.live.kill;

import java.util.ArrayList;
import java.util.List;
import smc.strategy.number.FixedPoint;

/**
 * What a kill came to.
 *
 * @param left what the venue still showed, or did not say; empty if everything is flat
 * @param remarks what a person should know besides
 * @param cost of what the engine itself closed
 * @param tookNanos time that passed
 */
public record KillReport(List<String> left, List<String> remarks, Cost cost, long tookNanos) {
    public KillReport {
        left = List.copyOf(left);
        remarks = List.copyOf(remarks);
    }

    /**
     * What the closing trades cost. Money in 1e-8 USD, positive costs but for the result.
     *
     * @param trades closed
     * @param resultE8 of those, from their entry on, all costs included; a loss is negative
     * @param feesE8 of what was closed, taxes included
     * @param slippageE8 against the last price when the kill began
     */
    public record Cost(int trades, long resultE8, long feesE8, long slippageE8) {
        /** For people. */
        public String words() {
            return trades == 0
                    ? "no trade of the engine's was closed"
                    : "%d %s closed, result %s USD; closing cost %s USD in fees and %s USD against the last price"
                            .formatted(
                                    trades,
                                    trades == 1 ? "trade" : "trades",
                                    FixedPoint.formatE8(resultE8),
                                    FixedPoint.formatE8(feesE8),
                                    FixedPoint.formatE8(slippageE8));
        }
    }

    /** Whether the venue has shown twice that nothing is held and nothing works. */
    public boolean isFlat() {
        return left.isEmpty();
    }

    /** For people, one fact a line. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        if (isFlat()) {
            lines.add("flat: every account was read twice, nothing is held and no order works");
        } else {
            left.forEach(one -> lines.add("NOT FLAT: " + one));
        }
        lines.add(cost.words());
        lines.addAll(remarks);
        return lines;
    }
}
