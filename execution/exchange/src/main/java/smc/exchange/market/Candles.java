package smc.exchange.market;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import smc.exchange.MarketFeed.Hole;
import smc.exchange.MarketFeed.Row;

/**
 * What traded of one symbol, by the minute, from which every candle is made. Intervals without a trade are flat at the close before, and
 * there is none before the first trade (docs/delta-exchange.md section 3.5). Nor is there one of an interval that lies in a hole of the
 * recording whole, or that is shorter than the rows recorded: nobody knows what it was.
 */
public final class Candles {
    /** Candles by their names at REST; the WebSocket knows these and 12h. */
    public static final Map<String, Long> REST_SECONDS = new LinkedHashMap<>();

    public static final Map<String, Long> SOCKET_SECONDS = new LinkedHashMap<>();

    /** Most rows of one answer: the newest of what was asked for. */
    static final int ROWS_MAX = 2_000;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    static {
        for (String name : List.of("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "1d", "1w")) {
            long count = Long.parseLong(name.substring(0, name.length() - 1));
            long unit = switch (name.charAt(name.length() - 1)) {
                case 'm' -> 60;
                case 'h' -> 3_600;
                case 'd' -> 86_400;
                default -> 604_800;
            };
            REST_SECONDS.put(name, count * unit);
        }
        SOCKET_SECONDS.putAll(REST_SECONDS);
        SOCKET_SECONDS.put("12h", 43_200L);
    }

    /** Oldest first. The last may still be forming. */
    private final List<Row> rows = new ArrayList<>();

    /** Oldest first. */
    private final List<Hole> holes = new ArrayList<>();

    private final long rowNanos;

    /** @param rowNanos of candles shorter than it nothing is known */
    public Candles(List<Row> history, List<Hole> holes, long rowNanos) {
        rows.addAll(history);
        this.holes.addAll(holes);
        this.rowNanos = rowNanos;
    }

    /** Of this span, later than all before it, nothing is known. */
    public void onHole(Hole hole) {
        holes.add(hole);
    }

    /** The hole that a time lies in, or null. */
    public Hole holeAt(long nanos) {
        int low = 0;
        int high = holes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holes.get(middle).fromNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Hole hole = low == 0 ? null : holes.get(low - 1);
        return hole != null && nanos < hole.toNanos() ? hole : null;
    }

    private boolean isUnknown(long openNanos, long intervalNanos) {
        if (intervalNanos < rowNanos) {
            return true;
        }
        Hole hole = holeAt(openNanos);
        return hole != null && openNanos + intervalNanos <= hole.toNanos();
    }

    public void onTrade(long timeNanos, long priceE8, long contracts) {
        long openTimeNanos = timeNanos - timeNanos % MINUTE_NANOS;
        if (rows.isEmpty() || rows.getLast().openTimeNanos() < openTimeNanos) {
            rows.add(new Row(openTimeNanos, priceE8, priceE8, priceE8, priceE8, contracts));
            return;
        }
        Row last = rows.removeLast();
        rows.add(new Row(
                last.openTimeNanos(),
                last.openE8(),
                Math.max(last.highE8(), priceE8),
                Math.min(last.lowE8(), priceE8),
                priceE8,
                last.contracts() + contracts));
    }

    /** Close of the last row; 0 before the first. */
    long lastE8() {
        return rows.isEmpty() ? 0 : rows.getLast().closeE8();
    }

    /**
     * Candles that begin from {@code fromSeconds} to {@code toSeconds}, both inclusive, and not after now; newest first, the forming one
     * included, cut to {@link #ROWS_MAX} at the old end.
     */
    public List<Row> newestFirst(long intervalSeconds, long fromSeconds, long toSeconds, long nowNanos) {
        var candles = new ArrayList<Row>();
        if (rows.isEmpty()) {
            return candles;
        }
        long intervalNanos = TimeUnit.SECONDS.toNanos(intervalSeconds);
        long firstNanos = floor(rows.getFirst().openTimeNanos(), intervalNanos);
        long fromNanos = Math.max(firstNanos, ceil(seconds(fromSeconds), intervalNanos));
        long openNanos = floor(Math.min(seconds(toSeconds), nowNanos), intervalNanos);
        int end = firstRowFrom(openNanos > Long.MAX_VALUE - intervalNanos ? Long.MAX_VALUE : openNanos + intervalNanos);
        while (openNanos >= fromNanos && candles.size() < ROWS_MAX) {
            int begin = end;
            while (begin > 0 && rows.get(begin - 1).openTimeNanos() >= openNanos) {
                begin--;
            }
            if (intervalNanos >= rowNanos && (begin < end || !isUnknown(openNanos, intervalNanos))) {
                candles.add(candle(openNanos, begin, end));
            }
            end = begin;
            openNanos -= intervalNanos;
        }
        return candles;
    }

    /** The candle that forms at this time; empty of trades, it is flat. Null if it lies in a hole, or is shorter than what was recorded. */
    public Row forming(long intervalSeconds, long nowNanos) {
        long intervalNanos = TimeUnit.SECONDS.toNanos(intervalSeconds);
        long openNanos = floor(nowNanos, intervalNanos);
        int begin = firstRowFrom(openNanos);
        return intervalNanos < rowNanos || (begin == rows.size() && isUnknown(openNanos, intervalNanos))
                ? null
                : candle(openNanos, begin, rows.size());
    }

    /** Everything of the last {@code spanNanos}. */
    public Row rolling(long spanNanos, long nowNanos) {
        return candle(nowNanos - spanNanos, firstRowFrom(nowNanos - spanNanos), rows.size());
    }

    private Row candle(long openNanos, int begin, int end) {
        if (begin == end) {
            long flatE8 = begin == 0 ? 0 : rows.get(begin - 1).closeE8();
            return new Row(openNanos, flatE8, flatE8, flatE8, flatE8, 0);
        }
        List<Row> known = rows.subList(begin, end);
        List<Row> traded = known.stream()
                .filter(row -> row.contracts() > 0 || row.highE8() > row.lowE8())
                .toList();
        // A flat row without volume counts only where there is no other: its price is no trade's.
        List<Row> parts = traded.isEmpty() ? known : traded;
        long highE8 = 0;
        long lowE8 = Long.MAX_VALUE;
        long contracts = 0;
        for (Row row : parts) {
            highE8 = Math.max(highE8, row.highE8());
            lowE8 = Math.min(lowE8, row.lowE8());
            contracts += row.contracts();
        }
        return new Row(
                openNanos,
                parts.getFirst().openE8(),
                highE8,
                lowE8,
                parts.getLast().closeE8(),
                contracts);
    }

    private int firstRowFrom(long openTimeNanos) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).openTimeNanos() < openTimeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Beyond what fits, the end of time: the caller clips it. */
    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(Math.max(0, seconds));
    }

    private static long floor(long nanos, long intervalNanos) {
        return nanos - Math.floorMod(nanos, intervalNanos);
    }

    private static long ceil(long nanos, long intervalNanos) {
        return nanos > Long.MAX_VALUE - intervalNanos
                ? Long.MAX_VALUE
                : floor(nanos + intervalNanos - 1, intervalNanos);
    }
}
