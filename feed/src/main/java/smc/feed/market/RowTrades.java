package smc.feed.market;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Trades made from rows, the same ones every time: each row becomes four trades, at its open, the extreme nearer to the open (the low if both
 * are as near), the other extreme and its close. They come one second after the row's open, after a third and two thirds of it, and one
 * second before its end; the first second is left so that a market order decided at the last close fills at the open. A quarter of the row's
 * contracts each, what does not divide with the last; but at least one each, since a print without size is no trade. A row in which nothing
 * traded tells its one price with size 0. Rows that are missing between two are a hole.
 */
public final class RowTrades implements TradeSource {
    private static final int TRADES_PER_ROW = 4;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Candle> rows;
    private final long intervalNanos;
    private final long endNanos;
    private final boolean[] isSilent;
    private int next;
    private boolean isHole;

    /** @param series of rows longer than 6 seconds, so that the four trades come in order */
    public RowTrades(CandleSeries series) {
        rows = series.candles();
        intervalNanos = series.intervalNanos();
        endNanos = series.endNanos();
        isSilent = new boolean[rows.size()];
    }

    /**
     * The trades of rows in which something traded. A flat row of volume 0 has none, unless its candle would be another without it: one in
     * which nothing traded at all, and that is partly missing or does not go on at the close before.
     *
     * @param timeframeNanos length of that candle
     */
    public static RowTrades ofTraded(CandleSeries series, long timeframeNanos) {
        CandleSeries coarse = series.aggregate(timeframeNanos);
        Set<Long> traded = openTimes(coarse.candles().stream().filter(candle -> candle.contracts() > 0));
        Set<Long> incomplete = coarse.incomplete().stream()
                .map(CandleSeries.Incomplete::openTimeNanos)
                .collect(Collectors.toSet());
        var trades = new RowTrades(series);
        long closeE8 = 0;
        for (int i = 0; i < trades.rows.size(); i++) {
            Candle row = trades.rows.get(i);
            long openTimeNanos = row.openTimeNanos() - Math.floorMod(row.openTimeNanos(), timeframeNanos);
            boolean isFlat = row.contracts() == 0 && row.lowE8() == row.highE8();
            trades.isSilent[i] = isFlat
                    && (traded.contains(openTimeNanos)
                            || (row.lowE8() == closeE8 && !incomplete.contains(openTimeNanos)));
            closeE8 = row.closeE8();
        }
        return trades;
    }

    private static Set<Long> openTimes(Stream<Candle> candles) {
        return candles.map(Candle::openTimeNanos).collect(Collectors.toSet());
    }

    @Override
    public boolean advance() {
        do {
            if (!advanceOne()) {
                return false;
            }
        } while (!isHole && isSilent[(next - 1) / TRADES_PER_ROW]);
        return true;
    }

    private boolean advanceOne() {
        if (next == rows.size() * TRADES_PER_ROW) {
            return false;
        }
        isHole = !isHole && isBeforeHole();
        if (!isHole) {
            next++;
        }
        return true;
    }

    /** Whether the row is done, and the next one does not follow it. */
    private boolean isBeforeHole() {
        return next > 0
                && next % TRADES_PER_ROW == 0
                && rows.get(next / TRADES_PER_ROW).openTimeNanos() > rowEndNanos();
    }

    private long rowEndNanos() {
        return row().openTimeNanos() + intervalNanos;
    }

    @Override
    public boolean isHole() {
        return isHole;
    }

    @Override
    public long holeToNanos() {
        return rows.get(next / TRADES_PER_ROW).openTimeNanos();
    }

    @Override
    public long timeNanos() {
        if (isHole) {
            return rowEndNanos();
        }
        long offsetNanos = switch (step()) {
            case 0 -> SECOND_NANOS;
            case 1 -> intervalNanos / 3;
            case 2 -> intervalNanos / 3 * 2;
            default -> intervalNanos - SECOND_NANOS;
        };
        return row().openTimeNanos() + offsetNanos;
    }

    @Override
    public long priceE8() {
        Candle row = row();
        boolean isHighNearer = row.highE8() - row.openE8() < row.openE8() - row.lowE8();
        return switch (step()) {
            case 0 -> row.openE8();
            case 1 -> isHighNearer ? row.highE8() : row.lowE8();
            case 2 -> isHighNearer ? row.lowE8() : row.highE8();
            default -> row.closeE8();
        };
    }

    @Override
    public long contracts() {
        long contracts = row().contracts();
        if (contracts < TRADES_PER_ROW) {
            return Math.min(contracts, 1);
        }
        long quarter = contracts / TRADES_PER_ROW;
        return step() < TRADES_PER_ROW - 1 ? quarter : contracts - quarter * (TRADES_PER_ROW - 1);
    }

    /** The end of the last row. */
    @Override
    public OptionalLong endNanos() {
        return OptionalLong.of(endNanos);
    }

    /** Of the whole row that the trade belongs to. */
    public long rowContracts() {
        return row().contracts();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private Candle row() {
        return rows.get((next - 1) / TRADES_PER_ROW);
    }

    private int step() {
        return (next - 1) % TRADES_PER_ROW;
    }
}
