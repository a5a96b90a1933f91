package smc.ops.api.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.config.Configuration;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.journal.snapshot.ViewStart;
import smc.ops.journal.snapshot.ViewStarts;
import smc.strategy.state.StateException;

/** What the frames of a journal come to, folded one after the other. One thread. */
public final class ReadingFold implements FrameListener {
    private final EngineView view;
    private final HistoryFold history;

    /** What the view knows already; 0 for nothing. */
    private final long knownSequence;

    private long sequence;
    private boolean isGivenUp;

    private ReadingFold(EngineView view, HistoryFold history, long knownSequence) {
        this.view = view;
        this.history = history;
        this.knownSequence = knownSequence;
    }

    /** Before the first frame of a journal that is not there yet. */
    static ReadingFold ofNothing(Configuration first) {
        return new ReadingFold(
                new EngineView(KeptConfigurations.settings(first)), new HistoryFold(first, _ -> first), 0);
    }

    /**
     * Before the first frame that is still there of a journal. Where frames before it were taken away, how things stood comes from a snapshot.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.JournalException if it cannot be read
     */
    static ReadingFold of(Path data, Moment until) {
        Configuration first = JournalResult.configuration(data);
        KeptConfigurations kept = KeptConfigurations.in(data);
        var history = new HistoryFold(first, kept::configuration);
        if (JournalFolder.firstSequence(data) != 1) {
            var starts = ViewStarts.before(data, SnapshotCache.of(data), until::isAfter);
            for (Optional<ViewStart> start = starts.next(); start.isPresent(); start = starts.next()) {
                try {
                    start.get().requireFrame(data);
                    return new ReadingFold(
                            start.get().view(kept), history, start.get().sequence());
                } catch (StateException _) {
                    // The one before does as well.
                }
            }
        }
        return new ReadingFold(new EngineView(KeptConfigurations.settings(first), kept), history, 0);
    }

    /**
     * Folds a journal up to a frame and no further, on the caller's thread.
     *
     * @return as of the past
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static Reading read(Path data, long untilSequence) {
        var fold = of(data, new Moment.AtSequence(untilSequence).justAfter());
        try (var reader = ChronicleReader.open(data, JournalFolder.firstSequence(data))) {
            while (fold.sequence < untilSequence
                    && reader.poll((buffer, offset, length) -> {
                                if (Frame.sequence(buffer, offset) <= untilSequence) {
                                    fold.onFrame(buffer, offset, length);
                                }
                            })
                            > 0) {
                // each frame is taken as it comes
            }
        }
        Reading reading = fold.reading(new Progress(fold.sequence, fold.sequence, true, Optional.empty()));
        return new Reading(
                reading.configuration(),
                reading.image(),
                reading.startsE8(),
                reading.stageCapE8(),
                reading.history().until(fold.sequence),
                reading.progress(),
                Map.of(),
                true);
    }

    /** By account, over all symbols: what was put in, less what the frames say was added since. */
    private List<Long> startsE8() {
        Configuration configuration = history.configuration();
        var startsE8 = new ArrayList<Long>();
        for (int account = 0; account < configuration.accounts().size(); account++) {
            long sumE8 = 0;
            for (int symbol = 0; symbol < configuration.engine().symbols().size(); symbol++) {
                sumE8 = Math.addExact(
                        sumE8, Math.subtractExact(view.depositedE8(account, symbol), history.movedE8(account, symbol)));
            }
            startsE8.add(sumE8);
        }
        return List.copyOf(startsE8);
    }

    /** A start that gives up frames goes on with another one where they were: nothing is taken from then on. */
    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long next = Frame.sequence(buffer, offset);
        isGivenUp |= sequence != 0 && next != sequence + 1;
        if (!isGivenUp) {
            sequence = next;
            if (next > knownSequence) {
                view.onFrame(buffer, offset, length);
            }
            history.onFrame(buffer, offset, length);
        }
    }

    /** Of the last frame; 0 before the first. */
    long sequence() {
        return sequence;
    }

    /** Whether it can be said how things stood. */
    boolean isKnown() {
        return sequence >= knownSequence;
    }

    /** Whether frames that were folded have been given up since. */
    boolean isGivenUp() {
        return isGivenUp;
    }

    Reading reading(Progress progress) {
        return new Reading(
                history.configuration(),
                view.image(),
                startsE8(),
                view.stageCapE8(),
                history.history(),
                progress,
                history.lastChanged(),
                false);
    }
}
