package smc.strategy.candle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded 15-minute candles for tests, benchmarks and the files in {@code examples/}. Integer arithmetic on {@link SplittableRandom} only,
 * so a seed gives the same candles on every machine; the committed examples hold that.
 */
public final class RandomCandles {
    /** Distance of two open times without a hole. */
    public static final long INTERVAL_NANOS = 900L * 1_000_000_000L;

    /** Open time of the first candle: 2025-01-01 00:00 UTC. */
    public static final long START_NANOS = 1_735_689_600L * 1_000_000_000L;

    /** 0.01 USD. */
    private static final long TICK_E8 = 1_000_000L;

    /** 150 USD: where the walk starts and what it is drawn back to. */
    private static final long HOME_TICKS = 15_000;

    private static final int STEPS_PER_CANDLE = 12;
    private static final long[] CALM_TO_WILD_TICKS = {4, 8, 14, 24, 45};

    private RandomCandles() {}

    /** A market around 150 USD with calm and wild, drifting and idle stretches, tick 0.01: some blocks every hundred candles. */
    public static List<Candle> walk(long seed, int count) {
        return walk(seed, count, 0);
    }

    /**
     * As {@link #walk(long, int)}, with rows missing: the market went on, nobody wrote it down.
     *
     * @param holesPerMille chance of a hole before a candle, in 1/1000; a hole is 1 to 40 rows long
     */
    public static List<Candle> walk(long seed, int count, int holesPerMille) {
        var random = new SplittableRandom(seed);
        var candles = new ArrayList<Candle>(count);
        long timeNanos = START_NANOS;
        long priceTicks = HOME_TICKS;
        long noiseTicks = CALM_TO_WILD_TICKS[2];
        long driftPerTenSteps = 0;
        int unseen = 0;
        while (candles.size() < count) {
            if (random.nextInt(120) == 0) {
                noiseTicks = CALM_TO_WILD_TICKS[random.nextInt(CALM_TO_WILD_TICKS.length)];
                driftPerTenSteps = random.nextInt(-12, 13);
            }
            if (unseen == 0 && random.nextInt(1_000) < holesPerMille) {
                unseen = random.nextInt(1, 41);
            }
            // The next trade is rarely at the last one's price.
            long openTicks = priceTicks + random.nextInt(-1, 2);
            long closeTicks = openTicks;
            long highTicks = openTicks;
            long lowTicks = openTicks;
            long traded = 0;
            for (int step = 0; step < STEPS_PER_CANDLE; step++) {
                long homeward = (HOME_TICKS - closeTicks) / 3_000;
                long drift = Math.floorDiv(driftPerTenSteps + random.nextInt(10), 10);
                closeTicks += homeward + drift + random.nextLong(-noiseTicks, noiseTicks + 1);
                highTicks = Math.max(highTicks, closeTicks);
                lowTicks = Math.min(lowTicks, closeTicks);
                traded += random.nextLong(noiseTicks * 20);
            }
            priceTicks = closeTicks;
            if (unseen > 0) {
                unseen--;
            } else {
                candles.add(new Candle(
                        timeNanos,
                        openTicks * TICK_E8,
                        highTicks * TICK_E8,
                        lowTicks * TICK_E8,
                        closeTicks * TICK_E8,
                        traded));
            }
            timeNanos += INTERVAL_NANOS;
        }
        return List.copyOf(candles);
    }

    /**
     * A market with a handful of prices, to meet what real data rarely shows: equal highs and lows, closes exactly on a level, candles
     * with {@code O = H = L = C}, opens away from the last close, missing rows. The distance of two prices depends on the seed and goes
     * down to 1e-8, where the rounding of the mean true range decides.
     */
    public static List<Candle> fewLevels(long seed, int count) {
        var random = new SplittableRandom(seed);
        long[] spacingsE8 = {1, 2, 199, TICK_E8, 100 * TICK_E8};
        long spacingE8 = spacingsE8[random.nextInt(spacingsE8.length)];
        int levels = random.nextInt(4, 13);
        long floor = 1_000;
        long timeNanos = START_NANOS;
        long last = floor + levels / 2;
        var candles = new ArrayList<Candle>(count);
        while (candles.size() < count) {
            if (random.nextInt(4) == 0) {
                // The handful of prices moves; otherwise every level would soon be swept to its end.
                floor = Math.max(100, floor + random.nextInt(-3, 4));
            }
            if (random.nextInt(60) == 0) {
                timeNanos += INTERVAL_NANOS * random.nextInt(1, 20);
            }
            long open = random.nextInt(5) == 0 ? within(floor, levels, last + random.nextInt(-2, 3)) : last;
            long close = open;
            long high = open;
            long low = open;
            if (random.nextInt(6) != 0) {
                close = within(floor, levels, open + random.nextInt(-2, 3));
                high = Math.max(open, close) + wick(random);
                low = Math.min(open, close) - wick(random);
            }
            last = close;
            candles.add(new Candle(
                    timeNanos,
                    open * spacingE8,
                    high * spacingE8,
                    low * spacingE8,
                    close * spacingE8,
                    high == low ? 0 : random.nextInt(1, 1_000)));
            timeNanos += INTERVAL_NANOS;
        }
        return List.copyOf(candles);
    }

    private static long within(long floor, int levels, long level) {
        return Math.clamp(level, floor, floor + levels - 1);
    }

    private static long wick(SplittableRandom random) {
        return Math.max(0, random.nextInt(4) - 2);
    }
}
