package smc.feed.synthetic;

/** How lively a synthetic market is. {@link #NORMAL} is calibrated against recorded SOL and AAVE (examples/CALIBRATION.md). */
public enum Preset {
    /** Half the volatility, few jumps, fewer trades. */
    CALM(0.5, 0.3, 0.5),
    NORMAL(1, 1, 1),
    /** Twice the volatility, many jumps, more trades. */
    LIVELY(2, 3, 2);

    final double volatility;
    final double jumps;
    final double activity;

    Preset(double volatility, double jumps, double activity) {
        this.volatility = volatility;
        this.jumps = jumps;
        this.activity = activity;
    }
}
