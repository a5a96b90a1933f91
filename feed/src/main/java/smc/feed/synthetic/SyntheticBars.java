package smc.feed.synthetic;

import java.util.concurrent.TimeUnit;

/** The minutes of one symbol in order of time, without end; a minute in which nothing trades is left out. One owner, bounded memory. */
public final class SyntheticBars {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** So that the memory for the trades of a bar is bounded. */
    static final int TRADES_MAX = 10_000;

    private static final double CRASH_ACTIVITY = 10;

    private final SyntheticMarket market;
    private final SyntheticInstrument instrument;
    private final LogPath common;
    private final LogPath own;
    private final long stream;
    private final double startPrice;
    private final double usualVolatility;
    private final Draws draws = new Draws();

    private long nextNanos;
    private double level;
    private int incident;
    private long droughtPriceE8;

    SyntheticBars(SyntheticMarket market, SyntheticInstrument instrument, long fromNanos) {
        if (fromNanos < SyntheticMarket.ORIGIN_NANOS) {
            throw new IllegalArgumentException("expected a time from " + SyntheticMarket.ORIGIN_NANOS
                    + " ns (2020-01-01) on, was " + fromNanos + " ns");
        }
        this.market = market;
        this.instrument = instrument;
        common = market.commonPath();
        own = market.ownPath(instrument);
        stream = Draws.stream(instrument.symbol() + " bars");
        startPrice = instrument.startPriceE8();
        usualVolatility = market.usualVolatility(instrument);
        nextNanos = Math.ceilDiv(fromNanos, SyntheticBar.LENGTH_NANOS) * SyntheticBar.LENGTH_NANOS;
        for (Incident asked : market.incidents()) {
            if (asked instanceof Incident.Drought && asked.isAt(nextNanos)) {
                // Its price is that of its first minute.
                moveTo(asked.fromNanos());
                droughtPriceE8 = onGrid(price(level));
            }
        }
        moveTo(nextNanos);
    }

    /** The next minute with a trade, or of a drought. */
    public SyntheticBar next() {
        while (true) {
            SyntheticBar bar = make();
            if (bar != null) {
                return bar;
            }
        }
    }

    private void moveTo(long nanos) {
        moveToHour(Math.floorDiv(nanos, HOUR_NANOS));
        double[] commonReturns = common.returns();
        double[] ownReturns = own.returns();
        for (int minute = 0; minute < minuteOfHour(nanos); minute++) {
            level += instrument.beta() * commonReturns[minute] + ownReturns[minute];
        }
    }

    private void moveToHour(long hour) {
        common.moveTo(hour);
        own.moveTo(hour);
        level = instrument.beta() * common.level() + own.level();
    }

    /** The minute it stands at, or null if nothing trades in it; goes on by one. */
    private SyntheticBar make() {
        long openTimeNanos = nextNanos;
        int minute = minuteOfHour(openTimeNanos);
        if (minute == 0) {
            moveToHour(Math.floorDiv(openTimeNanos, HOUR_NANOS));
        }
        double from = level;
        level += instrument.beta() * common.returns()[minute] + own.returns()[minute];
        double to = level;
        nextNanos += SyntheticBar.LENGTH_NANOS;
        return switch (incidentAt(openTimeNanos)) {
            case null -> trade(openTimeNanos, from, to, 1);
            case Incident.Halt _ -> null;
            case Incident.Drought drought -> {
                if (openTimeNanos == drought.fromNanos()) {
                    droughtPriceE8 = onGrid(price(from));
                }
                yield new SyntheticBar(
                        openTimeNanos,
                        droughtPriceE8,
                        droughtPriceE8,
                        droughtPriceE8,
                        droughtPriceE8,
                        0,
                        0,
                        spreadE8(price(from), 1));
            }
            case Incident.FlashCrash crash ->
                trade(openTimeNanos, from + depth(crash, openTimeNanos), to + depth(crash, nextNanos), CRASH_ACTIVITY);
        };
    }

