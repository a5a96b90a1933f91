package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.disk.FaultyDisk;
import smc.engine.config.Configuration;
import smc.engine.live.watch.LiveListener;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.venue.VenuePosition;
import smc.feed.text.DataFileException;
import smc.journal.CrashingStore;
import smc.journal.DataLock;
import smc.journal.chronicle.JournalSettings;

/** No room for what a live engine cannot do without: it stops, or does not begin, and nothing is half done. A full disk under its snapshots ends nothing. */
class FullDiskTest {
    private static final int HISTORY = 400;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    @TempDir
    private Path configs;

    private LiveRig open(CrashingStore store) throws Exception {
        return LiveRig.open(data, store, UnaryOperator.identity());
    }

    @Test
    void withoutRoomForAFrameNothingLeavesTheEngineStopsAndTheNextStartGoesOn() throws Exception {
        var store = new CrashingStore();
        Submit entry;
        EngineImage full;
        int next;
        try (var rig = open(store).running(HISTORY)) {
            entry = rig.untilAnEntryRests();
            Submit filled = entry;
            rig.onLoop(() -> rig.venue.fill(filled, filled.contracts()));
            rig.candle();
            List<OrderRequest> askedBefore = List.copyOf(rig.venue.asked);
            full = rig.engine.view().image();
            next = rig.next();

            store.fill();
            rig.beginStep(LiveRig.openNanos(next + 1) + LiveRig.GRACE_NANOS);
            rig.engine.failure().handle((_, _) -> true).get(60, TimeUnit.SECONDS);

            assertThat(rig.engine.failure().exceptionNow())
                    .hasMessageContaining("the journal failed")
                    .hasRootCauseMessage("No space left on device");
            assertThat(rig.engine.runFaultProcedure()).isTrue();
            assertThat(rig.venue.entryCancels).hasValue(1);
            assertThat(rig.venue.asked).isEqualTo(askedBefore);
            assertThat(rig.engine.view().image()).isEqualTo(full);
        }

        try (var rig = open(store)) { // there is room again
            assertThat(rig.engine.view().image()).isEqualTo(full);
            for (EngineImage.Trade trade : full.trades()) {
                rig.venue.positions.add(new VenuePosition(
                        trade.accountId(),
                        trade.instrumentId(),
                        trade.contracts() * trade.direction().sign(),
                        trade.entryE8()));
            }
            assertThat(rig.start(next + 1).reconcile()).isEqualTo(2);
            rig.candle();
            assertThat(rig.alarms).isEmpty();
        }
    }

    @Test
    void withoutRoomForTheConfigurationAStartIsRefusedBeforeItHasBegunAnything() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.candle();
        }
        Configuration changed = LiveRig.shippedBut(configs, "engine.json", "\"port\": 3000", "\"port\": 3001");
        List<String> before = names();
        // The file is made, and written.
        for (int step = 0; step < 2; step++) {
            Path onFullDisk = new FaultyDisk(data).fullFrom(step).path();
            try (var lock = DataLock.take(data)) {
                LiveSettings settings = LiveRig.settings(onFullDisk, changed, JournalSettings.DEFAULT);
                assertThatThrownBy(() -> LiveFolder.open(settings, lock, false, new Silent(), _ -> {}))
                        .isInstanceOf(DataFileException.class)
                        .hasMessageContaining("cannot be written: No space left on device");
            }
            assertThat(names()).isEqualTo(before);
        }

        try (var rig = LiveRig.open(data, changed, JournalSettings.DEFAULT)) {
            assertThat(rig.start(HISTORY + 1).reconcile()).isEqualTo(2);
            assertThat(rig.alarms).isEmpty();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            var names = new ArrayList<String>();
            paths.filter(path -> !path.endsWith("lock"))
                    .forEach(path -> names.add(data.relativize(path).toString()));
            return names.stream().sorted().toList();
        }
    }

    private static final class Silent implements LiveListener {
        @Override
        public void note(String what) {
            // What changed is not the matter here.
        }

        @Override
        public void alarm(String what) {
            throw new AssertionError(what);
        }
    }
}
