package smc.ops.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import smc.engine.backtest.Backtest;
import smc.engine.config.Configuration;
import smc.engine.event.codec.EngineStart;
import smc.engine.event.codec.FrameReader;
import smc.engine.outcome.RunRecord;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.NoInputs;
import smc.execution.desk.Mode;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.ops.result.BacktestResult;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/** What a recording came to up to a moment: its effects, put together by the record that a backtest keeps. */
public final class JournalResult implements FrameListener {
    private final String build;
    private final KeptConfigurations kept;
    private final RecordedMarket market;
    private final long fromNanos;
    private final FrameReader reader = new FrameReader();
    private final RunRecord record;
    private final List<Long> depositsE8;
    private final VenueCandles venueCandles = new VenueCandles();
    private Configuration configuration;
    private List<String> remarks = List.of();
    private long atNanos;

    private JournalResult(
            String build, Configuration first, KeptConfigurations kept, RecordedMarket market, long fromNanos) {
        this.build = build;
        configuration = first;
        this.kept = kept;
        this.market = market;
        this.fromNanos = fromNanos;
        Backtest backtest = backtest(first);
        depositsE8 = backtest.depositsE8();
        // Requests have been answered already, in the frames that follow.
        record = new RunRecord(backtest, () -> atNanos, _ -> {});
    }

    private Backtest backtest(Configuration of) {
        return Backtest.of(
                of, of.engine().symbols(), EnumSet.allOf(Mode.class), market.venue(), fromNanos, Long.MAX_VALUE);
    }

    /** The configuration that a journal was begun by. */
    public static Configuration configuration(Path data) {
        return Starts.configuration(data);
    }

    /** The configuration of each start that is still there, by the sequence of its first frame; at least one. */
    public static NavigableMap<Long, Configuration> configurations(Path data) {
        return Starts.configurations(data);
    }

    /** When a live engine first began, epoch nanoseconds; 0 for a recording, which trades from its beginning. */
    public static long liveFromNanos(Path data) {
        return Starts.liveFromNanos(data);
    }

    /**
     * Reads the journal of a recording.
     *
     * @param build version of the program that reads, as results name it
     * @param until the first frame that no longer counts
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws JournalException if it cannot be read
     * @throws IOException if what was recorded is not known
     */
    public static JournalResult of(Path data, String build, Moment until) throws IOException {
        Configuration configuration = Starts.configuration(data);
        long liveFromNanos = Starts.liveFromNanos(data);
        RecordedMarket market = RecordedMarket.of(data, configuration);
        var result = new JournalResult(build, configuration, KeptConfigurations.in(data), market, liveFromNanos);
        result.remarks = FramesBefore.read(data, until, result).remarks();
        return result;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        atNanos = Frame.atNanos(buffer, offset);
        int content = offset + Frame.HEADER_LENGTH;
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            EngineStart.of(buffer, content, length - Frame.HEADER_LENGTH)
                    .ifPresent(start -> goOnUnder(kept.configuration(start.configHash())));
            reader.read(buffer, content, length - Frame.HEADER_LENGTH, venueCandles, record);
        }
    }

    private void goOnUnder(Configuration next) {
        if (!next.hash().equals(configuration.hash())) {
            configuration = next;
            record.goOnUnder(backtest(next));
        }
    }

    /** As a backtest leaves it: the capital at the start is that of the first start, the configuration that of the last. */
    public BacktestResult result() {
        List<BacktestResult.Account> accounts =
                BacktestResult.accounts(configuration, EnumSet.allOf(Mode.class), depositsE8);
        return new BacktestResult(
                build, configuration, accounts, market.symbols(), market.fills(), market.venue(), record);
    }

    /** A start tells the venue's candles, or that those told while the engine ran are still the venue's. */
    private final class VenueCandles extends NoInputs {
        /** By instrument and open time. */
        private final Map<Integer, NavigableMap<Long, Candle>> toldMeanwhile = new HashMap<>();

        @Override
        public void onOfficialCandle(int instrumentId, Candle candle) {
            of(instrumentId).put(candle.openTimeNanos(), candle);
        }

        @Override
        public void onHistoryHeld(int instrumentId, HistoryMark held) {
            Map<Long, Candle> confirmed = of(instrumentId).headMap(held.lastNanos(), true);
            confirmed.values().forEach(candle -> record.venueCandle(instrumentId, candle));
            confirmed.clear();
        }

        @Override
        public void onHistoryCandle(int instrumentId, Candle candle) {
            of(instrumentId).remove(candle.openTimeNanos());
            record.venueCandle(instrumentId, candle);
        }

        private NavigableMap<Long, Candle> of(int instrumentId) {
            return toldMeanwhile.computeIfAbsent(instrumentId, _ -> new TreeMap<>());
        }
    }

    /** What must be said beside the result: losses that were accepted, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return remarks;
    }
}
