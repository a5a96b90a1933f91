package smc.ops.journal.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import smc.engine.snapshot.SnapshotFolder;
import smc.strategy.state.StateException;

/**
 * The snapshots of a data folder before a moment, newest first: the engine's own and those of readers. Only the headers that are looked at are read. One
 * use.
 */
public final class ViewStarts {
    /** Oldest first; those that were found to be of no use are gone. */
    private final List<File> files;

    private final Until until;
    private boolean isSearched;
    private int next;

    private record File(long sequence, Path path, boolean isEngines) {}

    private ViewStarts(List<File> files, Until until) {
        this.files = files;
        this.until = until;
    }

    /** Those of a data folder and of a cache; none if they cannot be listed. */
    public static ViewStarts before(Path data, SnapshotCache cache, Until until) {
        var files = new ArrayList<File>();
        try {
            for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
                files.add(new File(entry.sequence(), entry.file(), true));
            }
            for (SnapshotFolder.Entry entry : cache.newestFirst()) {
                files.add(new File(entry.sequence(), entry.file(), false));
            }
        } catch (IOException _) {
            files.clear(); // All frames come to the same.
        }
        files.sort(Comparator.comparingLong(File::sequence));
        return new ViewStarts(files, until);
    }

    /** The next older one that can be read; empty behind the oldest. It is still to be held against its frame. */
    public Optional<ViewStart> next() {
        if (!isSearched) {
            isSearched = true;
            next = lastBefore();
        }
        while (next >= 0) {
            Optional<ViewStart> read = read(files.get(next));
            next--;
            if (read.isPresent()
                    && until.isAfter(read.get().sequence(), read.get().atNanos())) {
                return read;
            }
        }
        return Optional.empty();
    }

    /** Sequences and times grow together, so that few need to be looked at. */
    private int lastBefore() {
        int low = 0;
        int high = files.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Optional<ViewStart> read = read(files.get(middle));
            if (read.isEmpty()) {
                files.remove(middle);
                high--;
            } else if (until.isAfter(read.get().sequence(), read.get().atNanos())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Optional<ViewStart> read(File file) {
        try {
            return Optional.of(file.isEngines ? ViewStart.ofEngine(file.path) : ViewStart.ofReader(file.path));
        } catch (StateException _) {
            return Optional.empty();
        }
    }
}
