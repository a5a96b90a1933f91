package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.CrashingStore;
import smc.strategy.number.FixedPoint;

/** The stage with which real money begins. */
class FirstStageTest {
    private static final int HISTORY = 250;
    private static final long TWENTY_E8 = 20 * FixedPoint.ONE_E8;
    private static final long HUNDRED_E8 = 100 * FixedPoint.ONE_E8;

    @TempDir
    private Path data;

    private long stageAfterAStart(CrashingStore store, long firstStageE8) throws Exception {
        try (var rig = LiveRig.openAtStage(data, store, firstStageE8)) {
            rig.engine.begin(LiveRig.openNanos(HISTORY), 77);
            return rig.engine.view().stageCapE8();
        }
    }

    @Test
    void theFirstStartSetsItAndALaterOneLeavesWhatIsSet() throws Exception {
        var store = new CrashingStore();

        assertThat(stageAfterAStart(store, TWENTY_E8)).isEqualTo(TWENTY_E8);
        // A later start by another first stage shows that it is not set again.
        assertThat(stageAfterAStart(store.killedAfter(Long.MAX_VALUE), HUNDRED_E8))
                .isEqualTo(TWENTY_E8);
    }

    @Test
    void onPaperThereIsNone() throws Exception {
        assertThat(stageAfterAStart(new CrashingStore(), 0)).isZero();
    }

    /** The first frames are that of the start, the stage, and that it is live: killed behind any of them, the next start has the stage. */
    @Test
    void killedAnywhereInItsFirstStartTheNextHasIt() throws Exception {
        var store = new CrashingStore();
        stageAfterAStart(store, TWENTY_E8);

        for (long frame : LongStream.rangeClosed(0, 3).toArray()) {
            assertThat(stageAfterAStart(store.killedAfter(frame), TWENTY_E8))
                    .as("after frame %d", frame)
                    .isEqualTo(TWENTY_E8);
        }
    }
}
