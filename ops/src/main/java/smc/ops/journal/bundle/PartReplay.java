package smc.ops.journal.bundle;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameReader;
import smc.engine.record.KeptConfigurations;
import smc.engine.replay.Difference;
import smc.engine.replay.Replay;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.NoEffects;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.FrameComparison;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;

/**
 * A part of a journal, replayed where it lies as a bundle of it would be elsewhere: from the newest snapshot before it to the same bytes. The hash of the
 * state is an effect, so that it is compared wherever a snapshot was taken.
 *
 * @param snapshot sequence of the one gone on from; empty if that was the journal's first frame
 * @param frames that came to the same bytes; that of the snapshot, which is held against the state, is not among them
 * @param lastSequence of the last of them; 0 if there is none
 * @param hashes how often the state's hash was among what was compared
 * @param lastHash the last of these
 * @param difference the first frame in which the core concludes something else; nothing behind it is replayed
 * @param remarks snapshots that were not used, and why, in words
 */
public record PartReplay(
        OptionalLong snapshot,
        long frames,
        long lastSequence,
        long hashes,
        OptionalLong lastHash,
        Optional<Differing> difference,
        List<String> remarks) {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /**
     * A frame in which the core concludes something else.
     *
     * @param atNanos its time, epoch nanoseconds
     * @param build number of the program that wrote it
     * @param comparison recorded and replayed side by side, in lines for people
     */
    public record Differing(long sequence, long atNanos, int build, List<String> comparison) {
        private static Differing of(Difference difference) {
            var text = new StringWriter();
            FrameComparison.print(new PrintWriter(text, true), difference);
            return new Differing(
                    difference.sequence(),
                    Frame.atNanos(difference.recorded(), 0),
                    Frame.build(difference.recorded(), 0),
                    text.toString().lines().toList());
        }
    }

    /**
     * Replays a part, and on to the first hash of the state behind it, for an hour at most.
     *
     * @param fromNanos where it begins, epoch nanoseconds
     * @param toNanos the first moment that is not in it
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws BundleException if there is no snapshot before it, and the journal's first frames are gone
     * @throws smc.journal.JournalException if the journal cannot be read, or the core fails at an input that it took
     */
    public static PartReplay of(Path data, long fromNanos, long toNanos, LongConsumer progress) throws IOException {
        KeptConfigurations kept = KeptConfigurations.in(data);
        Beginning beginning = Beginning.at(data, fromNanos - 1, Long.MAX_VALUE, kept);
        Optional<Snapshot.Header> header = beginning.snapshot().map(Beginning.Taken::header);
        RestoredCore core = header.isPresent()
                ? RestoredCore.of(
                        SnapshotFile.read(
                                SnapshotFolder.of(data).file(header.get().sequence())),
                        kept)
                : RestoredCore.fresh(KeptConfigurations.settings(JournalResult.configuration(data)), kept);
        try (var part = new Part(open(data, header), toNanos)) {
            var replay = new Replay(core.core(), part);
            Optional<Difference> difference = replay.run(part, progress);
            return new PartReplay(
                    header.map(Snapshot.Header::sequence).map(OptionalLong::of).orElse(OptionalLong.empty()),
                    part.same,
                    part.sameSequence,
                    part.hashes,
                    part.lastHash,
                    difference.map(Differing::of),
                    beginning.remarks());
        }
    }

    private static JournalReader open(Path data, Optional<Snapshot.Header> header) {
        return header.isPresent()
                ? ChronicleReader.open(
                        data, header.get().sequence() + 1, header.get().place())
                : ChronicleReader.open(data, 1);
    }

    /**
     * The last frame up to a time.
     *
     * @param nanos epoch nanoseconds; {@link Long#MAX_VALUE} for the last of all
     * @return empty if the journal begins after it
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static Optional<Manifest.Point> lastFrame(Path data, long nanos) throws IOException {
        try {
            return Optional.of(Beginning.end(data, new Moment.AtTime(nanos)).last());
        } catch (OutsideException _) {
            return Optional.empty();
        }
    }

    /** The journal as far as it is wanted; and hears of each frame that came to the same. */
    private static final class Part extends NoEffects implements JournalReader, FrameListener {
        private final JournalReader journal;
        private final FrameReader reader = new FrameReader();
        private final long toNanos;
        private long same;
        private long sameSequence;
        private long atNanos;
        private long hashes;
        private OptionalLong lastHash = OptionalLong.empty();
        private boolean isOver;

        private Part(JournalReader journal, long toNanos) {
            this.journal = journal;
            this.toNanos = toNanos;
        }

        @Override
        public int poll(FrameListener listener) {
            if (isOver) {
                return 0;
            }
            long before = same;
            int frames = journal.poll((buffer, offset, length) -> {
                isOver |= Frame.atNanos(buffer, offset) >= toNanos + HOUR_NANOS;
                if (!isOver) {
                    listener.onFrame(buffer, offset, length);
                }
            });
            return isOver ? (int) (same - before) : frames;
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            same++;
            sameSequence = Frame.sequence(buffer, offset);
            atNanos = Frame.atNanos(buffer, offset);
            if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
                reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, this);
            }
        }

        @Override
        public void snapshotTaken(long hash) {
            hashes++;
            lastHash = OptionalLong.of(hash);
            isOver |= atNanos >= toNanos;
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
