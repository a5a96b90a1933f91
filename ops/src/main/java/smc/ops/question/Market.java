package smc.ops.question;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Rerun;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.outcome.RunRecord;
import smc.engine.record.KeptConfigurations;
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
    private final KeptConfigurations kept;

    /** By the times of the starts, epoch nanoseconds; of those that went on under another one than before, and of the first. */
    private final NavigableMap<Long, Configuration> configurations = new TreeMap<>();

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
        kept = KeptConfigurations.in(data);
        fromNanos = JournalResult.liveFromNanos(data);
        isLive = fromNanos != 0;
        venue = RecordedMarket.of(data, configuration).venue();
        var header = new Header(this::goOnUnder);
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
        private final Started started;
        private long sequence;
        private long nowNanos;

        private Header(Started started) {
            this.started = started;
        }

        @Override
        public void at(long sequence, long nowNanos) {
            this.sequence = sequence;
            this.nowNanos = nowNanos;
        }

        @Override
        public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
            started.at(nowNanos, configHash);
        }
    }

    /** Told of a start before what it concludes. */
    @FunctionalInterface
    private interface Started {
        void at(long nowNanos, long configHash);
    }

    private void goOnUnder(long nowNanos, long configHash) {
        Configuration next = kept.configuration(configHash);
        if (configurations.isEmpty()
                || !configurations.lastEntry().getValue().hash().equals(next.hash())) {
            configurations.put(nowNanos, next);
            recorded.goOnUnder(backtest(next, venue));
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
        return backtest(rules, treatment, Long.MAX_VALUE);
    }

    private Backtest backtest(Configuration rules, VenueSettings treatment, long toNanos) {
        return Backtest.of(
                        rules,
                        configuration.engine().symbols(),
                        EnumSet.allOf(Mode.class),
                        treatment,
                        fromNanos,
                        toNanos)
                .withRisk(rules.engine().risk());
    }

    /**
     * What rules would have made of this market, at the simulated venue; of several, in one reading.
     *
     * @param rules made of the configuration of each start that of its simulation
     * @throws IllegalArgumentException if some cannot be taken where the engine of the time took its own
     */
    List<Course> simulate(List<Rules> rules) {
        var courses = new Course[rules.size()];
        var reruns = new Rerun[rules.size()];
        for (int i = 0; i < reruns.length; i++) {
            int index = i;
            Backtest first = rules.get(i).of(configuration);
            var byNumber = new HashMap<Long, Backtest>();
            reruns[i] = new Rerun(
                    first,
                    number -> byNumber.computeIfAbsent(
                            number, _ -> rules.get(index).of(kept.configuration(number))),
                    next -> courses[index].goOnUnder(next),
                    port -> {
                        courses[index] = new Course(
                                first, StepWords.of(first), new RunRecord(first, port), port::nowNanos, () -> 0);
                        return courses[index];
                    });
        }
        ToldJournal.tell(data, new Moment.AtSequence(lastSequence).justAfter(), List.of(reruns));
        return List.of(courses);
    }

    /**
     * What a backtest at a venue that answers at once makes of the candles of this market, as far as the journal has them: the venue's own where it told
     * them. Up to where a start ran by another configuration than the first.
     *
     * @return empty if a symbol has none
     */
    Optional<Course> overCandles() {
        Backtest rules = backtest(
                        configuration, withoutLatencyAtVenue(), changedNanos().orElse(Long.MAX_VALUE))
                .withRisk(configuration.engine().risk().ofBacktest()); // candles say nothing of the rest
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

    /** Rules of a simulation. */
    @FunctionalInterface
    interface Rules {
        /** @param recorded by which a start ran */
        Backtest of(Configuration recorded);
    }

    /** Each start's own at the venue as it was recorded, or what is made of them. */
    Rules asRecorded(UnaryOperator<Configuration> changed) {
        return recordedRules -> wired(backtest(changed.apply(recordedRules), venue));
    }

    /** Each start's own at a venue that answers at once. */
    Rules withoutLatency() {
        return recordedRules -> wired(backtest(recordedRules, withoutLatencyAtVenue()));
    }

    private VenueSettings withoutLatencyAtVenue() {
        return new VenueSettings(
                venue.slippageBps(), venue.limitThroughTicks(), 0, venue.partialFills(), venue.fillsOnTick());
    }

    private Backtest wired(Backtest backtest) {
        return isOverWire() ? backtest.overWire() : backtest;
    }

    /** By which the starts of the journal ran, each once for as long as it stayed; at least one. */
    public List<Configuration> configurations() {
        return configurations.isEmpty() ? List.of(configuration) : List.copyOf(configurations.values());
    }

    /** By which the engine ran at a time, epoch nanoseconds. */
    private EngineConfig engineAt(long nanos) {
        Map.Entry<Long, Configuration> entry = configurations.floorEntry(nanos);
        return (entry == null ? configuration : entry.getValue()).engine();
    }

    /** In which mode an account was at a time, epoch nanoseconds. */
    Mode modeAt(int accountId, long nanos) {
        Map.Entry<Long, Configuration> entry = configurations.floorEntry(nanos);
        return (entry == null ? configuration : entry.getValue())
                .accounts()
                .get(accountId)
                .mode();
    }

    /** How long after its boundary a candle was closed that was made of trades. */
    long closeGraceNanosAt(long nanos) {
        return TimeUnit.MILLISECONDS.toNanos(engineAt(nanos).closeGraceMillis());
    }

    /** Whether all accounts shared one position. */
    boolean sharesPositionAt(long nanos) {
        return engineAt(nanos).positionScope() == EngineConfig.PositionScope.SYMBOL;
    }

    /** When a start first went on under another configuration, epoch nanoseconds; empty if none did. */
    OptionalLong changedNanos() {
        return configurations.size() < 2
                ? OptionalLong.empty()
                : OptionalLong.of(configurations.navigableKeySet().higher(configurations.firstKey()));
    }

    /** By which the last start ran. */
    Configuration lastConfiguration() {
        return configurations().getLast();
    }

    /** By which the journal was begun: of its first start. */
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
        if (changedNanos().isEmpty()) {
            return remarks;
        }
        var all = new ArrayList<>(remarks);
        configurations
                .tailMap(configurations.firstKey(), false)
                .keySet()
                .forEach(nanos ->
                        all.add("from %s on, a start ran by another configuration; what is simulated follows it"
                                .formatted(Moment.utc(nanos))));
        return List.copyOf(all);
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
