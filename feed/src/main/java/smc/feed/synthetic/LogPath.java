package smc.feed.synthetic;

/**
 * One cause of movement, be it of all symbols or of one: the logarithm of a price around 0, hour by hour, and the minutes of the hour it
 * stands at. One owner.
 *
 * <p>Volatility is a product of a slow wave (days), a fast one (hours), the season of day and week, the {@link Regime}, and bursts of
 * minutes. What an hour adds is drawn first and its minutes are bridged to it: so the way to any hour costs a few draws an hour, and not
 * sixty.
 */
final class LogPath {
    static final int MINUTES = 60;

    /** 2020-01-01T00:00Z in hours: where every path begins. */
    static final long ORIGIN_HOUR = 438_288;

    /** Mean size of returns by hour of day (UTC) and by day, Thursday first as 1970-01-01 was: SOL and AAVE, Oct 2024 to June 2025. */
    private static final double[] SEASON_OF_DAY = {
        1.12, 1.10, 1.02, 0.93, 0.89, 0.83, 0.87, 0.84, 0.91, 0.91, 0.89, 0.87,
        0.97, 1.20, 1.28, 1.24, 1.15, 1.14, 1.00, 0.94, 1.02, 0.99, 1.02, 0.90
    };

    private static final double[] SEASON_OF_WEEK = {0.99, 1.00, 0.78, 0.91, 1.21, 1.08, 1.03};

    private static final double SLOW_MEMORY = 1 - 1 / (6 * 24.0);
    private static final double SLOW_SHARE = 0.33;
    private static final double FAST_MEMORY = 1 - 1 / 5.0;
    private static final double FAST_SHARE = 0.38;
    private static final double MINUTE_MEMORY = 1 - 1 / 8.0;
    private static final double MINUTE_SHARE = 0.60;

    /** Back to 0 over 60 days: strong enough that prices stay believable for years, too weak to be seen in a week. */
    private static final double PULL_HOME = 1 / (60 * 24.0);

    private static final double JUMPS_PER_HOUR = 0.012;
    private static final double JUMP_DEVIATIONS = 1.6;

    /** Streams of draws: which hour comes next, and what its minutes look like. */
    private static final long HOURS = 1;

    private static final long MINUTES_OF_HOUR = 2;

    private final long seed;
    private final long stream;
    private final double volatilityPerHour;
    private final double jumpsPerHour;
    private final Draws draws = new Draws();

    private long hour = ORIGIN_HOUR - 1;
    private Regime regime = Regime.QUIET;
    private double regimeLevel;
    private double direction;
    private double slow;
    private double fast;
    private double level;
    private double nextLevel;
    private double hourVolatility;
    private double jump;

    private final double[] returns = new double[MINUTES];
    private final double[] volatilities = new double[MINUTES];
    private long minutesHour = Long.MIN_VALUE;

    /**
     * @param volatilityPerHour usual deviation of what an hour adds
     * @param jumps how often price jumps, 1 is usual
     */
    LogPath(long seed, String name, double volatilityPerHour, double jumps) {
        this.seed = seed;
        stream = Draws.stream(name);
        this.volatilityPerHour = volatilityPerHour;
        jumpsPerHour = JUMPS_PER_HOUR * jumps;
        // The waves begin with their usual spread, as if they had always gone on.
        draws.moveTo(seed, stream, 0);
        slow = draws.normal();
        fast = draws.normal();
    }

    /** Goes to an hour at or after the one it stands at, in hours since 1970. */
    void moveTo(long wantedHour) {
        while (hour < wantedHour) {
            step();
        }
    }

    /** At the beginning of the hour. */
    double level() {
        return level;
    }

    /** What each minute of the hour adds. Valid until the path moves on. */
    double[] returns() {
        fillMinutes();
        return returns;
    }

    /** Deviation of what each minute adds. Valid until the path moves on. */
    double[] volatilities() {
        fillMinutes();
        return volatilities;
    }

    private void step() {
        hour++;
        level = nextLevel;
        draws.moveTo(seed, stream + HOURS, hour);
        if (draws.uniform() < regime.endsPerHour) {
            regime = Regime.drawn(draws.uniform());
            regimeLevel = level;
            direction = draws.uniform() < 0.5 ? -1 : 1;
        }
        slow = SLOW_MEMORY * slow + Math.sqrt(1 - SLOW_MEMORY * SLOW_MEMORY) * draws.normal();
        fast = FAST_MEMORY * fast + Math.sqrt(1 - FAST_MEMORY * FAST_MEMORY) * draws.normal();
        // The mean of the square stays 1.
        double waves = StrictMath.exp(SLOW_SHARE * (slow - SLOW_SHARE) + FAST_SHARE * (fast - FAST_SHARE));
        hourVolatility = volatilityPerHour * waves * regime.volatility * season();
        jump = draws.uniform() < jumpsPerHour ? volatilityPerHour * JUMP_DEVIATIONS * draws.normal() * waves : 0;
        nextLevel = level
                + jump
                + hourVolatility * (draws.normal() + direction * regime.drift)
                - regime.pull * (level - regimeLevel)
                - PULL_HOME * level;
    }

    private double season() {
        return SEASON_OF_DAY[(int) (hour % 24)] * SEASON_OF_WEEK[(int) (hour / 24 % 7)];
    }

    private void fillMinutes() {
        if (minutesHour == hour) {
            return;
        }
        minutesHour = hour;
        draws.moveTo(seed, stream + MINUTES_OF_HOUR, hour);
        double burst = draws.normal();
        double squares = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            double relative = StrictMath.exp(MINUTE_SHARE * burst);
            volatilities[minute] = relative;
            squares += relative * relative;
            burst = MINUTE_MEMORY * burst + Math.sqrt(1 - MINUTE_MEMORY * MINUTE_MEMORY) * draws.normal();
        }
        double scale = hourVolatility / Math.sqrt(squares);
        double sum = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            volatilities[minute] *= scale;
            returns[minute] = volatilities[minute] * draws.normal();
            sum += returns[minute];
        }
        double missing = nextLevel - level - jump - sum;
        for (int minute = 0; minute < MINUTES; minute++) {
            double share = volatilities[minute] / hourVolatility;
            returns[minute] += missing * share * share;
        }
        returns[draws.below(MINUTES)] += jump;
    }
}
