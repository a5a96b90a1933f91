package smc.ops.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.ops.story.RecordedEquity;

/**
 * Equity of each account at every close, over all symbols: a symbol without a candle there keeps its last, as in the summary's drawdown. What was added
 * to the capital since the start is left out, and what was taken is left in: neither is a result.
 *
 * @param candleNanos open times of the candles, ascending
 * @param accountsE8 by name of the account; as long as {@code candleNanos}
 */
record EquityCurves(List<Long> candleNanos, Map<String, List<Long>> accountsE8) {

    /**
     * @param points in order of time
     * @param capitalsStartE8 by account, over all symbols
     * @param symbols each starts with an equal part of the capital
     */
    static EquityCurves of(List<RecordedEquity> points, Map<String, Long> capitalsStartE8, int symbols) {
        var times = new ArrayList<Long>();
        var curves = new LinkedHashMap<String, List<Long>>();
        var currentE8 = new HashMap<>(capitalsStartE8);
        capitalsStartE8.keySet().forEach(account -> curves.put(account, new ArrayList<>()));
        Map<Desk, Long> latestE8 = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            RecordedEquity point = points.get(i);
            long resultE8 = point.equityE8() - point.movedE8();
            Long beforeE8 = latestE8.put(new Desk(point.account(), point.symbol()), resultE8);
            long startE8 = capitalsStartE8.get(point.account()) / symbols;
            currentE8.merge(point.account(), resultE8 - (beforeE8 == null ? startE8 : beforeE8), Long::sum);
            boolean isLastOfClose = i + 1 == points.size() || points.get(i + 1).candleNanos() != point.candleNanos();
            if (isLastOfClose) {
                times.add(point.candleNanos());
                curves.forEach((account, curve) -> curve.add(currentE8.get(account)));
            }
        }
        return new EquityCurves(times, curves);
    }

    private record Desk(String account, String symbol) {}

    /** Sum over the accounts at one of the closes. */
    long totalE8(int at) {
        return accountsE8.values().stream().mapToLong(curve -> curve.get(at)).sum();
    }
}
