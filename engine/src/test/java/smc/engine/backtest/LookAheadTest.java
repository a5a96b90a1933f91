package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.order.OrderRequest.Submit;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * No decision on data it could not know (order-blocks.md, section 15): with every row after candle {@code i} replaced by another market's, the
 * run says the same up to the close of {@code i}, to the last request and number.
 */
class LookAheadTest {
    private static final int CANDLES = 1_200;
    private static final int CUTS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overRowsTheFutureChangesNothingBeforeIt(long seed) {
        assertNoLookAhead(
                seed, MarketRun.walk(seed, CANDLES), MarketRun.walk(-seed, CANDLES), MarketRun.BOTH::overRows);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void overFinerRowsTheFutureChangesNothingBeforeIt(long seed) {
        assertNoLookAhead(
                seed,
                MarketRun.fiveMinuteWalk(seed, CANDLES),
                MarketRun.fiveMinuteWalk(-seed, CANDLES),
                MarketRun.BOTH_APART::overRows);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void overTradesTheFutureChangesNothingBeforeIt(long seed) {
        assertNoLookAhead(
                seed, MarketRun.walk(seed, CANDLES), MarketRun.walk(-seed, CANDLES), MarketRun.BOTH::overTrades);
    }

    private static void assertNoLookAhead(
            long seed, CandleSeries market, CandleSeries other, Function<CandleSeries, MarketRun.Result> run) {
        MarketRun.Result known = run.apply(market);
        List<Candle> candles = known.candles(0);
        var random = new SplittableRandom(seed);
        int requests = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            // Late enough that the detector speaks.
            long lastNanos = candles.get(random.nextInt(CANDLES / 2, candles.size() - 20))
                    .openTimeNanos();

            MarketRun.Result perturbed = run.apply(replacedAfter(market, lastNanos, other));

            List<EffectLog.Effect> before = known.log().upToClose(lastNanos);
            assertThat(perturbed.log().upToClose(lastNanos))
                    .as("seed %d, after %d", seed, lastNanos)
                    .isEqualTo(before);
            assertThat(perturbed.log().effects()).isNotEqualTo(known.log().effects());
            requests += (int) before.stream()
                    .filter(effect -> effect.said() instanceof Submit)
                    .count();
        }
        assertThat(requests).isGreaterThan(100);
    }

    /** The rows of the candles up to the one of {@code lastNanos}, then the later ones of another market. */
    private static CandleSeries replacedAfter(CandleSeries market, long lastNanos, CandleSeries other) {
        long fromNanos = lastNanos + MarketRun.TIMEFRAME_NANOS;
        var rows = new ArrayList<Candle>();
        market.candles().stream().filter(row -> row.openTimeNanos() < fromNanos).forEach(rows::add);
        other.candles().stream().filter(row -> row.openTimeNanos() >= fromNanos).forEach(rows::add);
        return CandleSeries.of(market.intervalNanos(), rows);
    }
}
