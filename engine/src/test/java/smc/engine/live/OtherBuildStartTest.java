package smc.engine.live;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineImage;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.RewrittenFrames;

/** A start on a journal in which a frame concludes what this build would not; the build of a rig is 1. */
class OtherBuildStartTest {
    private static final int HISTORY = 400;
    private static final int OTHER_BUILD = 1_002_003;

    /** In the header of a frame. */
    private static final int BUILD_OFFSET = 24;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path folder;

    private Path data;
    private EngineImage atStop;
    private long snapshot;
    private long changed;

    /** Stopped in order: the last snapshot is of the stop. */
    @BeforeEach
    void runAndStop() throws Exception {
        data = folder.resolve("data");
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.candle();
            rig.engine.stopTrading(Duration.ZERO);
            atStop = rig.engine.view().image();
        }
        snapshot = SnapshotFolder.of(data).newestFirst().getFirst().sequence();
    }

    /** In the first frame that has an effect, one bit of the last is another: as if a build had concluded that. */
    private void concludeOtherwise(int build) throws IOException {
        changed = 0;
        RewrittenFrames.in(data, frame -> {
            frame.putInt(BUILD_OFFSET, build, LITTLE_ENDIAN);
            int effects = behindMessage(frame, Frame.HEADER_LENGTH);
            int end = effects;
            while (end + Integer.BYTES <= frame.capacity() && frame.getInt(end, LITTLE_ENDIAN) != 0) {
                end = behindMessage(frame, end);
            }
            if (changed == 0 && end > effects) {
                frame.putByte(end - 1, (byte) (frame.getByte(end - 1) ^ 1));
                changed = Frame.sequence(frame, 0);
            }
        });
        assertThat(changed).isBetween(1L, snapshot - 1);
    }

    private static int behindMessage(UnsafeBuffer frame, int at) {
        return at + Integer.BYTES + frame.getInt(at, LITTLE_ENDIAN);
    }

    private void removeSnapshots() throws IOException {
        List<SnapshotFolder.Entry> entries = SnapshotFolder.of(data).newestFirst();
        for (SnapshotFolder.Entry entry : entries) {
            Files.delete(entry.file());
        }
    }

    @Test
    void aStartFromTheSnapshotOfTheStopGoesWhateverIsBeforeIt() throws Exception {
        concludeOtherwise(OTHER_BUILD);

        try (var rig = LiveRig.open(data).running(HISTORY + 1)) {
            assertThat(rig.engine.snapshot()).hasValue(snapshot);
            rig.candle();
            assertThat(rig.engine.failure()).isNotDone();
            assertThat(rig.engine.view().sequence()).isGreaterThan(atStop.sequence());
        }
    }

    @Test
    void aStartThatHasToReplayItSaysWhichBuildWroteItAndHowToGoOn() throws Exception {
        concludeOtherwise(OTHER_BUILD);
        removeSnapshots();

        assertThatThrownBy(() -> LiveRig.open(data).close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("sequence " + changed + " differs, written by build 1.2.3, this is build 0.0.1")
                .hasMessageContaining("./smc upgrade check --data " + data)
                .hasMessageContaining("stopped in order");
    }

    @Test
    void ofWhatTheSameBuildHasWrittenNoUpgradeIsSpokenOf() throws Exception {
        concludeOtherwise(1);
        removeSnapshots();

        assertThatThrownBy(() -> LiveRig.open(data).close())
                .isInstanceOf(JournalException.class)
                .hasMessageEndingWith("sequence " + changed + " differs: ./smc journal verify --replay shows it");
    }

    /** Else the advice would be followed again and again. */
    @Test
    void whyASnapshotCouldNotBeUsedIsSaidToo() throws Exception {
        concludeOtherwise(OTHER_BUILD);
        List<SnapshotFolder.Entry> entries = SnapshotFolder.of(data).newestFirst();
        removeSnapshots();
        Files.writeString(entries.getFirst().file(), "no snapshot");

        assertThatThrownBy(() -> LiveRig.open(data).close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the snapshot of sequence " + snapshot + " is not used");
    }
}
