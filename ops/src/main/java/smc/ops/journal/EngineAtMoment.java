package smc.ops.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smc.engine.config.Configuration;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.journal.snapshot.ViewKeeper;
import smc.ops.journal.snapshot.ViewStart;
import smc.ops.journal.snapshot.ViewStarts;
import smc.strategy.state.StateException;

/**
 * How the engine of a journal stood at a moment: its frames up to there, folded as a running engine folds its own. It begins at the newest snapshot
 * before that moment which its frame confirms, since all frames come to the same; where none is near, it leaves snapshots for the next who asks.
 */
public final class EngineAtMoment {
    private final Configuration configuration;
    private final EngineImage image;
    private final long stageCapE8;
    private final FramesBefore frames;

    private EngineAtMoment(Configuration configuration, EngineView view, FramesBefore frames) {
        this.configuration = configuration;
        image = view.image();
        stageCapE8 = view.stageCapE8();
        this.frames = frames;
    }

    /**
     * Reads the journal of a data folder.
     *
     * @param until the first frame that no longer counts
     * @param told of work that is long
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static EngineAtMoment of(Path data, Moment until, Folding told) {
        return of(data, until, SnapshotCache.of(data), told);
    }

    /** Likewise, with readers' snapshots kept otherwise. */
    public static EngineAtMoment of(Path data, Moment until, SnapshotCache cache, Folding told) {
        KeptConfigurations kept = KeptConfigurations.in(data);
        var starts = ViewStarts.before(data, cache, until::isAfter);
        for (Optional<ViewStart> start = starts.next(); start.isPresent(); start = starts.next()) {
            try {
                return from(start.get(), data, until, kept, cache, told);
            } catch (StateException _) {
                // All frames come to the same.
            }
        }
        return whole(data, until, cache, told);
    }

    /**
     * Makes all snapshots that readers would keep of a journal: from its first frame on, or, where its beginning was taken away, from the oldest snapshot
     * that can be used.
     *
     * @param told of each
     * @throws smc.journal.JournalException if it cannot be read, or there is nothing to begin with
     */
    public static void keepAll(Path data, Folding told) {
        SnapshotCache cache = SnapshotCache.of(data);
        if (JournalFolder.firstSequence(data) != 1) {
            KeptConfigurations kept = KeptConfigurations.in(data);
            var all = new ArrayList<ViewStart>();
            var starts = ViewStarts.before(data, cache, Moment.END::isAfter);
            for (Optional<ViewStart> start = starts.next(); start.isPresent(); start = starts.next()) {
                all.add(start.get());
            }
            for (ViewStart oldest : all.reversed()) {
                try {
                    from(oldest, data, Moment.END, kept, cache, told);
                    return;
                } catch (StateException _) {
                    // The next one.
                }
            }
        }
        whole(data, Moment.END, cache, told);
    }

    /** @throws StateException if its frame does not confirm the snapshot, or this program cannot go on from it */
    private static EngineAtMoment from(
            ViewStart start, Path data, Moment until, KeptConfigurations kept, SnapshotCache cache, Folding told) {
        EngineView view = start.view(kept);
        var keeper = new ViewKeeper(cache, view, told);
        FramesBefore frames = FramesBefore.read(data, until, start, folding(view, keeper));
        return new EngineAtMoment(kept.configuration(view.configHash()), view, frames);
    }

    private static EngineAtMoment whole(Path data, Moment until, SnapshotCache cache, Folding told) {
        Configuration first = Starts.configuration(data);
        KeptConfigurations kept = KeptConfigurations.in(data);
        var view = new EngineView(KeptConfigurations.settings(first), kept);
        var keeper = new ViewKeeper(cache, view, told);
        FramesBefore frames = FramesBefore.read(data, until, folding(view, keeper));
        return new EngineAtMoment(view.configHash() == 0 ? first : kept.configuration(view.configHash()), view, frames);
    }

    private static FramesBefore.Taker folding(EngineView view, ViewKeeper keeper) {
        return (buffer, offset, length, journal) -> {
            view.onFrame(buffer, offset, length);
            keeper.passed(buffer, offset, length, journal);
        };
    }

    /** By which the engine ran then: of its last start before. */
    public Configuration configuration() {
        return configuration;
    }

    /** After the last frame that counts; its sequence is 0 if there is none. */
    public EngineImage image() {
        return image;
    }

    /** The most that could be traded with by account and symbol, 1e-8 USD; 0 for all of it. */
    public long stageCapE8() {
        return stageCapE8;
    }

    /** What must be said beside it: losses that were accepted, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return frames.remarks();
    }

    /** Whether there are frames that no longer count. */
    public boolean hasMore() {
        return frames.hasMore();
    }

    /** Time of the journal's first frame, epoch nanoseconds. */
    public long firstNanos() {
        return frames.firstNanos();
    }
}
