package smc.feed.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * A market that is a function of its seed: bars, trades and candles of any time since 2020 and of all years to come, the same whenever and
 * from wherever they are asked for. Immutable; what it hands out has one owner each.
 *
 * @param seed of everything; another seed is another market
 * @param incidents ascending, none during another
 */
public record SyntheticMarket(Preset preset, long seed, List<Incident> incidents) {
    /** 2020-01-01T00:00Z: there is nothing before. */
    public static final long ORIGIN_NANOS = TimeUnit.HOURS.toNanos(LogPath.ORIGIN_HOUR);

    /** What moves all symbols, per hour: with their own movements, about what SOL did from October 2024 to June 2025. */
    private static final double COMMON_VOLATILITY = 0.0083;

    public SyntheticMarket {
        incidents = incidents.stream()
                .sorted(Comparator.comparingLong(Incident::fromNanos))
                .toList();
        for (int i = 1; i < incidents.size(); i++) {
            if (incidents.get(i).fromNanos() < incidents.get(i - 1).toNanos()) {
                throw new IllegalArgumentException("expected incidents one after another, " + incidents.get(i)
                        + " begins during " + incidents.get(i - 1));
            }
        }
    }

    /** A market without incidents. */
    public SyntheticMarket(Preset preset, long seed) {
        this(preset, seed, List.of());
    }

    /**
     * The bars that open at or after a time; without end.
     *
     * @throws IllegalArgumentException if the time is before {@link #ORIGIN_NANOS}
     */
    public SyntheticBars bars(SyntheticInstrument instrument, long fromNanos) {
        return new SyntheticBars(this, instrument, fromNanos);
    }

    /**
     * The trades of the bars that open at or after a time; without end.
     *
     * @throws IllegalArgumentException if the time is before {@link #ORIGIN_NANOS}
     */
    public SyntheticTrades trades(SyntheticInstrument instrument, long fromNanos) {
        return new SyntheticTrades(this, instrument, fromNanos);
    }

    /**
     * Candles, made of the bars alone; they equal those of the trades. Where nothing trades a candle is flat at the close before, with volume 0;
     * within a halt there is none, and none before the first trade.
     *
     * @param intervalNanos whole minutes
     * @param fromNanos open time of the first candle, a multiple of the interval, not before {@link #ORIGIN_NANOS}
     * @param toNanos candles open before it
     */
    public CandleSeries candles(SyntheticInstrument instrument, long intervalNanos, long fromNanos, long toNanos) {
        if (intervalNanos <= 0 || intervalNanos % SyntheticBar.LENGTH_NANOS != 0 || fromNanos % intervalNanos != 0) {
            throw new IllegalArgumentException(
                    "expected an interval of whole minutes and a start on its grid, was interval %d ns and start %d ns"
                            .formatted(intervalNanos, fromNanos));
        }
        var candles = new ArrayList<Candle>();
        SyntheticBars bars = bars(instrument, fromNanos);
        SyntheticBar bar = bars.next();
        while (true) {
            long openTimeNanos = bar.openTimeNanos() - bar.openTimeNanos() % intervalNanos;
            addQuiet(candles, intervalNanos, Math.min(openTimeNanos, toNanos));
            if (openTimeNanos >= toNanos) {
                return CandleSeries.of(intervalNanos, candles);
            }
            long openE8 = bar.openE8();
            long highE8 = bar.highE8();
            long lowE8 = bar.lowE8();
            long closeE8 = bar.closeE8();
            long contracts = bar.contracts();
            for (bar = bars.next(); bar.openTimeNanos() - openTimeNanos < intervalNanos; bar = bars.next()) {
                highE8 = Math.max(highE8, bar.highE8());
                lowE8 = Math.min(lowE8, bar.lowE8());
                closeE8 = bar.closeE8();
                contracts += bar.contracts();
            }
            candles.add(new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts));
        }
    }

    /** The candles after the last one, in which nobody trades. */
    private void addQuiet(List<Candle> candles, long intervalNanos, long toNanos) {
        if (candles.isEmpty()) {
            return;
        }
        Candle last = candles.getLast();
        for (long nanos = last.openTimeNanos() + intervalNanos; nanos < toNanos; nanos += intervalNanos) {
            if (!isHalted(nanos, nanos + intervalNanos)) {
                candles.add(new Candle(nanos, last.closeE8(), last.closeE8(), last.closeE8(), last.closeE8(), 0));
            }
        }
    }

    private boolean isHalted(long fromNanos, long toNanos) {
        return incidents.stream()
                .anyMatch(incident -> incident instanceof Incident.Halt
                        && incident.fromNanos() <= fromNanos
                        && toNanos <= incident.toNanos());
    }

    /** What moves all symbols. */
    LogPath commonPath() {
        return new LogPath(seed, "common", COMMON_VOLATILITY * preset.volatility, preset.jumps);
    }

    /** What moves one symbol alone. */
    LogPath ownPath(SyntheticInstrument instrument) {
        return new LogPath(seed, instrument.symbol(), instrument.ownVolatility() * preset.volatility, preset.jumps);
    }

    /** Deviation of a symbol's usual minute. */
    double usualVolatility(SyntheticInstrument instrument) {
        double common = instrument.beta() * COMMON_VOLATILITY;
        double own = instrument.ownVolatility();
        return preset.volatility * Math.sqrt((common * common + own * own) / LogPath.MINUTES);
    }
}
