package smc.ops.question;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Rerun;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.engine.view.NoInputs;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.RecordedMarket;
import smc.ops.journal.ToldJournal;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * The market of a journal, what the engine made of it then, and a simulation of what it would make of it. Of a journal that is being written, as much as
 * it held when it was first read.
 */
public final class Market {
    private final Path data;
    private final Configuration configuration;
    private final boolean isLive;
    private final long fromNanos;
    private final VenueSettings venue;
    private final Course recorded;
    private final Circumstances circumstances;
    private final List<String> remarks;
    private final long lastSequence;
    private final long lastNanos;

    private Market(Path data, Moment until) throws IOException {
        this.data = data;
        configuration = JournalResult.configuration(data);
        fromNanos = JournalResult.liveFromNanos(data);
        isLive = fromNanos != 0;
        venue = RecordedMarket.of(data, configuration).venue();
        var header = new Header();
        Backtest backtest = backtest(configuration, venue);
        var record = new RunRecord(backtest, () -> header.nowNanos, _ -> {}); // requests have been answered already
        recorded = new Course(backtest, StepWords.of(backtest), record, () -> header.nowNanos, () -> header.sequence);
        circumstances = new Circumstances(recorded::order);
        ToldJournal told = ToldJournal.tell(data, until, List.of(header, circumstances), recorded);
        remarks = told.remarks();
        lastSequence = told.lastSequence();
        lastNanos = told.lastNanos();
    }

    /** Where the journal is. */
    private static final class Header extends NoInputs {
        private long sequence;
        private long nowNanos;

        @Override
        public void at(long sequence, long nowNanos) {
            this.sequence = sequence;
            this.nowNanos = nowNanos;
        }
    }

    /**
     * Reads a journal.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.JournalException if it cannot be read
     * @throws IOException if what was recorded is not known
     */
    public static Market of(Path data, Moment until) throws IOException {
        return new Market(data, until);
    }

    private Backtest backtest(Configuration rules, VenueSettings treatment) {
        return Backtest.of(
                rules,
                configuration.engine().symbols(),
                EnumSet.allOf(Mode.class),
                treatment,
                fromNanos,
                Long.MAX_VALUE);
    }

    /**
     * What rules would have made of this market, at the simulated venue.
     *
     * @param treatment how that treats orders
     */
    public Course simulate(Configuration rules, VenueSettings treatment) {
        return simulate(List.of(backtest(rules, treatment))).getFirst();
    }

    /** Likewise of several, in one reading. */
    List<Course> simulate(List<Backtest> backtests) {
        var courses = new Course[backtests.size()];
        var reruns = new Rerun[backtests.size()];
        for (int i = 0; i < reruns.length; i++) {
            int index = i;
            Backtest one = isOverWire() ? backtests.get(i).overWire() : backtests.get(i);
            reruns[i] = new Rerun(one, port -> {
                courses[index] = new Course(one, StepWords.of(one), new RunRecord(one, port), port::nowNanos, () -> 0);
                return courses[index];
            });
        }
        ToldJournal.tell(data, new Moment.AtSequence(lastSequence).justAfter(), List.of(reruns));
        return List.of(courses);
    }

    /**
     * What a backtest makes of the candles of this market, as far as the journal has them: the venue's own where it told them.
     *
     * @return empty if a symbol has none
     */
    Optional<Course> overCandles(Backtest rules) {
        var series = new ArrayList<CandleSeries>();
        for (int i = 0; i < configuration.engine().symbols().size(); i++) {
            List<Candle> candles = recorded.record().knownCandles(i);
            if (candles.isEmpty()) {
                return Optional.empty();
            }
            series.add(CandleSeries.of(
                    TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes()), candles));
        }
        var course = new Course[1];
        rules.overRows(
                series,
                port -> {
                    course[0] =
                            new Course(rules, StepWords.of(rules), new RunRecord(rules, port), port::nowNanos, () -> 0);
                    return course[0];
                },
                _ -> {});
        return Optional.of(course[0]);
    }

    /** Rules at the venue as it was recorded. */
    Backtest asRecorded(Configuration rules) {
        return backtest(rules, venue);
    }

    /** Rules at a venue that answers at once. */
    Backtest withoutLatency(Configuration rules) {
        return backtest(
                rules,
                new VenueSettings(
                        venue.slippageBps(), venue.limitThroughTicks(), 0, venue.partialFills(), venue.fillsOnTick()));
    }

    /** By which the journal was written: of its first start. */
    public Configuration configuration() {
        return configuration;
    }

    /** Whether a live engine wrote it, and not ./smc record. */
    public boolean isLive() {
        return isLive;
    }

    /** Whether its market orders met the last price at once, as at an exchange, rather than the next trade. */
    public boolean isOverWire() {
        return isLive && circumstances.fillsAtOnce();
    }

    /** How the venue treated orders, as far as it was written down. */
    public VenueSettings venue() {
        return venue;
    }

    /** What happened. */
    public Course recorded() {
        return recorded;
    }

    Circumstances circumstances() {
        return circumstances;
    }

    /** What must be said beside the answer. */
    public List<String> remarks() {
        return remarks;
    }

    /** Time of the last frame, epoch nanoseconds. */
    public long lastNanos() {
        return lastNanos;
    }

    /** Of the last frame. */
    public long lastSequence() {
        return lastSequence;
    }
}
