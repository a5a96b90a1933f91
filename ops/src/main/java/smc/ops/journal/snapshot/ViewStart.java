package smc.ops.journal.snapshot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.agrona.DirectBuffer;
import smc.engine.config.ConfigException;
import smc.engine.record.KeptConfigurations;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFrame;
import smc.engine.snapshot.ViewFile;
import smc.engine.snapshot.ViewSnapshot;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/** A snapshot on disk at which a reader may begin, once it has held the snapshot's frame against it. */
public sealed interface ViewStart {
    Path file();

    long sequence();

    /** Time of its frame, epoch nanoseconds. */
    long atNanos();

    /** Where the batch of its frame begins. */
    Journal.Place place();

    /**
     * As things stood after its frame.
     *
     * @throws StateException if it was changed, or cannot be gone on from by this program
     */
    EngineView view(KeptConfigurations kept);

    /** Takes its frame, the first of all, and hands on those behind; that fails with a {@link StateException} if the frame is another. */
    FrameListener checked(FrameListener onward);

    /**
     * Opens the journal at its frame.
     *
     * @throws StateException if there is no such place any more
     */
    default ChronicleReader open(Path data) {
        try {
            return ChronicleReader.open(data, sequence(), place());
        } catch (JournalException e) {
            throw new StateException(e.getMessage());
        }
    }

    /**
     * Reads its frame.
     *
     * @throws StateException if that does not confirm it
     */
    default void requireFrame(Path data) {
        try (ChronicleReader journal = open(data)) {
            if (journal.poll(checked((_, _, _) -> {})) == 0) {
                throw new StateException("expected its frame in the journal, which ends before it");
            }
        } catch (JournalException e) {
            throw new StateException(e.getMessage());
        }
    }

    /**
     * One in {@code snapshots/}.
     *
     * @throws StateException if it cannot be read
     */
    static ViewStart ofEngine(Path file) {
        return reading(file, () -> new OfEngine(file, SnapshotFile.header(file)));
    }

    /**
     * One in a cache.
     *
     * @throws StateException if it cannot be read, or another program has made it
     */
    static ViewStart ofReader(Path file) {
        ViewSnapshot.Header header = reading(file, () -> ViewFile.header(file));
        if (!header.maker().equals(Program.MAKER)) {
            throw new StateException("another program has made it, "
                    + Frame.buildText(header.maker().build()));
        }
        return new OfReader(file, header);
    }

    /** Reads a file. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException _) {
            throw new StateException("expected " + file + ", it was deleted");
        } catch (IOException e) {
            throw new StateException("expected to read " + file + ": " + e.getMessage());
        }
    }

    private static EngineView view(StateCopy view, long configuration, KeptConfigurations kept) {
        try {
            var restored = new EngineView(kept.apply(configuration), kept);
            restored.restore(StateTree.of(view));
            return restored;
        } catch (ConfigException | JournalException e) {
            throw new StateException("expected configuration %016x: %s".formatted(configuration, e.getMessage()));
        }
    }

    /** The engine's own. */
    record OfEngine(Path file, Snapshot.Header header) implements ViewStart {
        @Override
        public long sequence() {
            return header.sequence();
        }

        @Override
        public long atNanos() {
            return header.atNanos();
        }

        @Override
        public Journal.Place place() {
            return header.place();
        }

        @Override
        public EngineView view(KeptConfigurations kept) {
            return ViewStart.view(reading(file, () -> SnapshotFile.read(file)).view(), header.configuration(), kept);
        }

        @Override
        public FrameListener checked(FrameListener onward) {
            return new SnapshotFrame(header, onward);
        }
    }

    /** One that a reader has made. */
    record OfReader(Path file, ViewSnapshot.Header header) implements ViewStart {
        @Override
        public long sequence() {
            return header.sequence();
        }

        @Override
        public long atNanos() {
            return header.atNanos();
        }

        @Override
        public Journal.Place place() {
            return header.place();
        }

        /** Where a journal is cut another epoch goes on: so one that lies behind a cut is found out by its epoch, whatever its frame says. */
        @Override
        public ChronicleReader open(Path data) {
            OptionalInt epoch = JournalFolder.epochOf(data, header.sequence());
            if (!epoch.equals(OptionalInt.of(header.place().epoch()))) {
                throw new StateException("expected its frame in epoch %d, it is in %s"
                        .formatted(header.place().epoch(), epoch.isEmpty() ? "none" : epoch.getAsInt()));
            }
            return ViewStart.super.open(data);
        }

        @Override
        public EngineView view(KeptConfigurations kept) {
            StateCopy view = reading(file, () -> ViewFile.read(file)).view();
            SnapshotCache.used(file);
            return ViewStart.view(view, header.configuration(), kept);
        }

        @Override
        public FrameListener checked(FrameListener onward) {
            return new FrameListener() {
                private boolean isPassed;

                @Override
                public void onFrame(DirectBuffer buffer, int offset, int length) {
                    if (isPassed) {
                        onward.onFrame(buffer, offset, length);
                        return;
                    }
                    isPassed = true;
                    long sequence = Frame.sequence(buffer, offset);
                    if (sequence != header.sequence()
                            || !ViewSnapshot.sha256(buffer, offset, length).equals(header.frameSha256())) {
                        throw new StateException(
                                "expected the frame of sequence %d with SHA-256 %s, sequence %d is another"
                                        .formatted(header.sequence(), header.frameSha256(), sequence));
                    }
                }
            };
        }
    }
}
