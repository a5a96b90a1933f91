package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.Verdict;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.strategy.candle.Candle;

/** What must hold in every run, over random markets: docs/rules.md, sections 17, 20, 23 and 25. The name of a run holds its seed. */
class InvariantsTest {
    private static final int CANDLES = 3_000;

    /** Made once: the runs take longer than what is asked of them. */
    private static final List<Case> RUNS = makeRuns();

    record Case(String name, MarketRun.Result result) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Case> makeRuns() {
        var runs = new ArrayList<Case>();
        for (long seed = 1; seed <= 3; seed++) {
            var market = MarketRun.walk(seed, CANDLES);
            runs.add(new Case("A over rows, seed " + seed, MarketRun.A.overRows(market)));
            runs.add(new Case("B over rows, seed " + seed, MarketRun.B.overRows(market)));
            runs.add(new Case("A and B over rows, seed " + seed, MarketRun.BOTH.overRows(market)));
            runs.add(new Case("A and B apart over rows, seed " + seed, MarketRun.BOTH_APART.overRows(market)));
        }
        for (long seed : List.of(18L, 21L, 26L, 31L)) {
            var market = MarketRun.fewLevels(seed, CANDLES);
            MarketRun cheap = MarketRun.BOTH_APART.capital(100).tick(1);
            runs.add(new Case("A and B over few levels, seed " + seed, cheap.overRows(market)));
        }
        for (long seed = 8; seed <= 9; seed++) {
            var market = MarketRun.fiveMinuteWalk(seed, CANDLES);
            runs.add(new Case("A and B over finer rows, seed " + seed, MarketRun.BOTH.overRows(market)));
        }
        // 30 % at 10x of 50 USD is one contract at 150 USD, and none above.
        runs.add(new Case(
                "A and B with 50 USD, seed 10",
                MarketRun.BOTH_APART.capital(50).overRows(MarketRun.walk(10, CANDLES))));
        for (long seed = 11; seed <= 12; seed++) {
            var market = MarketRun.walk(seed, CANDLES);
            MarketRun inParts = MarketRun.BOTH.venue(new VenueSettings(2, 1, 0, true));
            runs.add(new Case("A and B over trades, seed " + seed, inParts.overTrades(market)));
        }
        // Two seconds are noticed, six miss the deadline of a market entry, 400 miss the first trades of a candle.
        for (long seconds : List.of(2L, 6L, 400L)) {
            var market = MarketRun.walk(seconds, CANDLES);
            MarketRun slow = MarketRun.BOTH.venue(new VenueSettings(2, 1, TimeUnit.SECONDS.toNanos(seconds), false));
            runs.add(new Case(
                    "A and B with a latency of as many seconds as the seed, " + seconds, slow.overTrades(market)));
        }
        for (long seed : List.of(10L, 12L)) {
            var market = MarketRun.walk(seed, CANDLES);
            MarketRun both = MarketRun.BOTH.venue(new VenueSettings(2, 1, TimeUnit.SECONDS.toNanos(2), true));
            runs.add(new Case("A and B in parts with a latency of 2 s, seed " + seed, both.overTrades(market)));
        }
        return List.copyOf(runs);
    }

    static List<Case> runs() {
        return RUNS;
    }