    private SyntheticBar trade(long openTimeNanos, double from, double to, double activity) {
        int minute = minuteOfHour(openTimeNanos);
        double commonVolatility = instrument.beta() * common.volatilities()[minute];
        double ownVolatility = own.volatilities()[minute];
        double volatility = Math.sqrt(commonVolatility * commonVolatility + ownVolatility * ownVolatility);
        double nervousness = volatility / usualVolatility;
        draws.moveTo(market.seed(), stream, Math.floorDiv(openTimeNanos, SyntheticBar.LENGTH_NANOS));

        // Jumps bring trades, too.
        double moved = Math.abs(to - from) / usualVolatility;
        double expected = instrument.tradesPerMinute()
                * market.preset().activity
                * activity
                * (0.25 + 0.5 * nervousness + 0.4 * moved)
                * StrictMath.exp(0.5 * draws.normal());
        int trades = (int) Math.min(expected + draws.uniform(), TRADES_MAX);
        if (trades == 0) {
            return null;
        }

        double first = price(from);
        double last = price(to);
        long spreadE8 = spreadE8(first, (0.5 + draws.uniform()) * (0.5 + 0.5 * nervousness));
        double half = spreadE8 / 2.0;
        long closeE8 = onGrid(last + (draws.uniform() < 0.5 ? -half : half));
        long openE8 = trades == 1 ? closeE8 : onGrid(first + (draws.uniform() < 0.5 ? -half : half));
        long highE8 = Math.max(openE8, closeE8);
        long lowE8 = Math.min(openE8, closeE8);
        // The extremes of a Brownian bridge, exactly; few trades meet less of them. Each takes a trade of its own.
        double deviation = first * volatility * trades / (trades + 2.0);
        double above = draws.exponential();
        double below = draws.exponential();
        if (trades > 2) {
            highE8 = Math.max(highE8, onGrid(extreme(first, last, deviation, above, 1) + half));
        }
        if (trades > 3) {
            lowE8 = Math.min(lowE8, onGrid(extreme(first, last, deviation, below, -1) - half));
        }
        double extra = trades * (instrument.contractsPerTrade() - 1) * StrictMath.exp(0.4 * draws.normal() - 0.08);
        return new SyntheticBar(openTimeNanos, openE8, highE8, lowE8, closeE8, trades + (long) extra, trades, spreadE8);
    }

    private static double extreme(double first, double last, double deviation, double exponential, int direction) {
        double moved = last - first;
        double reach = Math.sqrt(moved * moved + 2 * deviation * deviation * exponential);
        return (first + last + direction * reach) / 2;
    }

    private Incident incidentAt(long nanos) {
        while (incident < market.incidents().size()
                && market.incidents().get(incident).toNanos() <= nanos) {
            incident++;
        }
        if (incident == market.incidents().size()) {
            return null;
        }
        Incident next = market.incidents().get(incident);
        return next.isAt(nanos) ? next : null;
    }

    private static double depth(Incident.FlashCrash crash, long nanos) {
        double bottom = StrictMath.log(1 - crash.depthPct() / 100.0);
        double minutes = (double) (nanos - crash.fromNanos()) / SyntheticBar.LENGTH_NANOS;
        return minutes < Incident.FlashCrash.FALL_MINUTES
                ? bottom * minutes / Incident.FlashCrash.FALL_MINUTES
                : bottom * (1 - (minutes - Incident.FlashCrash.FALL_MINUTES) / Incident.FlashCrash.BACK_MINUTES);
    }

    private static int minuteOfHour(long nanos) {
        return (int) (Math.floorMod(nanos, HOUR_NANOS) / SyntheticBar.LENGTH_NANOS);
    }

    /** In 1e-8 USD, between ticks. */
    private double price(double logLevel) {
        return startPrice * StrictMath.exp(logLevel);
    }

    private long spreadE8(double price, double wideness) {
        return onGrid(price * instrument.spreadBps() / 10_000 * wideness);
    }

    /** The nearest whole tick, at least one. */
    private long onGrid(double e8) {
        long ticks = (long) (e8 / instrument.tickE8() + 0.5);
        return Math.max(ticks, 1) * instrument.tickE8();
    }
}
