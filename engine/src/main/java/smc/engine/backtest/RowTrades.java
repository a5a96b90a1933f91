package smc.engine.backtest;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import smc.feed.file.TradeSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Trades made from rows, the same ones every time: each row becomes four trades, at its open, the extreme nearer to the open (the low if both
 * are as near), the other extreme and its close. They come one second after the row's open, after a third and two thirds of it, and one
 * second before its end; the first second is left so that a market order decided at the last close fills at the open. A quarter of the row's
 * contracts each, what does not divide with the last.
 */
public final class RowTrades implements TradeSource {
    private static final int TRADES_PER_ROW = 4;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Candle> rows;
    private final long intervalNanos;
    private final long endNanos;
    private int next;

    /** @param series of rows longer than 6 seconds, so that the four trades come in order */
    public RowTrades(CandleSeries series) {
        rows = series.candles();
        intervalNanos = series.intervalNanos();
        endNanos = series.endNanos();
    }

    @Override
    public boolean advance() {
        if (next == rows.size() * TRADES_PER_ROW) {
            return false;
        }
        next++;
        return true;
    }

    @Override
    public long timeNanos() {
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
        long quarter = row().contracts() / TRADES_PER_ROW;
        return step() < TRADES_PER_ROW - 1 ? quarter : row().contracts() - quarter * (TRADES_PER_ROW - 1);
    }

    /** The end of the last row. */
    @Override
    public OptionalLong endNanos() {
        return OptionalLong.of(endNanos);
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
