package smc.ops.question;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import smc.execution.desk.event.Verdict;
import smc.ops.question.Difference.Cause;

/**
 * What happened against a backtest of the same trades, day by day: the simulated venue answers at once and refuses nothing, the rules and the market are
 * the recorded ones. Each difference has a cause that the journal shows, or is said to have none.
 */
public final class Parity {
    private final Market market;
    private final StepWords words;
    private final List<String> accountNames;
    private final List<ParityDay> days;

    private Parity(Market market, StepWords words, List<String> accountNames, List<ParityDay> days) {
        this.market = market;
        this.words = words;
        this.accountNames = accountNames;
        this.days = days;
    }

    /** Runs the backtest and compares. */
    public static Parity of(Market market) {
        Market.Rules rules = market.withoutLatency();
        Course backtest = market.simulate(List.of(rules)).getFirst();
        StepWords words = StepWords.of(rules.of(market.lastConfiguration()));
        List<Difference> differences = new Comparison(market, words, backtest).differences();
        return new Parity(
                market,
                words,
                market.configuration().engine().accountNames(),
                days(market, backtest, market.overCandles(), differences));
    }

    /** The same of one day; without a day if nothing was there. */
    public Parity on(LocalDate day) {
        return new Parity(
                market,
                words,
                accountNames,
                days.stream().filter(one -> one.day().equals(day)).toList());
    }

    /** Days in which a touch was judged, a trade filled, or something differs; in order. */
    public List<ParityDay> days() {
        return days;
    }

    /** Differences of these days for which no cause was found. */
    public long withoutCause() {
        return days.stream()
                .flatMap(day -> day.differences().stream())
                .filter(difference -> difference.cause() == Cause.NONE)
                .count();
    }

    String accountName(int accountId) {
        return accountNames.get(accountId);
    }

    String symbol(int instrumentId) {
        return words.symbol(instrumentId);
    }

    /** Where something differs, such as {@code SOLUSD, mode A}. */
    String place(Difference difference) {
        return words.place(difference.instrumentId(), market.modeAt(difference.accountId(), difference.atNanos()));
    }

    private static LocalDate day(long nanos) {
        return Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** A day's sums while they grow. */
    private static final class Tally {
        private long touches;
        private long trades;
        private long fills;
        private long slippageE8;
        private long netE8;

        private ParityDay.Sums sums() {
            return new ParityDay.Sums(touches, trades, fills, slippageE8, netE8);
        }
    }

    private static Map<LocalDate, Tally> tallies(Course course) {
        var tallies = new TreeMap<LocalDate, Tally>();
        for (Course.Touch touch : course.touches()) {
            tallies.computeIfAbsent(day(touch.judged().candleNanos()), _ -> new Tally()).touches++;
        }
        for (ToldTrade trade : course.trades()) {
            for (ToldTrade.Fill fill : trade.fills()) {
                tallies.computeIfAbsent(day(fill.candleNanos()), _ -> new Tally()).fills++;
            }
            if (trade.isClosed()) {
                Tally tally = tallies.get(day(trade.lastCandleNanos()));
                tally.trades++;
                tally.slippageE8 = Math.addExact(tally.slippageE8, trade.slippageE8());
                tally.netE8 = Math.addExact(tally.netE8, trade.netE8());
            }
        }
        return tallies;
    }

    private static List<ParityDay> days(
            Market market, Course backtest, Optional<Course> candles, List<Difference> differences) {
        Course recorded = market.recorded();
        Map<LocalDate, Tally> happened = tallies(recorded);
        Map<LocalDate, Tally> tested = tallies(backtest);
        Optional<Map<LocalDate, Tally>> ofCandles = candles.map(Parity::tallies);
        Map<LocalDate, Long> alike =
                candles.map(course -> judgedAlike(recorded, course)).orElse(Map.of());
        Map<LocalDate, Long> latest = latestFills(recorded, backtest);
        var byDay = new TreeMap<LocalDate, List<Difference>>();
        happened.keySet().forEach(day -> byDay.put(day, new ArrayList<>()));
        tested.keySet().forEach(day -> byDay.putIfAbsent(day, new ArrayList<>()));
        differences.forEach(difference -> byDay.computeIfAbsent(day(difference.candleNanos()), _ -> new ArrayList<>())
                .add(difference));
        return byDay.entrySet().stream()
                .map(day -> new ParityDay(
                        day.getKey(),
                        happened.getOrDefault(day.getKey(), new Tally()).sums(),
                        tested.getOrDefault(day.getKey(), new Tally()).sums(),
                        ofCandles
                                .filter(_ -> isOverBefore(day.getKey(), market.changedNanos()))
                                .map(all -> all.getOrDefault(day.getKey(), new Tally())
                                        .sums()),
                        alike.getOrDefault(day.getKey(), 0L),
                        latest.getOrDefault(day.getKey(), 0L),
                        List.copyOf(day.getValue())))
                .toList();
    }

    /** Candles are run through by one configuration, so up to where it changed. */
    private static boolean isOverBefore(LocalDate day, OptionalLong changedNanos) {
        return changedNanos.isEmpty() || day.isBefore(day(changedNanos.getAsLong()));
    }

    /** Touches of a zone in a candle to which both say the same. */
    private static Map<LocalDate, Long> judgedAlike(Course recorded, Course candles) {
        var verdicts = new HashSet<Judged>();
        candles.touches().forEach(touch -> verdicts.add(Judged.of(touch)));
        var alike = new HashMap<LocalDate, Long>();
        for (Course.Touch touch : recorded.touches()) {
            if (verdicts.contains(Judged.of(touch))) {
                alike.merge(day(touch.judged().candleNanos()), 1L, Long::sum);
            }
        }
        return alike;
    }

    /** What became of a touch, whatever the numbers. */
    private record Judged(Zone zone, long candleNanos, Verdict verdict) {
        private static Judged of(Course.Touch touch) {
            return new Judged(
                    Zone.of(touch.judged()),
                    touch.judged().candleNanos(),
                    touch.judged().verdict());
        }
    }

    private static Map<LocalDate, Long> latestFills(Course recorded, Course backtest) {
        var tested = new HashMap<Zone, ToldTrade>();
        backtest.trades().forEach(trade -> tested.put(trade.zone(), trade));
        var latest = new HashMap<LocalDate, Long>();
        for (ToldTrade trade : recorded.trades()) {
            Optional.ofNullable(tested.get(trade.zone()))
                    .ifPresent(other -> latest.merge(
                            day(trade.opened().candleNanos()), trade.firstNanos() - other.firstNanos(), Math::max));
        }
        latest.replaceAll((_, nanos) -> Math.max(nanos, 0));
        return latest;
    }
}
