package smc.ops.journal.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.strategy.state.StateException;

/**
 * A snapshot of a data folder, and whether a start would go on from it.
 *
 * @param sequence in its name
 * @param bytes of its file
 * @param header empty if it cannot be read
 * @param against why a start passes over it; empty if nothing is against it
 */
public record KeptSnapshot(
        long sequence, Path file, long bytes, Optional<Snapshot.Header> header, Optional<String> against) {
    /**
     * All there are, newest first.
     *
     * @throws IOException if they cannot be listed
     */
    public static List<KeptSnapshot> of(Path data) throws IOException {
        var kept = new ArrayList<KeptSnapshot>();
        for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
            kept.add(of(data, entry));
        }
        return List.copyOf(kept);
    }

    private static KeptSnapshot of(Path data, SnapshotFolder.Entry entry) throws IOException {
        long bytes = Files.size(entry.file());
        try {
            Snapshot snapshot = SnapshotFile.read(entry.file());
            Optional<String> against =
                    snapshot.core().hash() != snapshot.header().hash()
                            ? Optional.of("its state has another hash than it names")
                            : against(data, entry.file());
            return new KeptSnapshot(entry.sequence(), entry.file(), bytes, Optional.of(snapshot.header()), against);
        } catch (StateException e) {
            return new KeptSnapshot(
                    entry.sequence(), entry.file(), bytes, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    private static Optional<String> against(Path data, Path file) {
        try {
            ViewStart.ofEngine(file).requireFrame(data);
            return Optional.empty();
        } catch (StateException e) {
            return Optional.of(e.getMessage());
        }
    }
}
