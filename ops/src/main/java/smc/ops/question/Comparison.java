package smc.ops.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.ops.question.Course.Touch;
import smc.ops.story.Prose;

/**
 * Holds what happened against a backtest: the trades of each zone, and the touches of each candle. A touch that became a trade in both is its trade's
 * matter.
 */
final class Comparison {
    private static final String NOTHING = "nothing";

    private final long timeframeNanos;
    private final StepWords words;
    private final Course recorded;
    private final Course backtest;
    private final Causes causes;

    /** A candle that touched a zone. */
    private record TouchKey(Zone zone, long candleNanos) {}

    /** Something that differs, before its cause is known: that may lie in what came before. */
    private record Found(
            long atNanos,
            long candleNanos,
            Zone zone,
            String what,
            String recorded,
            String backtest,
            long sequence,
            boolean isTrade,
            CauseFinder cause) {}

    /** Looks for the cause, once it is known which trades went another way before. */
    private interface CauseFinder {
        Causes.Found find(List<Difference> earlierTrades);
    }

    Comparison(Market market, StepWords words, Course backtest) {
        timeframeNanos =
                TimeUnit.MINUTES.toNanos(market.configuration().engine().timeframeMinutes());
        this.words = words;
        recorded = market.recorded();
        this.backtest = backtest;
        causes = new Causes(market, backtest);
    }

    /** In order of time. */
    List<Difference> differences() {
        var found = new ArrayList<Found>();
        compareTrades(found);
        compareTouches(found);
        found.sort(Comparator.comparingLong(Found::atNanos));
        var differences = new ArrayList<Difference>();
        var trades = new ArrayList<Difference>();
        for (Found one : found) {
            Causes.Found cause = one.cause.find(trades);
            var difference = new Difference(
                    differences.size() + 1,
                    one.atNanos,
                    one.candleNanos,
                    one.zone.accountId(),
                    one.zone.instrumentId(),
                    one.what,
                    one.recorded,
                    one.backtest,
                    cause.cause(),
                    cause.evidence(),
                    one.sequence);
            differences.add(difference);
            if (one.isTrade) {
                trades.add(difference);
            }
        }
        return differences;
    }

    private void compareTrades(List<Found> found) {
        Map<Zone, ToldTrade> ours = byZone(recorded);
        Map<Zone, ToldTrade> theirs = byZone(backtest);
        for (Zone zone : together(ours.keySet(), theirs.keySet())) {
            Optional<ToldTrade> our = Optional.ofNullable(ours.get(zone));
            Optional<ToldTrade> their = Optional.ofNullable(theirs.get(zone));
            if (our.isPresent() && their.isPresent()) {
                if (!our.get().isSame(their.get())) {
                    found.add(ofBoth(zone, our.get(), their.get()));
                }
            } else {
                found.add(ofOne(zone, our, their));
            }
        }
    }

    private Found ofBoth(Zone zone, ToldTrade our, ToldTrade their) {
        int at = our.firstOther(their);
        long atNanos = Math.min(nanos(our, at), nanos(their, at));
        return new Found(
                atNanos,
                candle(at < 0 || at >= our.fills().size() ? their : our, at),
                zone,
                "trade of " + words.zone(zone),
                words.trade(our),
                words.trade(their),
                our.sequence(),
                true,
                earlier -> causes.ofTrades(zone, our, their, earlier));
    }

    private Found ofOne(Zone zone, Optional<ToldTrade> our, Optional<ToldTrade> their) {
        ToldTrade trade = our.or(() -> their).orElseThrow();
        return new Found(
                trade.firstNanos(),
                trade.opened().candleNanos(),
                zone,
                "trade of " + words.zone(zone),
                our.map(words::trade).orElse(NOTHING),
                their.map(words::trade).orElse(NOTHING),
                our.map(ToldTrade::sequence).orElse(0L),
                true,
                earlier -> causes.ofTradeOfOne(
                        zone,
                        trade,
                        judged(recorded, our.isPresent() ? recorded : backtest, zone, trade),
                        judged(backtest, our.isPresent() ? recorded : backtest, zone, trade),
                        earlier));
    }

    /** What was said of the touch that the trade came of. */
    private Optional<Touch> judged(Course course, Course ofTrade, Zone zone, ToldTrade trade) {
        long touchedNanos = ofTrade.touches().stream()
                .filter(touch -> touch.judged().verdict() == Verdict.TRADE
                        && touch.judged().value1() == trade.opened().tradeId())
                .findFirst()
                .map(touch -> ofTrade.touchedNanos(touch, timeframeNanos))
                .orElse(trade.opened().candleNanos());
        return course.touches().stream()
                .filter(touch -> Zone.of(touch.judged()).equals(zone)
                        && course.touchedNanos(touch, timeframeNanos) == touchedNanos)
                .findFirst();
    }

    private static long nanos(ToldTrade trade, int fill) {
        if (fill < 0) {
            return trade.lastNanos();
        }
        return fill < trade.fills().size() ? trade.fills().get(fill).atNanos() : Long.MAX_VALUE;
    }

    private static long candle(ToldTrade trade, int fill) {
        return fill < 0 ? trade.lastCandleNanos() : trade.fills().get(fill).candleNanos();
    }

    private static Map<Zone, ToldTrade> byZone(Course course) {
        var trades = new LinkedHashMap<Zone, ToldTrade>();
        course.trades().forEach(trade -> trades.put(trade.zone(), trade));
        return trades;
    }

    private void compareTouches(List<Found> found) {
        Map<TouchKey, Touch> ours = byCandle(recorded);
        Map<TouchKey, Touch> theirs = byCandle(backtest);
        for (TouchKey key : together(ours.keySet(), theirs.keySet())) {
            Optional<Touch> our = Optional.ofNullable(ours.get(key));
            Optional<Touch> their = Optional.ofNullable(theirs.get(key));
            if (isSame(our, their)) {
                continue;
            }
            found.add(new Found(
                    key.candleNanos + timeframeNanos,
                    key.candleNanos,
                    key.zone,
                    "touch of " + words.zone(key.zone) + ", level "
                            + Prose.price(
                                    our.or(() -> their).orElseThrow().judged().entryLevelE8()),
                    our.map(words::verdict).orElse(NOTHING),
                    their.map(words::verdict).orElse(NOTHING),
                    our.map(Touch::sequence).orElse(0L),
                    false,
                    earlier -> causes.ofTouch(key.zone, key.candleNanos, our, their, earlier)));
        }
    }

    private static boolean isSame(Optional<Touch> our, Optional<Touch> their) {
        if (our.isEmpty() || their.isEmpty()) {
            return false;
        }
        TouchJudged one = our.get().judged();
        TouchJudged other = their.get().judged();
        return one.verdict() == other.verdict()
                && one.entryLevelE8() == other.entryLevelE8()
                && (one.verdict() == Verdict.TRADE || StepWords.numbers(one).equals(StepWords.numbers(other)));
    }

    private Map<TouchKey, Touch> byCandle(Course course) {
        var touches = new LinkedHashMap<TouchKey, Touch>();
        for (Touch touch : course.touches()) {
            touches.put(new TouchKey(Zone.of(touch.judged()), course.touchedNanos(touch, timeframeNanos)), touch);
        }
        return touches;
    }

    private static <T> Set<T> together(Set<T> some, Set<T> others) {
        var all = new LinkedHashSet<T>(some);
        all.addAll(others);
        return all;
    }
}
