package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderRequest.Submit;

/** A start goes on from a snapshot, and comes to what a replay of all frames comes to. */
class SnapshotStartTest {
    private static final int HISTORY = 400;
    private static final String BEFORE_HASH = "\"sha256\": \"";

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path folder;

    private Path data;
    private EngineImage atStop;
    private int candles;
    private long snapshot;

    /** An engine that has a position open and an entry at rest, stopped in order: a snapshot of its first close, and one of its stop. */
    @BeforeEach
    void runAndStop() throws Exception {
        data = folder.resolve("data");
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
            rig.candle();
            rig.engine.stopTrading(Duration.ZERO);
            atStop = rig.engine.view().image();
            candles = rig.next();
        }
        assertThat(atStop.desks()).anyMatch(desk -> desk.contracts() != 0);
        snapshot = SnapshotFolder.of(data).newestFirst().getFirst().sequence();
        assertThat(SnapshotFolder.of(data).newestFirst()).hasSizeGreaterThanOrEqualTo(2);
    }

    private void goOn(Path where) throws Exception {
        try (var rig = LiveRig.open(where).running(candles)) {
            for (int i = 0; i < 12; i++) {
                rig.candle();
            }
        }
    }

    @Test
    void aStartReplaysOnlyWhatCameAfterTheSnapshotOfTheStop() throws Exception {
        try (var rig = LiveRig.open(data)) {
            assertThat(rig.engine.snapshot()).hasValue(snapshot);
            assertThat(rig.engine.replayedFrames()).isEqualTo(atStop.sequence() - snapshot);
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
            assertThat(rig.alarms).isEmpty();
        }
    }

    @Test
    void whatFollowsIsTheSameByteByByteAsFromTheFirstFrame() throws Exception {
        Path whole = DataCopy.withoutSnapshots(DataCopy.of(data, folder.resolve("whole")));

        goOn(data);
        goOn(whole);

        List<byte[]> fromSnapshot = JournaledFrames.after(data, atStop.sequence());
        List<byte[]> fromFirst = JournaledFrames.after(whole, atStop.sequence());
        assertThat(fromSnapshot).hasSizeGreaterThan(100);
        assertThat(fromSnapshot).usingElementComparator(Arrays::compare).isEqualTo(fromFirst);
    }

    @Test
    void oneThatWasChangedIsNotUsedAndTheOneBeforeIs() throws Exception {
        long before = SnapshotFolder.of(data).newestFirst().get(1).sequence();
        change(text -> text.replaceFirst("\"capitalE8\": (\\d)", "\"capitalE8\": 9"));

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.engine.snapshot()).hasValue(before);
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
            assertThat(rig.alarms)
                    .singleElement()
                    .asString()
                    .contains("snapshot of sequence " + snapshot + " is not used", "it was changed");
        }
    }

    /** Sealed anew, so that only its frame in the journal can tell. */
    @Test
    void aFieldThatSaysOtherwiseIsFoundByTheHashInTheJournal() throws Exception {
        change(text -> sealed(text.replaceFirst("\"capitalE8\": (\\d)", "\"capitalE8\": 9")));

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.alarms).singleElement().asString().contains("expected a state of hash");
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
        }
    }

    @Test
    void twoFieldsThatAreSwappedAreFound() throws Exception {
        change(text -> sealed(
                text.replaceFirst("\"topE8\": (\\d+), \"bottomE8\": (\\d+)", "\"topE8\": $2, \"bottomE8\": $1")));

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.alarms).singleElement().asString().contains("is not used");
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
        }
    }

    @Test
    void oneOfANewerBuildIsNotUsedAndThatIsSaid() throws Exception {
        change(text ->
                sealed(text.replaceFirst("\"version\": 1,\n\\s+\"nowNanos\"", "\"version\": 2,\n  \"nowNanos\"")));

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.alarms).singleElement().asString().contains("a newer build has written it");
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
        }
    }

    @Test
    void oneOfAnotherInstallationIsNotUsed() throws Exception {
        Path other = folder.resolve("other");
        try (var rig = LiveRig.open(other).running(HISTORY + 1)) {
            rig.candle();
            rig.engine.stopTrading(Duration.ZERO);
        }
        SnapshotFolder.Entry foreign = SnapshotFolder.of(other).newestFirst().getFirst();
        DataCopy.withoutSnapshots(data);
        Files.copy(foreign.file(), SnapshotFolder.of(data).file(foreign.sequence()));

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.engine.snapshot()).isEmpty();
            assertThat(rig.engine.view().image()).isEqualTo(atStop);
            assertThat(rig.alarms).singleElement().asString().contains("is not used");
        }
    }

    @Test
    void oneThatIsNewerThanTheJournalIsNotUsed() throws Exception {
        Path early = folder.resolve("early");
        try (var rig = LiveRig.open(early)) {
            rig.start(HISTORY);
        }
        Files.createDirectories(SnapshotFolder.of(early).path());
        Files.copy(
                SnapshotFolder.of(data).file(snapshot), SnapshotFolder.of(early).file(snapshot));

        try (var rig = LiveRig.open(early)) {
            assertThat(rig.engine.snapshot()).isEmpty();
            assertThat(rig.alarms).singleElement().asString().contains("is not used");
        }
    }

    @Test
    void aProcessThatWasKilledLeavesTheSnapshotsItHadTaken() throws Exception {
        Path killed = folder.resolve("killed");
        long last;
        try (var rig = LiveRig.open(killed).running(HISTORY)) {
            for (int i = 0; i < 8; i++) {
                rig.candle();
            }
            last = rig.engine.view().sequence();
        }

        try (var rig = LiveRig.open(killed)) {
            assertThat(rig.engine.snapshot()).isPresent();
            assertThat(rig.engine.replayedFrames())
                    .isEqualTo(last - rig.engine.snapshot().getAsLong());
        }
    }

    private void change(UnaryOperator<String> change) throws IOException {
        Path file = SnapshotFolder.of(data).file(snapshot);
        String text = Files.readString(file);
        String changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }

    private static String sealed(String text) {
        String body = text.substring(0, text.lastIndexOf(BEFORE_HASH));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return body + BEFORE_HASH + HexFormat.of().formatHex(hash) + "\"\n}\n";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
