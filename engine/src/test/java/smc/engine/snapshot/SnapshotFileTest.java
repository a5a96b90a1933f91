package smc.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.structure.Side;

/** A snapshot on disk. */
class SnapshotFileTest {
    private static final String BEFORE_HASH = "\"sha256\": \"";

    @TempDir
    private Path folder;

    private static StateCopy core() {
        var copy = new StateCopy();
        copy.begin("core", 1).put("nowNanos", Long.MAX_VALUE).put("isSo", true).put("side", Side.BULL);
        copy.beginList("numbers").put(1).put(-2).put(Long.MIN_VALUE).end();
        copy.beginList("none").end();
        copy.beginList("objects")
                .begin()
                .put("a", 1)
                .end()
                .begin()
                .beginList("deep")
                .begin()
                .put("b", 2)
                .end()
                .end()
                .end()
                .end();
        copy.end();
        return copy;
    }

    private static StateCopy view() {
        var copy = new StateCopy();
        copy.begin("view", 1).put("sequence", 17).end();
        return copy;
    }

    private static Snapshot snapshot() {
        StateCopy core = core();
        return new Snapshot(
                new Snapshot.Header(
                        17,
                        1_751_253_462_318_066_000L,
                        4,
                        3,
                        -1,
                        core.hash(),
                        new Journal.Place(2, "20261130F.cq4", 99, 16)),
                core,
                view());
    }

    private Path written() throws IOException {
        Path file = folder.resolve("17.json");
        SnapshotFile.write(file, snapshot());
        return file;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Snapshot read = SnapshotFile.read(written());

        assertThat(read.header()).isEqualTo(snapshot().header());
        assertThat(read.core().hash()).isEqualTo(core().hash());
        assertThat(read.view().hash()).isEqualTo(view().hash());
        assertThat(SnapshotFile.header(written())).isEqualTo(snapshot().header());
    }

    @Test
    void anyReaderOfJsonReadsIt() throws IOException {
        JsonNode json = JsonMapper.builder().build().readTree(written().toFile());

        assertThat(json.at("/core/nowNanos").asLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(json.at("/core/numbers/2").asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(json.at("/core/objects/1/deep/0/b").asLong()).isEqualTo(2);
        assertThat(json.at("/snapshot/hash").asText()).isEqualTo("%016x".formatted(core().hash()));
    }

    @Test
    void oneFlippedBitIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));

            assertThatThrownBy(() -> SnapshotFile.read(with(changed)))
                    .as("byte %d", at)
                    .isInstanceOf(StateException.class);
        }
    }

    @Test
    void oneThatIsCutOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> SnapshotFile.read(with(cut)))
                    .as("%d bytes", length)
                    .isInstanceOf(StateException.class);
        }
    }

    /** So a file of another build, sealed by it, is refused by what it says. */
    @Test
    void whatIsSealedAndOfANewerVersionIsRefusedAsSuch() throws IOException {
        String text =
                Files.readString(written()).replace("{\"version\": 1, \"sequence\"", "{\"version\": 2, \"sequence\"");

        assertThatThrownBy(() -> SnapshotFile.read(with(sealed(text))))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("version 1 of snapshot, was 2: a newer build");
    }

    @Test
    void aFileThatIsNoneOfOursIsRefusedInWords() throws IOException {
        Path file = with("{\"a\": 1.5}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> SnapshotFile.header(file)).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("cut off");
    }

    private Path with(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.json"), bytes);
    }

    /** With the hash that belongs to it. */
    private static byte[] sealed(String text) {
        String body = text.substring(0, text.lastIndexOf(BEFORE_HASH));
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
            return (body + BEFORE_HASH + hash + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
