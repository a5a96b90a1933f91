package smc.ops.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.config.ConfigException;
import smc.engine.event.codec.FrameReader;
import smc.engine.record.KeptConfigurations;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * How things stood after the frame of the newest snapshot before a moment: whoever asks about that moment folds only what came after. One that its
 * frame in the journal does not confirm is passed over, since all frames come to the same.
 *
 * @param view up to date with that frame
 */
record NearestSnapshot(Snapshot.Header header, EngineView view) {
    /** Empty if there is none that can be used: then one begins with the first frame. */
    static Optional<NearestSnapshot> before(Path data, Moment until, KeptConfigurations kept) {
        try {
            for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
                Optional<NearestSnapshot> found = of(data, entry, until, kept);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException _) {
            // As if there were none.
        }
        return Optional.empty();
    }

    private static Optional<NearestSnapshot> of(
            Path data, SnapshotFolder.Entry entry, Moment until, KeptConfigurations kept) {
        try {
            Snapshot.Header header = SnapshotFile.header(entry.file());
            if (!until.isAfter(header.sequence(), header.atNanos()) || !isConfirmed(data, header)) {
                return Optional.empty();
            }
            var view = new EngineView(kept.apply(header.configuration()), kept);
            view.restore(StateTree.of(SnapshotFile.read(entry.file()).view()));
            return Optional.of(new NearestSnapshot(header, view));
        } catch (IOException | StateException | JournalException | ConfigException _) {
            return Optional.empty();
        }
    }

    /** Whether the frame of a snapshot says that it was taken, and what it amounts to. */
    static boolean isConfirmed(Path data, Snapshot.Header header) {
        var confirmation = new Confirmation(header);
        try (var journal = ChronicleReader.open(data, header.sequence(), header.place())) {
            journal.poll(confirmation);
        }
        return confirmation.isConfirmed;
    }

    /** Looks at the frame of the snapshot alone. */
    private static final class Confirmation extends NoEffects implements FrameListener {
        private final Snapshot.Header header;
        private boolean isConfirmed;

        private Confirmation(Snapshot.Header header) {
            this.header = header;
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            if (Frame.sequence(buffer, offset) == header.sequence()) {
                new FrameReader().readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, this);
            }
        }

        @Override
        public void snapshotTaken(long hash) {
            isConfirmed = hash == header.hash();
        }
    }
}
