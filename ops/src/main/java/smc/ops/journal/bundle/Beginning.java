package smc.ops.journal.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.config.ConfigException;
import smc.engine.record.KeptConfigurations;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotFrame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.journal.snapshot.ViewStart;
import smc.ops.journal.snapshot.ViewStarts;
import smc.strategy.state.StateException;

/**
 * Where the frames of a bundle begin.
 *
 * @param snapshot of the first of them, held against it; empty if that is the first of the journal
 * @param remarks snapshots that were not used, and why, in words
 */
record Beginning(Optional<Taken> snapshot, List<String> remarks) {
    /**
     * One on disk.
     *
     * @param bytes of its file
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record Taken(Snapshot.Header header, byte[] bytes) {}

    /**
     * The last frame that counts.
     *
     * @param hasMore whether there is one behind it
     */
    record End(Manifest.Point last, boolean hasMore) {}

    /**
     * Looks for the last frame of a moment, from the nearest snapshot on.
     *
     * @throws OutsideException if the moment is before the first frame, or a sequence behind the last
     * @throws JournalException if the journal cannot be read
     */
    static End end(Path data, Moment moment) {
        Moment until = moment.justAfter();
        Optional<End> end = Optional.empty();
        var starts = ViewStarts.before(data, SnapshotCache.of(data), until::isAfter);
        for (Optional<ViewStart> start = starts.next(); end.isEmpty() && start.isPresent(); start = starts.next()) {
            try {
                end = end(start.get().open(data), until);
            } catch (StateException _) {
                // Said, with its reason, if it would be the one to begin with.
            }
        }
        if (end.isEmpty()) {
            end = end(ChronicleReader.open(data, JournalFolder.firstSequence(data)), until);
        }
        long last = end.map(found -> found.last().sequence())
                .orElseThrow(() -> new OutsideException(moment + " is before the first frame"));
        if (moment instanceof Moment.AtSequence(long asked) && asked > last) {
            throw new OutsideException("expected a sequence up to %d, the last, was %d".formatted(last, asked));
        }
        return end.get();
    }

    private static ChronicleReader open(Path data, Snapshot.Header header) {
        return ChronicleReader.open(data, header.sequence(), header.place());
    }

    private static Optional<End> end(ChronicleReader journal, Moment until) {
        var found = new FrameListener() {
            private Manifest.Point last;
            private boolean hasMore;

            @Override
            public void onFrame(DirectBuffer buffer, int offset, int length) {
                Manifest.Point point = Frames.point(buffer, offset);
                if (until.isAfter(point.sequence(), point.atNanos())) {
                    last = point;
                } else {
                    hasMore = true;
                }
            }
        };
        try (journal) {
            while (!found.hasMore && journal.poll(found) > 0) {
                // each frame is looked at as it comes
            }
        }
        return Optional.ofNullable(found.last).map(last -> new End(last, found.hasMore));
    }

    /**
     * The newest snapshot up to a time that is what its frame says, and that this build makes the same state of.
     *
     * @param atNanos the time, epoch nanoseconds
     * @param lastSequence of the last frame that counts; others of its time may follow
     * @throws BundleException if there is none, and the journal's first frames are gone
     */
    static Beginning at(Path data, long atNanos, long lastSequence, KeptConfigurations kept) throws IOException {
        var remarks = new ArrayList<String>();
        for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
            try {
                Snapshot.Header header = SnapshotFile.header(entry.file());
                if (header.atNanos() <= atNanos && header.sequence() <= lastSequence) {
                    return new Beginning(Optional.of(taken(data, entry, kept)), List.copyOf(remarks));
                }
            } catch (StateException | ConfigException | JournalException | NoSuchFileException e) {
                remarks.add("the snapshot of sequence %d is not used, the one before is: %s"
                        .formatted(entry.sequence(), e.getMessage()));
            }
        }
        long first = JournalFolder.firstSequence(data);
        if (first != 1) {
            throw new BundleException(
                    "expected a snapshot up to %s to begin with, there is none, and the journal begins with sequence %d"
                            .formatted(Moment.utc(atNanos), first));
        }
        return new Beginning(Optional.empty(), List.copyOf(remarks));
    }

    private static Taken taken(Path data, SnapshotFolder.Entry entry, KeptConfigurations kept) throws IOException {
        byte[] bytes = Files.readAllBytes(entry.file());
        Snapshot snapshot = SnapshotFile.read(entry.file());
        Snapshot.Header header = snapshot.header();
        try (var journal = open(data, header)) {
            SnapshotFrame.require(header, journal, (_, _, _) -> {});
        }
        RestoredCore.of(snapshot, kept);
        return new Taken(header, bytes);
    }
}
