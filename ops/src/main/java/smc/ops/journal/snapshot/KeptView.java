package smc.ops.journal.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.ViewFile;
import smc.engine.snapshot.ViewSnapshot;
import smc.strategy.state.StateException;

/**
 * A snapshot that a reader has made, and whether another would begin at it.
 *
 * @param sequence in its name
 * @param bytes of its file
 * @param header empty if it cannot be read
 * @param against why a reader passes over it; empty if nothing is against it
 */
public record KeptView(
        long sequence, Path file, long bytes, Optional<ViewSnapshot.Header> header, Optional<String> against) {
    /**
     * All there are, newest first.
     *
     * @throws IOException if they cannot be listed
     */
    public static List<KeptView> of(Path data) throws IOException {
        var kept = new ArrayList<KeptView>();
        for (SnapshotFolder.Entry entry : SnapshotCache.of(data).newestFirst()) {
            try {
                kept.add(of(data, entry));
            } catch (NoSuchFileException _) {
                // Deleted meanwhile, as it may be.
            }
        }
        return List.copyOf(kept);
    }

    private static KeptView of(Path data, SnapshotFolder.Entry entry) throws IOException {
        long bytes = Files.size(entry.file());
        Optional<ViewSnapshot.Header> header = Optional.empty();
        try {
            header = Optional.of(ViewFile.read(entry.file()).header());
            ViewStart.ofReader(entry.file()).requireFrame(data);
            return new KeptView(entry.sequence(), entry.file(), bytes, header, Optional.empty());
        } catch (StateException e) {
            return new KeptView(entry.sequence(), entry.file(), bytes, header, Optional.of(e.getMessage()));
        }
    }
}
