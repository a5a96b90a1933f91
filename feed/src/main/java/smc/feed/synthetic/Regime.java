package smc.feed.synthetic;

/** What a market is about for some hours. */
enum Regime {
    QUIET(0.28, 12, 0.70, 0, 0.04),
    /** Comes back to where it began. */
    RANGE(0.34, 18, 0.95, 0, 0.10),
    TREND(0.30, 14, 1.05, 0.15, 0),
    STORM(0.08, 4, 1.9, 0.10, 0);

    final double share;
    final double endsPerHour;
    final double volatility;
    final double drift;
    final double pull;

    /**
     * @param share of all regimes that begin
     * @param meanHours how long it lasts
     * @param volatility times the usual
     * @param drift of an hour, in its deviations
     * @param pull part of the way back to where it began that an hour goes
     */
    Regime(double share, double meanHours, double volatility, double drift, double pull) {
        this.share = share;
        endsPerHour = 1 / meanHours;
        this.volatility = volatility;
        this.drift = drift;
        this.pull = pull;
    }

    private static final Regime[] ALL = values();

    /** @param uniform in [0, 1) */
    static Regime drawn(double uniform) {
        double left = uniform;
        for (Regime regime : ALL) {
            left -= regime.share;
            if (left < 0) {
                return regime;
            }
        }
        return STORM;
    }
}
