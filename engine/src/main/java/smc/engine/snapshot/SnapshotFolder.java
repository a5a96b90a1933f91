package smc.engine.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import smc.feed.file.OutputFile;
import smc.journal.Journal;
import smc.strategy.state.StateException;

/**
 * The snapshots of a data folder, a file each, named by the sequence of its frame.
 *
 * @param path made when something is written
 */
public record SnapshotFolder(Path path) {
    /** Its name in a data folder. */
    public static final String NAME = "snapshots";

    private static final Pattern FILE = Pattern.compile("(\\d{1,18})\\.json");

    /** The latest are kept, whatever their age. */
    private static final int LATEST_KEPT = 3;

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long HOURLY_KEPT_NANOS = 48 * HOUR_NANOS;

    /** That of a data folder. */
    public static SnapshotFolder of(Path data) {
        return new SnapshotFolder(data.resolve(NAME));
    }

    /** A file, and the sequence in its name. */
    public record Entry(long sequence, Path file) {}

    /** Where one of a frame is, or would be. */
    public Path file(long sequence) {
        return path.resolve(sequence + ".json");
    }

    /** Newest first; empty if there is no folder. Files of other names are passed over. */
    public List<Entry> newestFirst() throws IOException {
        var entries = new ArrayList<Entry>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    entries.add(new Entry(Long.parseLong(name.group(1)), file));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
        entries.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return List.copyOf(entries);
    }

    /** Where in the journal the newest one is that can be read so far; a start need not read what is before. */
    public Optional<Journal.Place> newestPlace() throws IOException {
        for (Entry entry : newestFirst()) {
            try {
                return Optional.of(SnapshotFile.header(entry.file()).place());
            } catch (StateException | IOException _) {
                // Said by whoever would start from it.
            }
        }
        return Optional.empty();
    }

    /**
     * Deletes those that nobody needs: kept are the last three, one an hour for 48 hours, one a day for as long as the journal goes back. Ages
     * are counted from the newest, in the time of the frames. What cannot be read is kept: somebody has to look.
     *
     * @param journalFrom sequence of the journal's first frame
     * @return how many were deleted
     */
    public int prune(long journalFrom) throws IOException {
        removeUnfinished();
        List<Entry> entries = newestFirst();
        Set<Long> hours = new HashSet<>();
        Set<Long> days = new HashSet<>();
        long newestNanos = Long.MIN_VALUE;
        int deleted = 0;
        int read = 0;
        for (Entry entry : entries) {
            long atNanos;
            try {
                atNanos = SnapshotFile.header(entry.file()).atNanos();
            } catch (StateException | IOException _) {
                continue;
            }
            newestNanos = Math.max(newestNanos, atNanos);
            boolean isRecent = newestNanos - atNanos <= HOURLY_KEPT_NANOS;
            boolean isKept = read++ < LATEST_KEPT;
            // The newest of an hour, and of a day: entries come newest first.
            isKept |= hours.add(Math.floorDiv(atNanos, HOUR_NANOS)) && isRecent;
            isKept |= days.add(Math.floorDiv(atNanos, DAY_NANOS)) && entry.sequence() >= journalFrom;
            if (!isKept) {
                Files.deleteIfExists(entry.file());
                deleted++;
            }
        }
        return deleted;
    }

    /** What processes were writing aside when they were killed. */
    private void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                if (OutputFile.isUnfinished(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
