package smc.engine.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import smc.engine.event.MarketEvent;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalReader;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;

/**
 * The candles of one instrument as a journal has them, by its own rows: those told by starts, the venue's own of later intervals, and where the venue had
 * none those made of trades. Any thread; one use.
 */
final class HeldCandles implements FrameListener {
    private final int instrumentId;
    private final long untilSequence;
    private final FrameReader reader = new FrameReader();
    private final Told told = new Told();
    private final Said said = new Said();

    /** Told by the starts so far, by open time. */
    private NavigableMap<Long, Candle> history = new TreeMap<>();

    /** Of a start that has not told all of it yet; null otherwise. */
    private NavigableMap<Long, Candle> rebuilt;

    /** Behind the history: the venue's own, and those made of trades. */
    private final NavigableMap<Long, Candle> official = new TreeMap<>();

    private final NavigableMap<Long, Candle> built = new TreeMap<>();
    private boolean isDone;

    private HeldCandles(int instrumentId, long untilSequence) {
        this.instrumentId = instrumentId;
        this.untilSequence = untilSequence;
    }

    /**
     * Reads a journal.
     *
     * @param journal from its first frame on
     * @param untilSequence the first frame that no longer counts
     * @param held of the engine
     * @return its candles up to the last that is held, oldest first; where the journal's beginning was taken away, those that are left
     */
    static List<Candle> read(JournalReader journal, int instrumentId, long untilSequence, HistoryMark held) {
        var candles = new HeldCandles(instrumentId, untilSequence);
        while (!candles.isDone && journal.poll(candles) > 0) {
            // each frame is taken as it comes
        }
        var all = new TreeMap<>(candles.built);
        all.putAll(candles.official);
        all.putAll(candles.history);
        return new ArrayList<>(all.headMap(held.lastNanos(), true).values());
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        isDone |= Frame.sequence(buffer, offset) >= untilSequence;
        if (!isDone && (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
    }

    private final class Told extends NoInputs {
        @Override
        public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
            rebuilt = null;
        }

        @Override
        public void onHistoryHeld(int id, HistoryMark held) {
            if (id == instrumentId) {
                rebuilt = new TreeMap<>(built);
                rebuilt.putAll(official);
                rebuilt.putAll(history);
                rebuilt.tailMap(held.lastNanos(), false).clear();
            }
        }

        @Override
        public void onHistoryCandle(int id, Candle candle) {
            if (id == instrumentId) {
                rebuilt = rebuilt == null ? new TreeMap<>() : rebuilt;
                rebuilt.put(candle.openTimeNanos(), candle);
            }
        }

        @Override
        public void onHistoryEnded(int id, long anchorNanos, long candles) {
            if (id == instrumentId && rebuilt != null && !rebuilt.isEmpty()) {
                history = rebuilt;
                rebuilt = null;
                official.headMap(history.lastKey(), true).clear();
                built.headMap(history.lastKey(), true).clear();
            }
        }

        @Override
        public void onOfficialCandle(int id, Candle candle) {
            if (id == instrumentId) {
                official.putIfAbsent(candle.openTimeNanos(), candle);
            }
        }
    }

    private final class Said extends NoEffects {
        @Override
        public void seen(MarketEvent event) {
            if (event instanceof CandleClosed closed && closed.instrumentId() == instrumentId) {
                built.put(closed.candle().openTimeNanos(), closed.candle());
            }
        }
    }
}
