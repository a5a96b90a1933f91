package smc.ops.journal.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.EngineStart;
import smc.engine.record.DataFolder;
import smc.engine.record.KeptConfigurations;
import smc.feed.file.OutputFile;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.Moment;

/** Makes a bundle of a moment of a data folder, which may be in use. The same moment always makes the same bytes. */
public final class BundleWriter {
    /** In bytes; a larger one is refused. */
    public static final long LENGTH_MAX = 50_000_000;

    /** Part of the format of a zip; it says nothing of the journal, so it is always the same. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Secrets secrets;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final Limited bytes;
    private final ZipOutputStream zip;

    private BundleWriter(Secrets secrets, long lengthMax) {
        this.secrets = secrets;
        bytes = new Limited(lengthMax);
        zip = new ZipOutputStream(bytes);
    }

    /**
     * What was made.
     *
     * @param bytes length of the file
     * @param remarks snapshots that were not used, and why, in words
     */
    public record Made(Manifest manifest, long bytes, List<String> remarks) {}

    /**
     * Writes it, whole or not at all.
     *
     * @param before how much of the time before the moment is in it at least, as far as there is any
     * @param secrets refused if one of them would be in it
     * @param lengthMax of the file, in bytes; {@link #LENGTH_MAX} but for tests
     * @throws OutsideException if the moment is not in the journal
     * @throws BundleException if it would become too long, or there is nothing to begin with
     * @throws smc.engine.config.ConfigException if a configuration that it needs is not kept any more
     * @throws JournalException if the journal cannot be read
     */
    public static Made write(
            Path data,
            Moment moment,
            Duration before,
            Manifest.Origin origin,
            Secrets secrets,
            long lengthMax,
            Path out)
            throws IOException {
        Beginning.End end = Beginning.end(data, moment);
        KeptConfigurations kept = KeptConfigurations.in(data);
        long fromNanos = end.last().atNanos() - TimeUnit.SECONDS.toNanos(before.toSeconds());
        Beginning beginning = Beginning.at(data, fromNanos, end.last().sequence(), kept);
        var writer = new BundleWriter(secrets, lengthMax);
        Manifest manifest = writer.fill(data, moment, end, beginning, origin, kept);
        long length = writer.bytes.length;
        if (length > lengthMax) {
            throw new BundleException(
                    "expected a bundle of at most %,d bytes, it would have %,d: %,d frames from %s of %s on, %s; a shorter --before may begin with a later one"
                            .formatted(
                                    lengthMax,
                                    length,
                                    manifest.frames(),
                                    manifest.snapshot().isPresent() ? "the snapshot" : "the first frame",
                                    Moment.utc(manifest.first().atNanos()),
                                    manifest.snapshot().isPresent()
                                            ? "the newest up to " + Moment.utc(fromNanos)
                                            : "since there is no snapshot up to " + Moment.utc(fromNanos)));
        }
        OutputFile.write(out, writer.bytes.toByteArray());
        return new Made(manifest, length, beginning.remarks());
    }

    private Manifest fill(
            Path data,
            Moment moment,
            Beginning.End end,
            Beginning beginning,
            Manifest.Origin origin,
            KeptConfigurations kept)
            throws IOException {
        var configurations = new TreeSet<Long>(Long::compareUnsigned);
        OptionalLong snapshot = OptionalLong.empty();
        if (beginning.snapshot().isPresent()) {
            Beginning.Taken taken = beginning.snapshot().get();
            snapshot = OptionalLong.of(taken.header().sequence());
            configurations.add(taken.header().configuration());
            add(Entries.SNAPSHOT, taken.bytes());
        }
        Taker frames = addFrames(data, beginning, end);
        configurations.addAll(frames.configurations);
        var folder = new DataFolder(data);
        for (long number : configurations) {
            kept.configuration(number); // refused if it is not what it was
            add(Entries.configuration(number), Files.readAllBytes(folder.configurationFile(number)));
        }
        long asOfNanos = end.hasMore() && moment instanceof Moment.AtTime(long nanos)
                ? nanos
                : end.last().atNanos();
        var manifest = new Manifest(
                origin,
                moment.toString(),
                asOfNanos,
                snapshot,
                frames.first,
                end.last(),
                frames.frames,
                List.copyOf(entries));
        byte[] json = manifest.toJson();
        add(Entries.MANIFEST, json);
        add(Entries.SEAL, Entries.seal(json).getBytes(StandardCharsets.UTF_8));
        zip.close();
        return manifest;
    }

    private Taker addFrames(Path data, Beginning beginning, Beginning.End end) throws IOException {
        begin(Entries.FRAMES);
        var taker = new Taker(end.last().sequence());
        try (JournalReader journal = beginning
                .snapshot()
                .map(Beginning.Taken::header)
                .map(header -> ChronicleReader.open(data, header.sequence(), header.place()))
                .orElseGet(() -> ChronicleReader.open(data, 1))) {
            while (!taker.isDone && journal.poll(taker) > 0) {
                // each frame is taken as it comes
            }
        }
        if (!taker.isDone) {
            throw new JournalException(
                    "expected frames up to sequence " + end.last().sequence() + " again, they end before it");
        }
        zip.closeEntry();
        entries.add(new Manifest.Entry(Entries.FRAMES, taker.hash.bytes(), taker.hash.hex()));
        return taker;
    }

    private void add(String name, byte[] content) throws IOException {
        secrets.requireNone(name, content, 0, content.length);
        begin(name);
        zip.write(content);
        zip.closeEntry();
        entries.add(new Manifest.Entry(name, content.length, Sha256.of(content)));
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
    }

    /** Takes frames up to a sequence. */
    private final class Taker implements FrameListener {
        private final long lastSequence;
        private final Sha256 hash = new Sha256();
        private final TreeSet<Long> configurations = new TreeSet<>();
        private Manifest.Point first;
        private long frames;
        private boolean isDone;

        private Taker(long lastSequence) {
            this.lastSequence = lastSequence;
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            if (isDone) {
                return;
            }
            byte[] array = buffer.byteArray();
            int at = buffer.wrapAdjustment() + offset;
            secrets.requireNone(Entries.FRAMES, array, at, length);
            hash.update(array, at, length);
            try {
                zip.write(array, at, length);
            } catch (IOException e) {
                throw new IllegalStateException(e); // it goes to memory
            }
            if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
                EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                        .ifPresent(start -> configurations.add(start.configHash()));
            }
            first = first == null ? Frames.point(buffer, offset) : first;
            frames++;
            isDone = Frame.sequence(buffer, offset) == lastSequence;
        }
    }

    /** Keeps what is within the limit, and counts what is not. */
    private static final class Limited extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final long lengthMax;
        private long length;

        private Limited(long lengthMax) {
            this.lengthMax = lengthMax;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] array, int offset, int count) {
            length += count;
            if (length <= lengthMax) {
                kept.write(array, offset, count);
            }
        }

        private byte[] toByteArray() {
            return kept.toByteArray();
        }
    }
}
