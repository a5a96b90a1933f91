package smc.ops.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.HistoryCandleInput;
import smc.engine.event.codec.TradeInput;
import smc.engine.outcome.RunRecord;
import smc.execution.desk.Mode;
import smc.execution.order.OrderRequest;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.result.BacktestResult;

/** What a recording came to up to a moment: its effects, put together by the record that a backtest keeps. */
public final class JournalResult implements FrameListener {
    private final String build;
    private final Configuration configuration;
    private final RecordedMarket market;
    private final Backtest backtest;
    private final Moment until;
    private final FrameReader reader = new FrameReader();
    private final RunRecord record;
    private final Map<Integer, TradeInput> lastTrades = new HashMap<>();
    private final JournalRemarks remarks = new JournalRemarks();
    private long firstNanos;
    private long lastSequence;
    private long lastNanos;
    private boolean isDone;

    private JournalResult(
            String build, Configuration configuration, RecordedMarket market, long fromNanos, Moment until) {
        this.build = build;
        this.configuration = configuration;
        this.market = market;
        this.until = until;
        backtest = Backtest.of(
                configuration,
                configuration.engine().symbols(),
                EnumSet.allOf(Mode.class),
                market.venue(),
                fromNanos,
                Long.MAX_VALUE);
        record = new RunRecord(backtest, new Clock());
    }

    /** The configuration that a journal was written by: of its first start. */
    public static Configuration configuration(Path data) {
        return Starts.configuration(data);
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
        boolean isDescribed = liveFromNanos == 0 || Files.exists(data.resolve(RecordedMarket.FILE));
        RecordedMarket market = isDescribed
                ? RecordedMarket.in(data)
                : RecordedMarket.unknown(configuration.engine().symbols());
        var result = new JournalResult(build, configuration, market, liveFromNanos, until);
        try (var journal = ChronicleReader.open(data, 1)) {
            while (!result.isDone && journal.poll(result) > 0) {
                // each frame is taken as it comes
            }
            journal.end().ifPresent(end -> result.remarks.onEnd(data, end));
        }
        return result;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        if (firstNanos == 0) {
            firstNanos = Frame.atNanos(buffer, offset);
        }
        isDone |= !until.isAfter(sequence, Frame.atNanos(buffer, offset));
        if (isDone) {
            return;
        }
        remarks.onFrame(buffer, offset, length);
        lastSequence = sequence;
        lastNanos = Frame.atNanos(buffer, offset);
        int content = offset + Frame.HEADER_LENGTH;
        TradeInput.of(buffer, content, length - Frame.HEADER_LENGTH)
                .ifPresent(trade -> lastTrades.put(trade.instrumentId(), trade));
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            HistoryCandleInput.of(buffer, content, length - Frame.HEADER_LENGTH)
                    .ifPresent(read -> record.venueCandle(read.instrumentId(), read.candle()));
            reader.readEffects(buffer, content, length - Frame.HEADER_LENGTH, record);
        }
    }

    /** As a backtest leaves it. */
    public BacktestResult result() {
        return new BacktestResult(
                build,
                configuration,
                BacktestResult.accounts(configuration, EnumSet.allOf(Mode.class), backtest),
                market.symbols(),
                market.fills(),
                market.venue(),
                record);
    }

    /** What must be said beside the result: losses that were accepted, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return remarks.all();
    }

    /** Price of the last trade of an instrument, in 1e-8 USD; empty if there was none. */
    OptionalLong lastPriceE8(int instrumentId) {
        TradeInput trade = lastTrades.get(instrumentId);
        return trade == null ? OptionalLong.empty() : OptionalLong.of(trade.priceE8());
    }

    /** Time of that trade, epoch nanoseconds; empty likewise. */
    OptionalLong lastPriceNanos(int instrumentId) {
        TradeInput trade = lastTrades.get(instrumentId);
        return trade == null ? OptionalLong.empty() : OptionalLong.of(trade.venueNanos());
    }

    /** Whether there are frames that no longer count. */
    public boolean hasMore() {
        return isDone;
    }

    /** Time of the journal's first frame, epoch nanoseconds. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Of the last frame that counts; 0 if there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Time of the last frame that counts, epoch nanoseconds; 0 if there is none. */
    public long lastNanos() {
        return lastNanos;
    }

    /** The venue has answered already, in the frames that follow: only the time is wanted. */
    private final class Clock implements VenuePort {
        @Override
        public long nowNanos() {
            return lastNanos;
        }

        @Override
        public void request(OrderRequest request) {
            // Sent when it was recorded.
        }
    }
}
