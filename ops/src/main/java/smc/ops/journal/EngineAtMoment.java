package smc.ops.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import smc.engine.config.Configuration;
import smc.engine.record.KeptConfigurations;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;

/** How the engine of a journal stood at a moment: its frames up to there, folded as a running engine folds its own. */
public final class EngineAtMoment {
    private final Configuration configuration;
    private final EngineImage image;
    private final FramesBefore frames;

    private EngineAtMoment(Configuration configuration, EngineImage image, FramesBefore frames) {
        this.configuration = configuration;
        this.image = image;
        this.frames = frames;
    }

    /**
     * Reads the journal of a data folder.
     *
     * @param until the first frame that no longer counts
     * @throws smc.journal.DamageException if frames before that moment cannot be read any more
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static EngineAtMoment of(Path data, Moment until) {
        Configuration first = Starts.configuration(data);
        KeptConfigurations kept = KeptConfigurations.in(data);
        Optional<NearestSnapshot> nearest = NearestSnapshot.before(data, until, kept);
        EngineView view = nearest.map(NearestSnapshot::view)
                .orElseGet(() -> new EngineView(KeptConfigurations.settings(first), kept));
        FramesBefore frames = nearest.isPresent()
                ? FramesBefore.read(data, until, nearest.get().header(), view)
                : FramesBefore.read(data, until, view);
        return new EngineAtMoment(
                view.configHash() == 0 ? first : kept.configuration(view.configHash()), view.image(), frames);
    }

    /** By which the engine ran then: of its last start before. */
    public Configuration configuration() {
        return configuration;
    }

    /** After the last frame that counts; its sequence is 0 if there is none. */
    public EngineImage image() {
        return image;
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
