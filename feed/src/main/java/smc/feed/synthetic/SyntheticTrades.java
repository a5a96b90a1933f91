package smc.feed.synthetic;

/**
 * The trades of one symbol in order of time, without end, one at a time; made bar by bar, so that they agree with {@link SyntheticBars}
 * exactly. One owner, bounded memory.
 */
public final class SyntheticTrades {
    /** Trades this near follow one another as parts of one order. */
    private static final double SWEEP_SHARE = 0.4;

    private static final double SWEEP_SLOWNESS = 0.001;

    /** Below 2, the deviation of sizes would grow without bound: a few trades carry much of the volume, as they do. */
    private static final double SIZE_TAIL = 1.6;

    /** How much more often aggressors are on the side price moves to. */
    private static final double FOLLOWERS = 0.15;

    private final SyntheticMarket market;
    private final SyntheticInstrument instrument;
    private final SyntheticBars bars;
    private final long stream;
    private final Draws draws = new Draws();

    private SyntheticBar bar;
    private int next;
    private double[] untilTime = new double[0];
    private double[] untilSize = new double[0];

    private int highAt;
    private int lowAt;
    private double path;
    private long timeNanos;
    private long priceE8;
    private long contracts;
    private boolean isBuy;

    SyntheticTrades(SyntheticMarket market, SyntheticInstrument instrument, long fromNanos) {
        this.market = market;
        this.instrument = instrument;
        bars = market.bars(instrument, fromNanos);
        stream = Draws.stream(instrument.symbol() + " trades");
    }

    /** Goes to the next trade; the first call goes to the first. */
    public void advance() {
        while (bar == null || next == bar.trades()) {
            bar = bars.next();
            next = 0;
            beginBar();
        }
        int trades = bar.trades();
        long sinceOpenNanos = (long) (SyntheticBar.LENGTH_NANOS * (untilTime[next] / untilTime[trades]));
        timeNanos = bar.openTimeNanos() + Math.min(sinceOpenNanos, SyntheticBar.LENGTH_NANOS - 1);
        long extra = bar.contracts() - trades;
        contracts = 1
                + (long) (extra * (untilSize[next + 1] / untilSize[trades]))
                - (long) (extra * (untilSize[next] / untilSize[trades]));
        placePrice();
        next++;
    }

    /** Epoch nanoseconds; never decreases. */
    public long timeNanos() {
        return timeNanos;
    }

    /** In 1e-8 USD, on the price grid. */
    public long priceE8() {
        return priceE8;
    }

    /** At least 1. */
    public long contracts() {
        return contracts;
    }

    /** Whether the aggressor bought. */
    public boolean isBuy() {
        return isBuy;
    }

    /** Best bid right after the trade and until the next, in 1e-8 USD; at least one tick. */
    public long bidE8() {
        return isBuy ? Math.max(priceE8 - bar.spreadE8(), instrument.tickE8()) : priceE8;
    }

    /** Best ask right after the trade and until the next, in 1e-8 USD; above the bid unless that is the lowest price there is. */
    public long askE8() {
        return isBuy ? priceE8 : priceE8 + bar.spreadE8();
    }

    /** When its trades come, how large they are, and which ones are the highest and the lowest. */
    private void beginBar() {
        int trades = bar.trades();
        if (untilTime.length <= trades) {
            untilTime = new double[2 * trades + 1];
            untilSize = new double[2 * trades + 1];
        }
        draws.moveTo(market.seed(), stream, Math.floorDiv(bar.openTimeNanos(), SyntheticBar.LENGTH_NANOS));
        double time = 0;
        double size = 0;
        for (int i = 0; i < trades; i++) {
            boolean isSwept = i > 0 && draws.uniform() < SWEEP_SHARE;
            time += draws.exponential() * (isSwept ? SWEEP_SLOWNESS : 1);
            untilTime[i] = time;
            untilSize[i] = size;
            size += StrictMath.exp(draws.exponential() / SIZE_TAIL);
        }
        untilTime[trades] = time + draws.exponential();
        untilSize[trades] = size;

        highAt = -1;
        lowAt = -1;
        boolean hasHigh = bar.highE8() > Math.max(bar.openE8(), bar.closeE8());
        boolean hasLow = bar.lowE8() < Math.min(bar.openE8(), bar.closeE8());
        if (hasHigh) {
            highAt = 1 + draws.below(trades - 2);
        }
        if (hasLow) {
            lowAt = 1 + draws.below(trades - 2 - (hasHigh ? 1 : 0));
            if (hasHigh && lowAt >= highAt) {
                lowAt++;
            }
        }
        path = bar.openE8();
    }

    /** On its way to the next price that is certain; the side of the aggressor moves it by half the spread. */
    private void placePrice() {
        int last = bar.trades() - 1;
        double follow = draws.uniform();
        double lean = Long.signum(bar.closeE8() - bar.openE8()) * FOLLOWERS;
        isBuy = next == highAt || (next != lowAt && follow < 0.5 + lean);
        long certainE8 = next == last
                ? bar.closeE8()
                : next == 0 ? bar.openE8() : next == highAt ? bar.highE8() : next == lowAt ? bar.lowE8() : 0;
        if (certainE8 != 0) {
            priceE8 = certainE8;
            path = certainE8;
            return;
        }
        int pinAt = last;
        double pinE8 = bar.closeE8();
        if (highAt > next) {
            pinAt = highAt;
            pinE8 = bar.highE8();
        }
        if (lowAt > next && lowAt < pinAt) {
            pinAt = lowAt;
            pinE8 = bar.lowE8();
        }
        double step = (bar.highE8() - bar.lowE8()) / (2 * Math.sqrt(bar.trades()));
        path += (pinE8 - path) / (pinAt - next + 1) + step * draws.normal();
        path = Math.clamp(path, (double) bar.lowE8(), (double) bar.highE8());
        double half = bar.spreadE8() / 2.0;
        long ticks = (long) ((path + (isBuy ? half : -half)) / instrument.tickE8() + 0.5);
        priceE8 = Math.clamp(ticks * instrument.tickE8(), bar.lowE8(), bar.highE8());
    }
}
