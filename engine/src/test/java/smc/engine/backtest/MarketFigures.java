package smc.engine.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/**
 * What a market looks like to the rules and to a statistician; of 15-minute candles without gaps.
 *
 * @param deviationPct of the returns from close to close
 * @param kurtosis of the returns; 3 if they were normal
 * @param memory autocorrelation of absolute returns at the lags 1, 4 and 96
 * @param rangePct mean of high over low
 * @param dayPct deviation of returns of days
 * @param contracts mean volume of a candle
 * @param blocksPerDay born
 * @param touchesPerDay candles that reach the entry level of a block that lived before them, 20 % deep, once a candle and block
 */
record MarketFigures(
        double deviationPct,
        double kurtosis,
        List<Double> memory,
        double rangePct,
        double dayPct,
        double contracts,
        double blocksPerDay,
        double touchesPerDay) {
    private static final int CANDLES_PER_DAY = 96;

    static MarketFigures of(List<Candle> candles) {
        double[] returns = returns(candles, 1);
        double[] sizes = Arrays.stream(returns).map(Math::abs).toArray();
        var blocks = new BlockCount();
        var detector = new OrderBlockDetector(blocks);
        double range = 0;
        double contracts = 0;
        for (Candle candle : candles) {
            blocks.onCandle(candle.highE8(), candle.lowE8());
            detector.onCandle(
                    candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
            range += Math.log((double) candle.highE8() / candle.lowE8());
            contracts += candle.contracts();
        }
        double days = (double) candles.size() / CANDLES_PER_DAY;
        return new MarketFigures(
                100 * Math.sqrt(moment(returns, 2)),
                moment(returns, 4) / (moment(returns, 2) * moment(returns, 2)),
                List.of(autocorrelation(sizes, 1), autocorrelation(sizes, 4), autocorrelation(sizes, 96)),
                100 * range / candles.size(),
                100 * Math.sqrt(moment(returns(candles, CANDLES_PER_DAY), 2)),
                contracts / candles.size(),
                blocks.born / days,
                blocks.touches / days);
    }

    static double[] returns(List<Candle> candles, int step) {
        var returns = new double[(candles.size() - 1) / step];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = Math.log((double) candles.get((i + 1) * step).closeE8()
                    / candles.get(i * step).closeE8());
        }
        return returns;
    }

    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / a.length / Math.sqrt(moment(a, 2) * moment(b, 2));
    }

    private static double autocorrelation(double[] values, int lag) {
        return correlation(Arrays.copyOf(values, values.length - lag), Arrays.copyOfRange(values, lag, values.length));
    }

    /** Around the mean. */
    private static double moment(double[] values, int power) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> Math.pow(value - mean, power))
                .average()
                .orElseThrow();
    }

    /** Counts from the detector's events; comes before the detector at each candle. */
    private static final class BlockCount implements DetectorListener {
        private final List<Level> levels = new ArrayList<>();
        private long born;
        private long touches;

        private record Level(long number, boolean isReachedFromAbove, long entryE8) {}

        private void onCandle(long highE8, long lowE8) {
            for (Level level : levels) {
                if (level.isReachedFromAbove ? lowE8 <= level.entryE8 : highE8 >= level.entryE8) {
                    touches++;
                }
            }
        }

        @Override
        public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
            born++;
            add(number, side == Side.BULL, topE8, bottomE8);
        }

        @Override
        public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
            blockDead(side, originNanos, topE8, bottomE8, number);
            add(number, side == Side.BEAR, topE8, bottomE8);
        }

        @Override
        public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
            levels.removeIf(level -> level.number == number);
        }

        @Override
        public void structureBroken(Break kind, Side direction, long levelE8) {}

        @Override
        public void levelSwept(Side side, long levelE8) {}

        private void add(long number, boolean isLong, long topE8, long bottomE8) {
            long depthE8 = (topE8 - bottomE8) / 5;
            levels.add(new Level(number, isLong, isLong ? topE8 - depthE8 : bottomE8 + depthE8));
        }
    }
}