    /** Trades that nobody wanted: what an entry filled while its cancel was under way, closed at once. */
    private static Set<Long> rests(MarketRun.Result result) {
        return result.record().trades().stream()
                .filter(trade -> trade.reason() == ExitReason.DOUBLE_FILL)
                .map(ClosedTrade::id)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyTouchHasExactlyOneVerdictPerMode(Case run) {
        MarketRun.Result result = run.result;
        Set<Touches.Touch> touches = Touches.of(
                result.record().blockEvents(0), result.candles(0), result.run().tickE8());
        assertThat(touches).isNotEmpty();

        for (int account = 0; account < result.run().modes().size(); account++) {
            List<Touches.Touch> judged = judged(result, account);
            Set<Touches.Touch> left = new HashSet<>(touches);

            assertThat(judged).as("account %d", account).doesNotHaveDuplicates();
            assertThat(touches).as("account %d", account).containsAll(judged);
            judged.forEach(left::remove);
            long lastNanos = result.candles(0).getLast().openTimeNanos();
            assertThat(left)
                    .as("undecided for want of a candle to fill in, account %d", account)
                    .hasSize(undecided(result, account))
                    .allMatch(touch -> touch.candleNanos() == lastNanos);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyTradeIsTheVerdictOfOneTouch(Case run) {
        RunRecord record = run.result.record();
        Set<Long> rests = rests(run.result);

        List<Long> judged = record.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.TRADE)
                .map(TouchJudged::value1)
                .filter(tradeId -> !rests.contains(tradeId))
                .toList();

        var wanted = new ArrayList<>(record.openTrades());
        record.trades().stream().map(ClosedTrade::id).forEach(wanted::add);
        wanted.removeAll(rests);
        assertThat(judged).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aScopeHoldsOnePositionAndEachModeTradesAZoneOnce(Case run) {
        boolean isShared = run.result.run().sharesPosition();
        Set<String> openScopes = new HashSet<>();
        Map<Long, String> scopeOfTrade = new HashMap<>();
        Set<String> tradedZones = new HashSet<>();
        Set<Long> rests = rests(run.result);

        for (EffectLog.Effect effect : run.result.log().effects()) {
            if (effect.said() instanceof TradeOpened opened) {
                String scope = (isShared ? "all" : "account " + opened.accountId()) + " on " + opened.instrumentId();
                scopeOfTrade.put(opened.tradeId(), scope);
                assertThat(openScopes.add(scope))
                        .as("%s at %d", scope, effect.atNanos())
                        .isTrue();
                String zone = opened.accountId() + " " + opened.instrumentId() + " " + opened.state() + " "
                        + opened.blockSide() + " " + opened.originNanos();
                assertThat(tradedZones.add(zone) || rests.contains(opened.tradeId()))
                        .as(zone)
                        .isTrue();
            } else if (effect.said() instanceof TradeClosed closed) {
                openScopes.remove(scopeOfTrade.get(closed.tradeId()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void noEntryFillsInACoolDown(Case run) {
        MarketRun.Result result = run.result;
        Map<Long, Integer> rowOf = rows(result.candles(0));
        Map<String, Integer> lastExit = new HashMap<>();
        Map<Long, String> scopeOfTrade = new HashMap<>();
        Set<Long> rests = rests(result);

        for (EffectLog.Effect effect : result.log().effects()) {
            if (effect.said() instanceof TradeOpened opened) {
                if (rests.contains(opened.tradeId())) {
                    continue;
                }
                String scope = (result.run().sharesPosition() ? "all " : "account " + opened.accountId() + " ")
                        + opened.direction();
                scopeOfTrade.put(opened.tradeId(), scope);
                int entry = rowOf.get(opened.candleNanos());
                int allowedFrom = lastExit.getOrDefault(scope, -10) + MarketRun.COOLDOWN_CANDLES + 1;
                assertThat(entry).as("%s at %d", scope, effect.atNanos()).isGreaterThanOrEqualTo(allowedFrom);
            } else if (effect.said() instanceof TradeClosed closed && scopeOfTrade.containsKey(closed.tradeId())) {
                lastExit.put(scopeOfTrade.get(closed.tradeId()), exitRow(result, closed.tradeId(), rowOf));
            }
        }
    }

    /** x of section 23: the candle whose close decided the exit, or the one inside which it filled. */
    private static int exitRow(MarketRun.Result result, long tradeId, Map<Long, Integer> rowOf) {
        boolean isDecidedAtClose = result.record().orders().stream()
                .anyMatch(order -> order.tradeId() == tradeId
                        && order.purpose() == OrderPurpose.EXIT
                        && order.filledContracts() > 0);
        if (isDecidedAtClose) {
            long closedBeforeNanos = result.record().orders().stream()
                    .filter(order -> order.tradeId() == tradeId && order.purpose() == OrderPurpose.EXIT)
                    .findFirst()
                    .orElseThrow()
                    .atNanos();
            long openNanos = Math.floorDiv(closedBeforeNanos, MarketRun.TIMEFRAME_NANOS) * MarketRun.TIMEFRAME_NANOS
                    - MarketRun.TIMEFRAME_NANOS;
            return rowOf.get(openNanos);
        }
        return rowOf.get(result.record().trades().stream()
                .filter(trade -> trade.id() == tradeId)
                .findFirst()
                .orElseThrow()
                .exitNanos());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void anEntryIsWorthTheShareOfTheCapitalAndNoMore(Case run) {
        Map<Integer, BigDecimal> capital = new HashMap<>();
        Map<Long, Long> wanted = new HashMap<>();
        Map<Long, Long> orderOfTrade = new HashMap<>();
        Map<Long, Long> entered = new HashMap<>();

        for (EffectLog.Effect effect : run.result.log().effects()) {
            switch (effect.said()) {
                case Submit order
                when order.isEntry() -> {
                    BigDecimal have = capital.getOrDefault(
                            order.accountId(),
                            BigDecimal.valueOf(run.result.run().capitalUsd()));
                    assertThat(order.contracts())
                            .as("order %d", order.orderId())
                            .isEqualTo(contracts(have, order));
                    wanted.put(order.orderId(), order.contracts());
                }
                case TradeOpened opened -> orderOfTrade.put(opened.tradeId(), opened.entryOrderId());
                case TradeEntered fill -> {
                    long sum = entered.merge(fill.tradeId(), fill.contracts(), Long::sum);
                    assertThat(sum).isLessThanOrEqualTo(wanted.get(orderOfTrade.get(fill.tradeId())));
                }
                case TradeClosed closed ->
                    capital.put(closed.accountId(), BigDecimal.valueOf(closed.capitalAfterE8(), 8));
                default -> {}
            }
        }
    }

    /** Fresh 40 % at 20x, breaker 30 % at 10x, at the price of the order, one coin a contract. */
    private static long contracts(BigDecimal capital, Submit order) {
        BigDecimal times = order.leverage() == 20 ? new BigDecimal("8") : new BigDecimal("3");
        return capital.multiply(times)
                .divide(BigDecimal.valueOf(order.priceE8(), 8), 0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** Runs that never meet a rule would prove nothing about it; what they cannot meet is pinned on single desks. */
    @Test
    void theRunsMeetNearlyEveryVerdict() {
        Set<Verdict> met = RUNS.stream()
                .flatMap(run -> run.result.record().decisions().stream())
                .map(TouchJudged::verdict)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));

        assertThat(met)
                .containsAll(EnumSet.complementOf(EnumSet.of(
                        Verdict.TRADING_OFF,
                        Verdict.STOP_GUARD,
                        Verdict.ENTRY_IN_FLIGHT,
                        Verdict.ORDER_REFUSED,
                        Verdict.SCOPE_LOST)));
    }

    private static List<Touches.Touch> judged(MarketRun.Result result, int account) {
        List<Candle> candles = result.candles(0);
        Map<Long, Integer> rowOf = rows(candles);
        boolean isA = result.run().modes().get(account) == Mode.CANDLE_CLOSE;
        return result.record().decisions().stream()
                .filter(decision -> decision.accountId() == account)
                .map(decision -> {
                    // A trade of mode A is stamped with the candle it filled in, the one after its touch.
                    boolean isNext = isA && decision.verdict() == Verdict.TRADE;
                    int row = rowOf.get(decision.candleNanos()) - (isNext ? 1 : 0);
                    return new Touches.Touch(
                            candles.get(row).openTimeNanos(),
                            decision.blockSide(),
                            decision.originNanos(),
                            decision.state());
                })
                .toList();
    }

    /** Market entries that never filled: decided at the last close of the data. */
    private static int undecided(MarketRun.Result result, int account) {
        return (int) result.record().orders().stream()
                .filter(order -> order.accountId() == account
                        && order.purpose() == OrderPurpose.ENTRY
                        && order.type() == OrderType.MARKET
                        && !order.state().isFinal())
                .count();
    }

    private static Map<Long, Integer> rows(List<Candle> candles) {
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < candles.size(); row++) {
            rows.put(candles.get(row).openTimeNanos(), row);
        }
        return rows;
    }
}
