package smc.ops.journal.snapshot;

import java.io.IOException;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.snapshot.ViewSnapshot;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.Journal;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.state.StateCopy;

/** Keeps snapshots of a view that a reader folds, while it folds far. The reader's thread. */
public final class ViewKeeper {
    private final SnapshotCache cache;
    private final EngineView view;
    private final Folding told;
    private final StateCopy copy = new StateCopy();
    private long frames;
    private boolean isBegun;
    private boolean isGivenUp;

    /** @param view has folded a frame when it is told here that it passed */
    public ViewKeeper(SnapshotCache cache, EngineView view, Folding told) {
        this.cache = cache;
        this.view = view;
        this.told = told;
    }

    /**
     * A frame was folded.
     *
     * @param journal that is handing it over
     */
    public void passed(DirectBuffer buffer, int offset, int length, ChronicleReader journal) {
        frames++;
        long sequence = Frame.sequence(buffer, offset);
        // Not right behind the snapshot that reading began at: then that one is near enough.
        if (cache.isPlace(sequence) && 2 * frames > cache.framesApart(sequence) && !isGivenUp) {
            Optional<Journal.Place> place = journal.lastBatch();
            if (place.isPresent() && view.configHash() != 0) {
                keep(place.get(), ViewSnapshot.sha256(buffer, offset, length));
            }
        }
    }

    private void keep(Journal.Place place, String frameSha256) {
        if (!isBegun) {
            isBegun = true;
            told.begun(cache.folder());
        }
        view.copyTo(copy);
        var header = new ViewSnapshot.Header(
                view.sequence(), view.atNanos(), frameSha256, Program.MAKER, view.configHash(), place);
        try {
            cache.keep(new ViewSnapshot(header, copy));
            told.reached(view.sequence(), view.atNanos());
        } catch (IOException e) {
            isGivenUp = true;
            told.notKept(e.getMessage());
        }
    }
}
