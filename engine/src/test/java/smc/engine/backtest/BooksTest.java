package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.strategy.candle.Candle;

/** The books add up to the last 1e-8, per account and symbol, over rows, finer rows and trades. */
class BooksTest {
    private static final int CANDLES = 4_000;
    private static final long FUNDING_NANOS = TimeUnit.HOURS.toNanos(8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overRows(long seed) {
        int closed = Books.check(MarketRun.BOTH_APART.overRows(MarketRun.walk(seed, CANDLES)));

        assertThat(closed).isGreaterThan(40);
    }

    @Test
    void ofTwoSymbolsAndTwoAccountsEachHasItsOwn() {
        int closed =
                Books.check(MarketRun.BOTH.symbols(2).overRows(MarketRun.walk(4, CANDLES), MarketRun.walk(5, CANDLES)));

        assertThat(closed).isGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void overFinerRows(long seed) {
        int closed = Books.check(MarketRun.BOTH.overRows(MarketRun.fiveMinuteWalk(seed, CANDLES)));

        assertThat(closed).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {18, 21, 27, 31})
    void overPricesOfWhichThereAreFew(long seed) {
        // Ticks and prices of 1e-8, so that every fee and gain is rounded.
        int closed =
                Books.check(MarketRun.BOTH_APART.capital(100).tick(1).overRows(MarketRun.fewLevels(seed, CANDLES)));

        assertThat(closed).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void overTradesWithLatencyAndFillsInParts(long seed) {
        var slow = new VenueSettings(2, 1, TimeUnit.SECONDS.toNanos(2), true);

        int closed = Books.check(MarketRun.BOTH_APART.venue(slow).overTrades(MarketRun.walk(seed, CANDLES)));

        assertThat(closed).isGreaterThan(40);
    }

    /**
     * Notional of what was held before the instant, times 0.01 %, rounded up (section 24, step 1): at the open of the row that opens at it, else at the
     * close of the row before.
     */
    @ParameterizedTest
    @ValueSource(longs = {14, 15})
    void fundingIsChargedAtEachInstantOnWhatIsHeldAtTheOpen(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART.overRows(MarketRun.walk(seed, CANDLES));
        NavigableMap<Long, Candle> rows = new TreeMap<>();
        result.candles(0).forEach(row -> rows.put(row.openTimeNanos(), row));
        List<Long> instants = LongStream.iterate(
                        Math.ceilDiv(rows.firstKey(), FUNDING_NANOS) * FUNDING_NANOS,
                        instant -> instant <= rows.lastKey(),
                        instant -> instant + FUNDING_NANOS)
                .boxed()
                .toList();
        assertThat(instants).as("an instant that no row opens at").anyMatch(instant -> !rows.containsKey(instant));
        var expected = new ArrayList<String>();
        var charged = new ArrayList<String>();
        Map<Long, Long> held = new HashMap<>();
        int next = 0;

        for (EffectLog.Effect effect : result.log().effects()) {
            while (next < instants.size() && effect.atNanos() >= instants.get(next)) {
                long instant = instants.get(next++);
                Candle row = rows.floorEntry(instant).getValue();
                long priceE8 = row.openTimeNanos() == instant ? row.openE8() : row.closeE8();
                held.forEach((tradeId, contracts) -> expected.add(tradeId + " pays " + fundingE8(contracts, priceE8)));
            }
            switch (effect.said()) {
                case TradeEntered entered -> held.merge(entered.tradeId(), entered.contracts(), Long::sum);
                case TradeReduced reduced -> held.merge(reduced.tradeId(), -reduced.contracts(), Long::sum);
                case TradeClosed closed -> held.remove(closed.tradeId());
                case TradeFunded funded -> charged.add(funded.tradeId() + " pays " + funded.moneyE8());
                default -> {}
            }
        }

        assertThat(charged)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(5);
    }

    private static long fundingE8(long contracts, long priceE8) {
        return BigDecimal.valueOf(contracts)
                .multiply(BigDecimal.valueOf(priceE8))
                .multiply(new BigDecimal("0.0001"))
                .setScale(0, RoundingMode.UP)
                .longValueExact();
    }
}
