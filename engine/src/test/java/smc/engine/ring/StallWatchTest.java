package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.FrameWriter;
import smc.engine.event.InputEncoder;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.Frame;

/** An engine thread that stands still is noticed, with what it stands on. */
class StallWatchTest {
    private static final long PATIENCE = StallWatch.PATIENCE_NANOS;

    @TempDir
    private Path data;

    private final List<String> alarms = new ArrayList<>();

    private StallWatch watch(RingRig rig) {
        return new StallWatch(rig.ring, data.resolve("stalls"), alarms::add);
    }

    /** What {@link RingRig#trades} encodes for its n-th trade, as the dump shows it. */
    private static String bytesOfTrade(long number) {
        var slot = FrameWriter.newSlot();
        var writer = new FrameWriter();
        writer.start(slot, Frame.HEADER_LENGTH);
        new InputEncoder(writer).onTrade(0, number, number, 1);
        return bytes(slot, writer.position());
    }

    private static String bytes(UnsafeBuffer slot, int end) {
        var content = new byte[end - Frame.HEADER_LENGTH];
        slot.getBytes(Frame.HEADER_LENGTH, content);
        return HexFormat.ofDelimiter(" ").formatHex(content);
    }

    @Test
    void aStallIsToldOnceItHasLastedAndThenNotAgain() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();

            watch.check(0);
            watch.check(PATIENCE - 1);
            assertThat(alarms).isEmpty();
            watch.check(PATIENCE);
            watch.check(2 * PATIENCE);
            watch.check(10 * PATIENCE);

            assertThat(alarms).singleElement().asString().contains("750 ms", "stall-0.txt");
        }
    }

    @Test
    void theNextStallIsToldAgain() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            watch.check(0);
            watch.check(PATIENCE);
            rig.openGate();
            rig.ring.await();
            watch.check(2 * PATIENCE);

            rig.plantGate(2).trades(1);
            rig.awaitGate();
            watch.check(3 * PATIENCE);
            watch.check(4 * PATIENCE);

            assertThat(alarms).hasSize(2);
        }
    }

    @Test
    void anEngineWithoutInputsDoesNotStall() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.trades(1);
            rig.ring.await();

            for (int i = 0; i < 10; i++) {
                watch.check(i * PATIENCE);
            }

            assertThat(alarms).isEmpty();
        }
    }

    /** The engine thread tells how far it is only at the end of a batch; the input it stands on may be any of it. */
    @Test
    void theDumpHoldsTheInputTheEngineStandsOnAndWhereItStands() throws IOException {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.plantGate(4).trades(5);
            rig.openGate();
            rig.awaitGate();

            watch.check(0);
            watch.check(PATIENCE);

            String dump = Files.readString(data.resolve("stalls").resolve("stall-3.txt"));
            assertThat(dump).contains(bytesOfTrade(4)).contains("smc.engine.ring.Stages.onEvent");
        }
    }
}
