package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.outcome.ClosedTrade;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.candle.CandleSeries;

/** How runs compare: with themselves, with their parts, over rows and over trades. */
class BacktestTest {
    private static final int CANDLES = 3_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void twoRunsSayTheSame(long seed) {
        var market = MarketRun.walk(seed, CANDLES);
        var slow = new VenueSettings(2, 1, TimeUnit.SECONDS.toNanos(2), true);

        assertThat(MarketRun.BOTH.overRows(market).log().effects())
                .isEqualTo(MarketRun.BOTH.overRows(market).log().effects());
        assertThat(MarketRun.BOTH.venue(slow).overTrades(market).log().effects())
                .isEqualTo(MarketRun.BOTH.venue(slow).overTrades(market).log().effects());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void inScopesOfTheirOwnBothModesAreEachAsAlone(long seed) {
        var market = MarketRun.walk(seed, CANDLES);

        MarketRun.Result both = MarketRun.BOTH_APART.overRows(market);

        assertThat(said(both, 0)).as("A, seed %d", seed).isEqualTo(said(MarketRun.A.overRows(market), 0));
        assertThat(said(both, 1)).as("B, seed %d", seed).isEqualTo(said(MarketRun.B.overRows(market), 0));
        assertThat(said(both, 0)).filteredOn(line -> line.startsWith("trade")).hasSizeGreaterThan(10);
    }

    @Test
    void twoSymbolsAreEachAsAlone() {
        var first = MarketRun.walk(6, CANDLES);
        var second = MarketRun.walk(7, CANDLES);

        MarketRun.Result both = MarketRun.A.symbols(2).overRows(first, second);

        assertThat(saidOf(both, 0)).isEqualTo(saidOf(MarketRun.A.overRows(first), 0));
        assertThat(saidOf(both, 1)).isEqualTo(saidOf(MarketRun.A.overRows(second), 0));
    }

    @Test
    void candlesBuiltFromTradesGiveTheSameBlocksAsTheRows() {
        var market = MarketRun.walk(8, CANDLES);

        assertThat(MarketRun.A.overTrades(market).record().blockEvents(0))
                .isEqualTo(MarketRun.A.overRows(market).record().blockEvents(0))
                .hasSizeGreaterThan(50);
    }

    @Test
    void finerRowsGiveTheSameBlocksAsTheCandlesTheyMake() {
        var rows = MarketRun.fiveMinuteWalk(9, CANDLES);

        assertThat(MarketRun.A.overRows(rows).record().blockEvents(0))
                .isEqualTo(MarketRun.A
                        .overRows(rows.aggregate(MarketRun.TIMEFRAME_NANOS))
                        .record()
                        .blockEvents(0))
                .hasSizeGreaterThan(50);
    }

    @Test
    void aCandleWithARowMissingIsNotTrusted() {
        MarketRun.Result result = MarketRun.BOTH.overRows(MarketRun.fiveMinuteWalk(10, CANDLES));
        List<Long> incomplete = result.markets().getFirst().aggregate(MarketRun.TIMEFRAME_NANOS).incomplete().stream()
                .map(CandleSeries.Incomplete::openTimeNanos)
                .toList();

        List<TouchJudged> ofModeA = result.record().decisions().stream()
                .filter(decision -> decision.accountId() == 0 && decision.verdict() == Verdict.DATA_NOT_TRUSTED)
                .toList();

        assertThat(ofModeA).isNotEmpty().allMatch(decision -> incomplete.contains(decision.candleNanos()));
        assertThat(result.record().decisions())
                .filteredOn(decision -> decision.accountId() == 0 && incomplete.contains(decision.candleNanos()))
                .filteredOn(decision -> decision.verdict() != Verdict.TRADE)
                .allMatch(decision -> decision.verdict() == Verdict.DATA_NOT_TRUSTED);
    }

    /** Section 15: exits, cancels, entries, resting orders. Edits of stops and targets belong to the work on the open trade, before all but it. */
    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void atACloseTheOutputsLeaveInTheirOrder(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART.overRows(MarketRun.walk(seed, CANDLES));
        int rank = 0;
        int counted = 0;

        for (EffectLog.Effect effect : result.log().effects()) {
            if (effect.is("candleClosed")) {
                rank = 0;
            } else if (effect.said() instanceof EquityMarked) {
                // The close is over; what the venue answers comes in any order.
                rank = Integer.MIN_VALUE;
            } else if (rank >= 0 && rankOf(effect) > 0) {
                assertThat(rankOf(effect)).as("%s", effect).isGreaterThanOrEqualTo(rank);
                rank = rankOf(effect);
                counted++;
            }
        }
        assertThat(counted).isGreaterThan(100);
    }

    private static int rankOf(EffectLog.Effect effect) {
        return switch (effect.said()) {
            case Cancel _ -> 2;
            case Submit order when !order.isEntry() -> 1;
            case Submit order -> order.type() == OrderType.MARKET ? 3 : 4;
            default -> 0;
        };
    }

    @Test
    void beforeTheFirstDayOfTradingTheMarketOnlyFeedsTheDetector() {
        var market = MarketRun.walk(11, CANDLES);
        long fromNanos = market.candles().get(2_000).openTimeNanos();

        MarketRun.Result late = MarketRun.BOTH.overRows(fromNanos, market);

        assertThat(late.record().blockEvents(0))
                .isEqualTo(MarketRun.BOTH.overRows(market).record().blockEvents(0));
        assertThat(late.log().named("submit")).isNotEmpty().allMatch(effect -> effect.atNanos() >= fromNanos);
        assertThat(late.record().decisions()).isNotEmpty().allMatch(decision -> decision.candleNanos() >= fromNanos);
        assertThat(late.record().equity()).hasSize(2 * (CANDLES - 2_000));
    }

    /** What was said of one account, without the ids, which count over all accounts. */
    private static List<String> said(MarketRun.Result result, int accountId) {
        var lines = new ArrayList<String>();
        result.record().decisions().stream()
                .filter(decision -> decision.accountId() == accountId)
                .map(BacktestTest::line)
                .forEach(lines::add);
        result.record().trades().stream()
                .filter(trade -> trade.accountId() == accountId)
                .map(BacktestTest::line)
                .forEach(lines::add);
        result.record().equity().stream()
                .filter(point -> point.accountId() == accountId)
                .map(point -> point.candleNanos() + " " + point.capitalE8() + " " + point.unrealisedE8())
                .forEach(lines::add);
        return lines;
    }

    /** As above of one symbol, with its numbers as if it were the only one. */
    private static List<String> saidOf(MarketRun.Result result, int instrumentId) {
        var lines = new ArrayList<String>();
        result.record().decisions().stream()
                .filter(decision -> decision.instrumentId() == instrumentId)
                .map(BacktestTest::line)
                .forEach(lines::add);
        result.record().trades().stream()
                .filter(trade -> trade.instrumentId() == instrumentId)
                .map(BacktestTest::line)
                .forEach(lines::add);
        return lines;
    }

    private static String line(TouchJudged decision) {
        var line = new StringBuilder("verdict %d %s %s %d %d %s"
                .formatted(
                        decision.candleNanos(),
                        decision.blockSide(),
                        decision.state(),
                        decision.originNanos(),
                        decision.entryLevelE8(),
                        decision.verdict()));
        long[] values = {decision.value1(), decision.value2(), decision.value3()};
        List<String> numbers = decision.verdict().numbers(decision.value1());
        for (int i = 0; i < numbers.size(); i++) {
            if (!numbers.get(i).endsWith(":id")) {
                line.append(' ').append(values[i]);
            }
        }
        return line.toString();
    }

    private static String line(ClosedTrade trade) {
        return "trade %s %s %d %d %d %d %s %d %d %s"
                .formatted(
                        trade.direction(),
                        trade.state(),
                        trade.originNanos(),
                        trade.entryNanos(),
                        trade.contracts(),
                        trade.entryE8(),
                        trade.exits(),
                        trade.netE8(),
                        trade.capitalAfterE8(),
                        trade.reason());
    }
}
