package smc.ops.journal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFolder;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.ops.journal.Moment;
import smc.ops.run.SeededSession;

/** Bundles of a session with outages and several starts; and what is made up, with hashes that fit, is found out by the replay. */
class BundleReplayTest {
    private static final long SEED = Long.getLong("smc.bundle.seed", 3);
    private static final Manifest.Origin ORIGIN = new Manifest.Origin("1.2.3", 1_002_003, 3, "25");

    /** Behind the last frame. */
    private static final Moment END = new Moment.AtTime(Long.MAX_VALUE);

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private static Path data;

    @BeforeAll
    static void write() throws Exception {
        data = made.resolve("data");
        SeededSession.write(data, SEED);
    }

    private Path bundle(Duration before) throws IOException {
        Path out = folder.resolve(before + ".zip");
        BundleWriter.write(data, END, before, ORIGIN, Secrets.NONE, BundleWriter.LENGTH_MAX, out);
        return out;
    }

    private static BundleReplay replay(Path bundle) throws IOException {
        try (var file = BundleFile.open(bundle)) {
            return BundleReplay.of(file, _ -> {});
        }
    }

    /** The same bundle with these frames and this snapshot, and hashes that fit. */
    private Path madeUp(Path bundle, byte[] frames, byte[] snapshot) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        Manifest manifest;
        try (var file = BundleFile.open(bundle)) {
            manifest = file.manifest();
            for (Manifest.Entry entry : manifest.entries()) {
                entries.put(entry.name(), file.bytes(entry.name()));
            }
        }
        entries.put(Entries.FRAMES, frames);
        if (snapshot.length > 0) {
            entries.put(Entries.SNAPSHOT, snapshot);
        }
        var listed = new ArrayList<Manifest.Entry>();
        entries.forEach((name, bytes) -> listed.add(new Manifest.Entry(name, bytes.length, Sha256.of(bytes))));
        byte[] json = new Manifest(
                        manifest.origin(),
                        manifest.moment(),
                        manifest.asOfNanos(),
                        manifest.snapshot(),
                        manifest.first(),
                        manifest.last(),
                        manifest.frames(),
                        listed)
                .toJson();
        entries.put(Entries.MANIFEST, json);
        entries.put(Entries.SEAL, Entries.seal(json).getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return Files.write(folder.resolve("made-up.zip"), bytes.toByteArray());
    }

    private static byte[] entry(Path bundle, String name) throws IOException {
        try (var file = BundleFile.open(bundle)) {
            return file.bytes(name);
        }
    }

    @Test
    void everyFrameOfASessionComesToTheSameBytesFromASnapshotAndFromTheFirst() throws IOException {
        Path part = bundle(Duration.ofSeconds(1));
        Path whole = bundle(Duration.ofDays(1_000));

        BundleReplay ofPart = replay(part);
        BundleReplay ofWhole = replay(whole);

        assertThat(ofPart.difference()).isEmpty();
        assertThat(ofWhole.difference()).isEmpty();
        assertThat(ofPart.image()).isEqualTo(ofWhole.image());
        assertThat(ofPart.frames()).isPositive().isLessThan(ofWhole.frames());
        try (var file = BundleFile.open(part)) {
            // All but that of the snapshot.
            assertThat(ofPart.frames()).isEqualTo(file.manifest().frames() - 1);
            assertThat(file.manifest().origin()).isEqualTo(ORIGIN);
        }
        try (var file = BundleFile.open(whole)) {
            assertThat(file.manifest().snapshot()).isEmpty();
            assertThat(file.manifest().first().sequence()).isOne();
        }
    }

    /** An effect that nobody concluded, in a frame whose checksum fits. */
    @Test
    void aFrameThatSaysSomethingElseIsTheFirstDifference() throws IOException {
        Path bundle = bundle(Duration.ofDays(1_000));
        byte[] frames = entry(bundle, Entries.FRAMES);
        var buffer = new UnsafeBuffer(frames);
        int at = 0;
        int count = 0;
        while (count < 1_000 || Frame.length(buffer, at) < 128) {
            at += Frame.length(buffer, at);
            count++;
        }
        int length = Frame.length(buffer, at);
        frames[at + length - 16] ^= 1;
        new FrameChecksum().seal(buffer, at, length);

        BundleReplay replay = replay(madeUp(bundle, frames, new byte[0]));

        assertThat(replay.difference())
                .hasValueSatisfying(
                        difference -> assertThat(difference.sequence()).isEqualTo(replay.frames() + 1));
        assertThat(replay.frames()).isEqualTo(count);
        assertThat(replay.image().sequence()).isEqualTo(count);
    }

    @Test
    void aFrameThatIsLeftOutIsFound() throws IOException {
        Path bundle = bundle(Duration.ofDays(1_000));
        byte[] frames = entry(bundle, Entries.FRAMES);
        int first = Frame.length(new UnsafeBuffer(frames), 0);
        var shorter = new byte[frames.length - first];
        System.arraycopy(frames, first, shorter, 0, shorter.length);
        Path madeUp = madeUp(bundle, shorter, new byte[0]);

        assertThatThrownBy(() -> replay(madeUp))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("frames.bin: expected the frame of sequence 1 after 0");
    }

    /** One of another moment, sound in itself. */
    @Test
    void aSnapshotThatIsNotOfItsFrameIsRefused() throws IOException {
        Path bundle = bundle(Duration.ofSeconds(1));
        byte[] frames = entry(bundle, Entries.FRAMES);
        Path other;
        try (var file = BundleFile.open(bundle)) {
            long used = file.manifest().snapshot().getAsLong();
            other = SnapshotFolder.of(data).newestFirst().stream()
                    .filter(entry -> entry.sequence() != used)
                    .findFirst()
                    .orElseThrow()
                    .file();
        }
        Path madeUp = madeUp(bundle, frames, Files.readAllBytes(other));

        assertThatThrownBy(() -> replay(madeUp))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("snapshot.json: expected sequence ")
                .hasMessageContaining("of the journal to say that a state of hash ");
    }

    @Test
    void aBundleThatWouldBeTooLongIsRefusedWithItsLengthAndNotWritten() throws IOException {
        Path whole = bundle(Duration.ofDays(1_000));
        Path out = folder.resolve("limited.zip");
        long length = Files.size(whole);

        assertThatThrownBy(() ->
                        BundleWriter.write(data, END, Duration.ofDays(1_000), ORIGIN, Secrets.NONE, length - 1, out))
                .isInstanceOf(BundleException.class)
                .hasMessageContainingAll(
                        "expected a bundle of at most %,d bytes, it would have %,d: ".formatted(length - 1, length),
                        "since there is no snapshot up to ");
        assertThat(out).doesNotExist();
        BundleWriter.write(data, END, Duration.ofDays(1_000), ORIGIN, Secrets.NONE, length, out);
        assertThat(out).exists();
    }

    /** There is none in any entry; if there were, in the configuration or in a frame, nothing would be written. */
    @Test
    void whatIsSecretIsRefusedAndNotRepeated() throws IOException {
        Path out = folder.resolve("secret.zip");
        for (String secret : List.of("account-a", "capitalUsdPerSymbol")) {
            var secrets = new Secrets(List.of("short", secret));

            assertThatThrownBy(() -> BundleWriter.write(
                            data, END, Duration.ofSeconds(1), ORIGIN, secrets, BundleWriter.LENGTH_MAX, out))
                    .isInstanceOf(BundleException.class)
                    .hasMessageMatching("config/[0-9a-f]{16}\\.json: expected no API key or secret .*")
                    .hasMessageNotContaining(secret);
            assertThat(out).doesNotExist();
        }
    }
}
