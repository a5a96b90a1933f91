package smc.feed.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

class RowTradesTest {
    private static final long ROW_NANOS = TimeUnit.MINUTES.toNanos(15);

    private record Trade(long secondsIntoRow, long priceE8, long contracts) {}

    private static List<Trade> tradesOf(Candle... rows) {
        var trades = new ArrayList<Trade>();
        try (var source = new RowTrades(CandleSeries.of(ROW_NANOS, List.of(rows)))) {
            while (source.advance()) {
                if (source.isHole()) {
                    continue;
                }
                trades.add(new Trade(
                        TimeUnit.NANOSECONDS.toSeconds(source.timeNanos()), source.priceE8(), source.contracts()));
            }
        }
        return trades;
    }

    @Test
    void aRowBecomesItsFourPricesTheNearerExtremeFirst() {
        assertThat(tradesOf(new Candle(0, 100, 110, 95, 105, 40)))
                .containsExactly(
                        new Trade(1, 100, 10),
                        new Trade(300, 95, 10),
                        new Trade(600, 110, 10),
                        new Trade(899, 105, 10));
        assertThat(tradesOf(new Candle(0, 100, 104, 95, 105, 40)))
                .extracting(Trade::priceE8)
                .containsExactly(100L, 104L, 95L, 105L);
    }

    @Test
    void ofTwoExtremesAsNearTheLowComesFirst() {
        assertThat(tradesOf(new Candle(0, 100, 105, 95, 102, 4)))
                .extracting(Trade::priceE8)
                .containsExactly(100L, 95L, 105L, 102L);
    }

    @Test
    void whatDoesNotDivideByFourComesLast() {
        assertThat(tradesOf(new Candle(0, 100, 105, 95, 102, 43)))
                .extracting(Trade::contracts)
                .containsExactly(10L, 10L, 10L, 13L);
    }

    @Test
    void aPriceIsATradeOfAtLeastOneContract() {
        assertThat(tradesOf(new Candle(0, 100, 105, 95, 102, 3)))
                .extracting(Trade::contracts)
                .containsExactly(1L, 1L, 1L, 1L);
    }

    @Test
    void aRowInWhichNothingTradedTellsItsPriceWithoutSize() {
        assertThat(tradesOf(new Candle(0, 100, 100, 100, 100, 0)))
                .extracting(Trade::contracts)
                .containsOnly(0L);
    }

    @Test
    void rowsFollowEachOther() {
        List<Trade> trades =
                tradesOf(new Candle(0, 100, 105, 95, 102, 4), new Candle(2 * ROW_NANOS, 103, 104, 101, 102, 4));

        assertThat(trades).hasSize(8);
        assertThat(trades.get(4)).isEqualTo(new Trade(1_801, 103, 1));
    }

    @Test
    void rowsThatAreMissingAreAHoleFromTheEndOfOneToTheOpenOfTheNext() {
        var holes = new ArrayList<String>();
        try (var source = new RowTrades(CandleSeries.of(
                ROW_NANOS,
                List.of(
                        new Candle(0, 100, 105, 95, 102, 4),
                        new Candle(ROW_NANOS, 100, 105, 95, 102, 4),
                        new Candle(4 * ROW_NANOS, 103, 104, 101, 102, 4),
                        new Candle(6 * ROW_NANOS, 103, 104, 101, 102, 4))))) {
            int trades = 0;
            while (source.advance()) {
                if (source.isHole()) {
                    holes.add("after %d trades: %d to %d"
                            .formatted(trades, source.timeNanos() / ROW_NANOS, source.holeToNanos() / ROW_NANOS));
                } else {
                    trades++;
                }
            }
        }

        assertThat(holes).containsExactly("after 8 trades: 2 to 4", "after 12 trades: 5 to 6");
    }

    @Test
    void aFlatRowWithoutVolumeHasNoTradesUnlessItsCandleWouldBeMissedWithoutThem() {
        long halfNanos = ROW_NANOS / 2;
        var trades = new ArrayList<Trade>();
        try (var source = RowTrades.ofTraded(
                CandleSeries.of(
                        halfNanos,
                        List.of(
                                new Candle(0, 100, 105, 95, 102, 4),
                                new Candle(halfNanos, 102, 102, 102, 102, 0), // its candle traded
                                new Candle(2 * halfNanos, 102, 102, 102, 102, 0), // quiet, as is its candle
                                new Candle(3 * halfNanos, 102, 102, 102, 102, 0),
                                new Candle(5 * halfNanos, 102, 102, 102, 102, 0))), // half of its candle is missing
                ROW_NANOS)) {
            while (source.advance()) {
                trades.add(new Trade(
                        TimeUnit.NANOSECONDS.toSeconds(source.timeNanos()),
                        source.isHole() ? -1 : source.priceE8(),
                        source.isHole() ? source.holeToNanos() / halfNanos : source.contracts()));
            }
        }

        assertThat(trades.subList(0, 5))
                .containsExactly(
                        new Trade(1, 100, 1),
                        new Trade(150, 95, 1),
                        new Trade(300, 105, 1),
                        new Trade(449, 102, 1),
                        new Trade(4 * 450, -1, 5));
        assertThat(trades.subList(5, 9)).allMatch(trade -> trade.priceE8() == 102 && trade.contracts() == 0);
        assertThat(trades).hasSize(9);
    }
}
